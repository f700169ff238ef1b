"""The credit of one year: base net of support, base credit, additional credit and its cap."""

from dataclasses import dataclass, field
from fractions import Fraction

from models.tax_vocabulary import Site, SupportItem
from models.taxes.law import CreditLaw
from models.taxes.steps import Step, whole

ITEMS = {
    SupportItem.GRANT: "제127조 ① 1호",
    SupportItem.STATE_PAID_INTEREST: "제127조 ① 2호",
    SupportItem.STATE_LOAN_INTEREST: "제127조 ① 3호",
    SupportItem.CONTRIBUTION: "제127조 ① 4호",
}
"""Where each kind of support stands."""


@dataclass(frozen=True, slots=True)
class Support:
    """Public money behind an investment, as Art. 127① names it."""

    item: SupportItem
    amount_won: int


@dataclass(frozen=True, slots=True)
class Place:
    """Where and how a firm invests, as far as Art. 130 asks.

    ``since_1989`` is whether the firm has carried on its business in the area since before
    1990, ``is_expansion`` whether this is an expansion (증설투자), ``in_complex`` whether the
    site lies in an industrial complex or area of the decree, ``is_listed`` whether the asset
    is one that the decree lets through.
    """

    site: Site
    is_sme: bool
    since_1989: bool | None = None
    is_expansion: bool | None = None
    in_complex: bool | None = None
    is_listed: bool | None = None


@dataclass(frozen=True, slots=True)
class Investment:
    """What a firm invested in a tax year; ``prior_won`` holds earlier years, the latest first."""

    invested_won: int
    prior_won: tuple[int | None, ...] = ()
    supports: tuple[Support, ...] = ()
    place: Place | None = None
    revenue_won: int | None = None


@dataclass(frozen=True, slots=True)
class Credit:
    """The credit of one year with every step; None where a part of it is not known."""

    net_won: int | None
    base_won: int | None
    additional_won: int | None
    steps: tuple[Step, ...] = field(default=())

    @property
    def total_won(self) -> int | None:
        """Base and additional credit together."""
        if self.base_won is None or self.additional_won is None:
            return None
        return self.base_won + self.additional_won


def is_excluded(place: Place | None) -> bool | None:
    """Whether Art. 130 shuts an investment out; None where a fact that decides is missing.

    ① A firm that was in the area before 1990, and every SME, has no credit for an expansion
    there, unless it is built in an industrial complex. ② Others that set up or moved in since
    1990 have none at all. Assets listed in the decree always pass.
    """
    if place is None or place.site is Site.OUTSIDE:
        return False
    if place.is_listed:
        return False
    if place.is_sme or place.since_1989:
        shut = _both(place.is_expansion, _no(place.in_complex))
    else:
        shut = _no(place.since_1989)
    return _both(shut, _no(place.is_listed))


def credit(investment: Investment, law: CreditLaw) -> Credit:
    """The credit of one investment by one provision.

    Notes
    -----
    Base (Arts. 127① and 130), base credit (Art. 24① item 2 가 or 3 가, Art. 10①) and
    additional credit (item 2 나 or 3 나: the excess over the average of earlier years; where it
    exceeds the base credit, at most a multiple of that).
    """
    steps: list[Step] = [Step("invested", "제24조 ①", investment.invested_won)]
    net = _net(investment, law, steps)
    base = _base(net, law, steps)
    excess = _additional(net, base, investment, law, steps)
    ratio = _by_ratio(net, investment, law, steps)
    additional = None if excess is None or ratio is None else excess + ratio
    found = Credit(net, base, additional)
    steps.append(Step("credit", law.article, found.total_won))
    return Credit(net, base, additional, tuple(steps))


def _net(investment: Investment, law: CreditLaw, steps: list[Step]) -> int | None:
    net = _after_support(investment, law, steps)
    place = investment.place
    if place is not None and place.site is Site.CAPITAL_AREA:
        net = _after_area(place, net, law.excludes_capital_area, steps)
    steps.append(Step("net_base", "제24조 ⑤", net))
    return net


