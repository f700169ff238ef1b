"""What a row of a workbook would do to the registry."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from imports.records import Record


class Status(StrEnum):
    """New, changed, the same, or wrong and therefore nothing."""

    NEW = "new"
    CHANGED = "changed"
    SAME = "same"
    ERROR = "error"


@dataclass(slots=True)
class Compared:
    """A record and what it would change: field → (old, new)."""

    record: Record
    status: Status
    changes: Mapping[str, Any] = field(default_factory=dict)
    key: int | None = None
