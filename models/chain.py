"""How events hang together: each carries the hash of the one before; pure, no query."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import Any, Final

BEGINNING: Final = "0" * 64
"""What the first event says of the one before it."""
LINKED: Final = (
    "id", "at", "actor_id", "action", "party_id", "instrument_id", "revision_id", "movement_id",
    "submission_id", "run_id", "changes", "reason", "digest",
)  # fmt: skip
"""What the hash of an event covers, in this order."""


def link(before: str, event: Mapping[str, Any]) -> str:
    """The hash of an event: SHA-256 over the hash before it and everything it says."""
    said = [_plain(event.get(name)) for name in LINKED]
    return _sha256([before, *said])


def content_digest(said: Mapping[str, Any]) -> str:
    """The digest of what a row says, whatever the order of its fields.

    A field that says nothing is left out, so that a column added later leaves old digests valid.
    """
    return _sha256({name: _plain(value) for name, value in said.items() if value is not None})


def _sha256(value: Any) -> str:
    text = json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":"), default=str)
    return hashlib.sha256(text.encode()).hexdigest()


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="microseconds")
    return value


def row_digest(row: Any, names: Iterable[str]) -> str:
    """The digest of the named fields of a row, as its database gives them back."""
    said = {name: getattr(row, name) for name in names}
    return content_digest(json.loads(json.dumps(said, default=str)))