def _after_support(investment: Investment, law: CreditLaw, steps: list[Step]) -> int | None:
    if not investment.supports or law.deducts_support is False:
        return investment.invested_won
    if law.deducts_support is None:
        steps.append(Step("support_unknown", "제127조 ①", None))
        return None
    taken = 0
    for support in investment.supports:
        taken += support.amount_won
        values = {"item": support.item}
        steps.append(Step("support", ITEMS[support.item], -support.amount_won, values))
    return max(investment.invested_won - taken, 0)


def _after_area(
    place: Place, net: int | None, excludes: bool | None, steps: list[Step]
) -> int | None:
    shut = _both(excludes, is_excluded(place))
    article = "제130조 ①" if place.is_sme or place.since_1989 else "제130조 ②"
    if shut is None:
        steps.append(Step("area_unknown", article, None))
        return None
    code = "area_excluded" if shut else "area_passes"
    taken = 0 if not shut else None if net is None else -net
    steps.append(Step(code, article, taken))
    return 0 if shut else net


def _base(net: int | None, law: CreditLaw, steps: list[Step]) -> int | None:
    won = None if net is None or law.rate is None else whole(net * law.rate)
    steps.append(Step("base_credit", law.article, won, {"rate": law.rate}))
    return won


def _additional(
    net: int | None, base: int | None, investment: Investment, law: CreditLaw, steps: list[Step]
) -> int | None:
    if law.additional_rate == 0:
        return 0
    article = "제24조 ① 나목"
    average = _average(investment.prior_won, law.average_years)
    steps.append(Step("average", article, None if average is None else whole(average)))
    if average == 0 and law.needs_history:
        steps.append(Step("no_history", article, 0))
        return 0
    if average == 0 and law.needs_history is None:
        steps.append(Step("history_unknown", article, None))
        return None
    if net is None or average is None or law.additional_rate is None:
        steps.append(Step("additional_unknown", article, None))
        return None
    excess = max(net - average, Fraction(0))
    won = whole(excess * law.additional_rate)
    values = {"rate": law.additional_rate, "excess": whole(excess)}
    steps.append(Step("additional_credit", article, won, values))
    return _capped(won, base, law, steps)


def _capped(won: int, base: int | None, law: CreditLaw, steps: list[Step]) -> int | None:
    """Where the additional credit exceeds the base credit, a multiple of that is its cap."""
    if base is None or law.additional_cap is None:
        return None
    cap = law.additional_cap * base
    if won <= base or won <= cap:
        return won
    steps.append(Step("cap", "제24조 ① 나목 단서", cap, {"times": law.additional_cap}))
    return cap


def _by_ratio(
    net: int | None, investment: Investment, law: CreditLaw, steps: list[Step]
) -> int | None:
    """Art. 10①: an extra rate that grows with what research is of revenue."""
    if law.ratio_multiple == 0:
        return 0
    revenue = investment.revenue_won
    if net is None or not revenue or law.ratio_multiple is None or law.ratio_cap is None:
        steps.append(Step("ratio_unknown", law.article, None))
        return None
    rate = min(Fraction(net, revenue) * law.ratio_multiple, law.ratio_cap)
    won = whole(net * rate)
    steps.append(Step("ratio_credit", law.article, won, {"rate": rate}))
    return won


def _average(prior: tuple[int | None, ...], years: int | None) -> Fraction | None:
    """The yearly average of so many earlier years; unknown where one of them is."""
    if years is None or len(prior) < years:
        return None
    wanted = [won for won in prior[:years] if won is not None]
    return Fraction(sum(wanted), years) if len(wanted) == years else None


def _no(fact: bool | None) -> bool | None:
    return None if fact is None else not fact


def _both(one: bool | None, other: bool | None) -> bool | None:
    """Whether both hold; one that does not decides, even where the other is not known."""
    if one is False or other is False:
        return False
    return None if one is None or other is None else True
