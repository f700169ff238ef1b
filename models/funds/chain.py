"""Looking through chains of funds of funds to the investors behind a won, in exact fractions."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from graphlib import CycleError, TopologicalSorter

from models.errors import FundLoop

NONE, WHOLE = Fraction(0), Fraction(1)


@dataclass(frozen=True, slots=True)
class Holding:
    """One commitment to a fund.

    ``fund`` is the key of the fund that commits; otherwise ``is_public`` says who does, and
    None that nobody knows.
    """

    amount_won: int
    is_public: bool | None = None
    fund: int | None = None
    name: str = ""


@dataclass(frozen=True, slots=True)
class FundFact:
    """A fund as the look-through sees it: its commitments, and what its size is said to be."""

    key: int
    code: str
    holdings: tuple[Holding, ...] = ()
    formed_won: int | None = None
    public_won: int | None = None
    private_won: int | None = None

    @property
    def committed_won(self) -> int | None:
        """The commitments registered one by one, else the public and private parts as stated."""
        if self.holdings:
            return sum(held.amount_won for held in self.holdings)
        stated = [won for won in (self.public_won, self.private_won) if won is not None]
        return sum(stated) if stated else None

    @property
    def parents(self) -> frozenset[int]:
        """The funds that commit to this one."""
        return frozenset(held.fund for held in self.holdings if held.fund is not None)


@dataclass(frozen=True, slots=True)
class Behind:
    """The parts of each won of a fund by who stands behind it; they add to one."""

    private: Fraction = NONE
    public: Fraction = NONE
    unknown: Fraction = NONE


@dataclass(frozen=True, slots=True)
class Stake:
    """An investor at the end of the chain and the part of the fund that is theirs."""

    name: str
    is_public: bool | None
    via: int
    part: Fraction


def whole_of(fund: FundFact) -> tuple[Holding, ...]:
    """Every won of a fund as commitments; what nobody stated is of an unknown investor.

    Without single commitments the stated public and private parts stand for them; where only
    one of them is stated, the rest of the size is the other.
    """
    held = fund.holdings or _as_stated(fund)
    rest = (fund.formed_won or 0) - sum(one.amount_won for one in held)
    return (*held, Holding(rest)) if rest > 0 else held


def _as_stated(fund: FundFact) -> tuple[Holding, ...]:
    public, private, formed = fund.public_won, fund.private_won, fund.formed_won
    if public is not None and private is None and formed is not None:
        private = max(formed - public, 0)
    if private is not None and public is None and formed is not None:
        public = max(formed - private, 0)
    parts = ((public, True), (private, False))
    return tuple(Holding(won, is_public) for won, is_public in parts if won is not None)


def in_order(funds: Mapping[int, FundFact]) -> list[int]:
    """The funds, each after every fund that commits to it. Raises FundLoop."""
    known = {key: fund.parents & funds.keys() for key, fund in funds.items()}
    try:
        return list(TopologicalSorter(known).static_order())
    except CycleError as error:
        raise FundLoop(chain=[funds[key].code for key in reversed(error.args[1])]) from None


def behind(funds: Mapping[int, FundFact]) -> dict[int, Behind]:
    """Who stands behind each won of every fund, along chains of any depth.

    A fund that commits but is not among ``funds`` is unknown. Raises FundLoop.
    """
    found: dict[int, Behind] = {}
    for key in in_order(funds):
        held = whole_of(funds[key])
        total = sum(one.amount_won for one in held)
        found[key] = _mixed(held, total, found) if total else Behind(unknown=WHOLE)
    return found


def _mixed(held: Iterable[Holding], total: int, known: Mapping[int, Behind]) -> Behind:
    private, public, unknown = NONE, NONE, NONE
    for one in held:
        part, of = Fraction(one.amount_won, total), parts_of(one, known)
        private += part * of.private
        public += part * of.public
        unknown += part * of.unknown
    return Behind(private, public, unknown)


def parts_of(held: Holding, known: Mapping[int, Behind]) -> Behind:
    """Who stands behind one commitment."""
    if held.fund is not None:
        return known.get(held.fund, Behind(unknown=WHOLE))
    if held.is_public is None:
        return Behind(unknown=WHOLE)
    return Behind(public=WHOLE) if held.is_public else Behind(private=WHOLE)


def stakes(funds: Mapping[int, FundFact], key: int) -> list[Stake]:
    """The investors at the end of every chain behind one fund; their parts add to one.

    ``via`` is the fund that the investor commits to. Raises FundLoop.
    """
    weight: dict[int, Fraction] = defaultdict(Fraction, {key: WHOLE})
    found: list[Stake] = []
    for here in reversed(in_order(funds)):
        if weight[here]:
            found += _shared(funds, here, weight)
    return found


def _shared(
    funds: Mapping[int, FundFact], here: int, weight: dict[int, Fraction]
) -> Iterable[Stake]:
    """Hand the weight of a fund on to the funds above it; the rest are its own investors."""
    held = whole_of(funds[here])
    total = sum(one.amount_won for one in held)
    if not total:
        yield Stake("", None, here, weight[here])
        return
    for one in held:
        part = weight[here] * Fraction(one.amount_won, total)
        if one.fund in funds:
            weight[one.fund or 0] += part
        elif part:
            yield Stake(one.name, one.is_public, here, part)


def above(funds: Mapping[int, FundFact], key: int) -> list[int]:
    """A fund and every fund that stands above it, the furthest first. Raises FundLoop."""
    wanted = {key}
    for here in reversed(in_order(funds)):
        if here in wanted:
            wanted |= funds[here].parents & funds.keys()
    return [here for here in in_order(funds) if here in wanted]


def below(funds: Mapping[int, FundFact], key: int) -> list[int]:
    """Every fund to which a fund commits, along chains of any depth. Raises FundLoop."""
    wanted = {key}
    for here in in_order(funds):
        if wanted & funds[here].parents:
            wanted.add(here)
    return [here for here in in_order(funds) if here in wanted - {key}]
