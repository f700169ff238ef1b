"""Checking what rows name as the record that contains them."""

from collections.abc import Iterable, Iterator
from typing import Final

from imports.parties import Parties
from imports.problems import Problem
from imports.records import Identity, Joined, Record
from imports.registered import Registered

LONGEST_CHAIN: Final = 50


def parent_names(records: Iterable[Record]) -> set[str]:
    """Every code and reference that rows name as their parent."""
    names = {_part_of(record) for record in records} - {""}
    return names | {name.rpartition("/")[2] for name in names}


def check_parents(joined: Joined, registered: Registered, parties: Parties) -> Iterator[Problem]:
    """Name parents that nobody knows, and records that contain themselves."""
    if "part_of" not in joined.main.columns:
        return
    own = {
        (record.given.filer, record.given.reference): record
        for record in joined.records
        if record.given is not None
    }
    parents: dict[Identity, Identity] = {}
    for identity, record in own.items():
        text = _part_of(record)
        if not text:
            continue
        parent = identity_of(text, identity[0], registered, parties)
        if parent in own or parent in registered.by_identity:
            parents[identity] = parent
        else:
            yield _unknown(joined, record, text)
    for identity in parents:
        if chain := _loop(identity, parents):
            yield joined.main.problem(own[identity].index, "part_of", "parent_loop", chain=chain)


def identity_of(text: str, filer: str, registered: Registered, parties: Parties) -> Identity:
    """Whom a code, the filer's own reference or filer/reference means."""
    if known := registered.by_code.get(text):
        return known.filer, known.reference
    owner, _, reference = text.rpartition("/")
    party = parties.find(owner) if owner else None
    return party.code if party else filer, reference


def _part_of(record: Record) -> str:
    return str(vars(record.given).get("part_of", "")) if record.given else ""


def _unknown(joined: Joined, record: Record, text: str) -> Problem:
    close = joined.near(text)
    expected = close[0] if close else ""
    return joined.main.problem(
        record.index, "part_of", "unknown_parent", expected=expected, candidates=close
    )


def _loop(identity: Identity, parents: dict[Identity, Identity]) -> list[str]:
    """The references on the way from a record back to itself; empty when there is no way."""
    chain, here = [identity[1]], parents.get(identity)
    while here is not None and len(chain) < LONGEST_CHAIN:
        chain.append(here[1])
        if here == identity:
            return chain
        here = parents.get(here)
    return []
