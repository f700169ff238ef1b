"""The funds of the register as one viewer may read them."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction

from sqlmodel import Session

from app.registry.current import register_for
from models.counting.findings import Finding
from models.counting.fund_layer import CountedInvestment, FundLayer
from models.funds.chain import Stake
from models.funds.position import fund_leverage
from models.people import Party
from models.queries.frozen import frozen_at, read_decisions
from models.queries.funds import Commitment, FundBook, Money, fund_titles, read_funds
from models.queries.instruments import visible_instruments
from models.queries.visibility import Viewer
from models.vocabulary import Role


@dataclass(frozen=True, slots=True)
class Funds:
    """Every fund and what counts of it. Figures are the same for all; names are not."""

    viewer: Viewer
    book: FundBook
    layer: FundLayer
    titles: Mapping[int, str]
    """Titles of the records that the viewer may open, by their keys."""

    def code_of(self, key: int) -> str:
        """The code of a fund that the viewer may open; empty for others."""
        return self.book.funds[key].code if key in self.titles and key in self.book.funds else ""

    def leverage_of(self, key: int) -> Fraction | None:
        """Private commitments per public won; None where it is not known."""
        fund = self.book.funds.get(key)
        return fund_leverage(fund, self.layer.behind) if fund else None

    def counted_of(self, key: int) -> int | None:
        """What counts of a fund's own investments; None where it has none."""
        rows = [row.counted_won for row in self.layer.rows if row.fact.fund == key]
        return sum(rows) if rows else None

    def investor(self, held: Commitment) -> str:
        """What an investor is called to the viewer; a fund by its own title."""
        if held.row.fund_id is not None:
            return self.titles.get(held.row.fund_id, "")
        if held.party is not None:
            return self.party(held.party)
        return held.row.investor if self.viewer.sees_names or held.is_public else ""

    def investee(self, money: Money) -> str:
        """What an investee is called to the viewer."""
        if money.party is not None:
            return self.party(money.party)
        return money.terms.investee if self.viewer.sees_names else ""

    def party(self, party: Party) -> str:
        """A party by its name or, where firms are not named, by its pseudonym."""
        named = self.viewer.sees_names or party.is_public
        return party.name_ko if named else party.pseudonym

    def stake(self, stake: Stake) -> str:
        """The investor at the end of a chain; nobody's name of a record that is not shown."""
        shown = self.viewer.sees_names or stake.is_public is True
        return stake.name if shown and stake.via in self.titles else ""


def funds_for(
    session: Session,
    viewer: Viewer,
    on: date,
    *,
    beside: Collection[int] = (),
    moving: Collection[int] = (),
) -> Funds:
    """Read and judge every fund on the day ``on``.

    ``beside`` and ``moving`` name versions and movements to suppose as verified.
    """
    book = read_funds(session, on, beside=beside, moving=moving)
    register = register_for(session, replace(viewer, role=Role.OFFICIAL), on)
    decisions = read_decisions(session, frozen_at(session, on))
    layer = book.layer(register.scope, register.judgements.values(), decisions)
    seen = visible_instruments(session, viewer)
    codes = {item.record.code for key, item in register.judgements.items() if key in seen}
    masked = tuple(replace(row, removed=_discreet(row, codes)) for row in layer.rows)
    return Funds(
        viewer=viewer,
        book=book,
        layer=replace(layer, rows=masked),
        titles=fund_titles(session, viewer),
    )


def _discreet(row: CountedInvestment, codes: set[str]) -> tuple[Finding, ...]:
    """Findings without the codes of pledges that the viewer may not see."""
    return tuple(
        replace(
            found,
            values={**found.values, "codes": [one for one in said if one in codes]},
        )
        if isinstance(said := found.values.get("codes"), list)
        else found
        for found in row.removed
    )
