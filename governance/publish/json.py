"""Values -> JSON for programs."""

import json
from datetime import date
from typing import Any


def as_json(value: Any) -> str:
    """Readable JSON: dates as YYYY-MM-DD, letters as they are. Raises TypeError for other types."""
    return json.dumps(value, ensure_ascii=False, indent=2, default=_plain)


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(type(value))
