"""Rules between records: joint pledges and parts of a whole; duplicates stand beside."""

from collections.abc import Callable, Mapping

from models.counting.facts import Record
from models.vocabulary import COUNTED_STATES

Wholes = Mapping[int, int]
"""The record that each part is a part of, without circles."""


def wholes(records: Mapping[int, Record]) -> dict[int, int]:
    """What each record is a part of; a circle is opened at its first record, so that one counts."""
    parents = {
        key: record.parent_id
        for key, record in records.items()
        if record.parent_id is not None and record.parent_id in records
    }
    for key in sorted(parents):
        if key in above(parents, key):
            del parents[key]
    return parents


def above(parents: Wholes, key: int) -> list[int]:
    """Everything that contains a record, the nearest first."""
    found: list[int] = []
    here = parents.get(key)
    while here is not None and here not in found:
        found.append(here)
        here = parents.get(here)
    return found


def joint_children(records: Mapping[int, Record], parents: Wholes) -> dict[int, int]:
    """Rule 2: the joint pledge by whose shares a record counts, never by itself.

    A joint pledge that nobody verified holds nothing back.
    """
    joint = {key for key, one in records.items() if one.is_joint and one.state in COUNTED_STATES}
    found = {key: next((one for one in above(parents, key) if one in joint), None)
             for key in parents}  # fmt: skip
    return {key: whole for key, whole in found.items() if whole is not None}


def parts_of_counted(parents: Wholes, reach: Callable[[int], int]) -> dict[int, int]:
    """Rule 3: the whole that counts for a record; a whole and its part never both.

    A part gives way to a whole that reaches as far: what is announced is never held back by a
    mere intent. ``reach`` is 0 for a record that adds nothing.
    """
    found = {}
    for key in parents:
        least = max(reach(key), 1)
        whole = next((one for one in above(parents, key) if reach(one) >= least), None)
        if whole is not None:
            found[key] = whole
    return found
