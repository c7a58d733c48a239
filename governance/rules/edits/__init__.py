"""Commands that edit -> what is to be edited in which file. Nothing is read or written here."""

from collections.abc import Mapping

from governance.model.edit import Edit

# Path of a file -> its edits. A path where no file stands is a new record.
Edits = Mapping[str, tuple[Edit, ...]]
