"""Version numbers MAJOR.MINOR."""


def number(version: str) -> tuple[int, int]:
    """The number to order versions by: "1.10" comes after "1.9"."""
    major, minor = version.split(".")
    return int(major), int(minor)
