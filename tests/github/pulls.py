"""Pull requests."""

from dataclasses import dataclass


@dataclass
class Pull:
    merged_at: str | None = None
