"""Checking what the sheets of funds name: other funds, commitments, and entries to correct."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from imports.dated_money import ComparedMovement
from imports.parents import identity_of
from imports.parties import Parties
from imports.problems import Problem
from imports.records import Identity, Joined, Record
from imports.registered import Latest, Registered
from models.errors import FundLoop
from models.fund import CommitmentInput
from models.fund_movement import FundMovementInput as OfFund
from models.funds.chain import FundFact, Holding, in_order

COMMITMENTS = "commitments"


def fund_names(records: Iterable[Record]) -> set[str]:
    """Every code and reference that commitments name as a fund."""
    names = {one.fund for record in records for one in _commitments(record)} - {""}
    return names | {name.rpartition("/")[2] for name in names}


def check_funds(joined: Joined, registered: Registered, parties: Parties) -> Iterator[Problem]:
    """Name funds that nobody knows, and funds that commit to themselves in a circle."""
    own = {
        (record.given.filer, record.given.reference): record
        for record in joined.records
        if record.given is not None
    }
    chains: dict[Identity, list[Identity]] = defaultdict(list)
    for identity, record in own.items():
        for place, one in enumerate(_commitments(record)):
            if not one.fund:
                continue
            named = identity_of(one.fund, identity[0], registered, parties)
            if named in own or named in registered.by_identity:
                chains[identity].append(named)
            else:
                yield _unknown(joined, record, place, one.fund)
    if chain := _loop(chains):
        record = next(own[one] for one in chain if one in own)
        said = [reference for _, reference in chain]
        yield joined.main.problem(record.index, "reference", "fund_loop", chain=said)


def check_named(movements: Iterable[ComparedMovement], registered: Registered) -> Iterator[Problem]:
    """Name commitments and entries that the fund of a row does not have."""
    listed = [(row, given) for row in movements if isinstance(given := row.row.given, OfFund)]
    keys = {row.key for row, _ in listed if row.key is not None}
    latest = registered.latest(keys)
    filed: set[tuple[int | None, str]] = {*registered.movements(keys)}
    here = {(_owner(row), given.entry) for row, given in listed}
    for row, given in listed:
        known = _numbers(row, latest)
        if given.commitment and given.commitment not in known:
            yield _named(row, "commitment", "unknown_commitment", candidates=sorted(known))
        corrected = {(_owner(row), given.corrects), (row.key, given.corrects)}
        if given.corrects and not corrected & (here | filed):
            yield _named(row, "corrects", "unknown_entry")


def _named(row: ComparedMovement, field: str, code: str, **values: Any) -> Problem:
    return row.row.decoded.problem(row.row.index, field, code, **values)


def _owner(row: ComparedMovement) -> int | None:
    return id(row.record) if row.record else row.key


def _numbers(row: ComparedMovement, latest: Mapping[int, Latest]) -> set[str]:
    """The numbers of the commitments of a row's fund: of this workbook, else as registered."""
    if row.record is not None:
        return {one.number for one in _commitments(row.record)}
    known = latest.get(row.key or 0)
    said = known.said if known else {}
    stem = f"{COMMITMENTS}."
    return {name.removeprefix(stem).rpartition(".")[0] for name in said if name.startswith(stem)}


def _commitments(record: Record) -> tuple[CommitmentInput, ...]:
    return getattr(record.given, COMMITMENTS, ())


def _unknown(joined: Joined, record: Record, place: int, text: str) -> Problem:
    close = joined.near(text)
    decoded, index = joined.parts[COMMITMENTS], record.parts[COMMITMENTS][place]
    expected = close[0] if close else ""
    return decoded.problem(index, "fund", "unknown_parent", expected=expected, candidates=close)


def _loop(chains: dict[Identity, list[Identity]]) -> list[Identity]:
    """The funds of this workbook that commit to each other in a circle."""
    identities = dict.fromkeys([*chains, *(one for some in chains.values() for one in some)])
    numbers = {identity: number for number, identity in enumerate(identities)}
    funds = {
        number: FundFact(
            number,
            str(number),
            tuple(Holding(1, fund=numbers[one]) for one in chains.get(identity, ())),
        )
        for identity, number in numbers.items()
    }
    try:
        in_order(funds)
    except FundLoop as loop:
        listed = list(numbers)
        return [listed[int(code)] for code in loop.chain]
    return []
