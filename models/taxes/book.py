"""Provisions and settings by date: what the law says for one claim, and what it leaves open."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

from models.tax_vocabulary import AssetKind, BudgetFunction, ClawbackCause, TaxParameter
from models.taxes.law import CreditLaw, MinimumTax, WatchLaw
from models.types import PPM
from models.vocabulary import FirmSize, Provision, ProvisionStatus, TaxTier

COVERS = {
    FirmSize.SME: (FirmSize.SME,),
    FirmSize.GRADUATED: (FirmSize.GRADUATED,),
    FirmSize.GRADUATED_LATE: (FirmSize.GRADUATED_LATE,),
    FirmSize.MID: (FirmSize.MID, FirmSize.MID_LARGE),
    FirmSize.LARGE: (FirmSize.LARGE, FirmSize.MID_LARGE),
}
"""The sizes of provisions that hold for a firm; some hold for every corporation besides."""
EVERYBODY = (FirmSize.CORPORATION, FirmSize.ALL)
WATCHED = {
    (ClawbackCause.DISPOSAL, AssetKind.OTHER): TaxParameter.DISPOSAL_YEARS,
    (ClawbackCause.DISPOSAL, AssetKind.BUILDING): TaxParameter.DISPOSAL_YEARS_BUILDING,
    (ClawbackCause.DIVERSION, AssetKind.OTHER): TaxParameter.DIVERSION_YEARS,
    (ClawbackCause.DIVERSION, AssetKind.BUILDING): TaxParameter.DIVERSION_YEARS_BUILDING,
}


@dataclass(frozen=True, slots=True)
class Rate:
    """A dated provision with one rate; ``since`` is None where its source names no first day."""

    code: str
    title: str
    article: str
    provision: Provision
    tier: TaxTier | None
    size: FirmSize
    rate_ppm: int | None
    since: date | None
    until: date | None
    status: ProvisionStatus

    def holds(self, day: date) -> bool:
        """Whether it is law on a day. Without a first day only what is in force is."""
        if self.status is ProvisionStatus.PROPOSED or self.rate_ppm is None:
            return False
        if self.until is not None and self.until < day:
            return False
        if self.since is None:
            return self.status is ProvisionStatus.IN_FORCE
        return self.since <= day


@dataclass(frozen=True, slots=True)
class Setting:
    """A dated setting; an empty dimension holds for everything that no other row names."""

    parameter: TaxParameter
    value: int
    since: date
    until: date | None
    provision: Provision | None = None
    tier: TaxTier | None = None
    size: FirmSize | None = None


@dataclass(frozen=True, slots=True)
class Caution:
    """What a reader of a computation should know, by the code of its sentence."""

    code: str
    values: dict[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Found:
    """The law for one claim: None where no provision fits, or several do."""

    law: CreditLaw | None
    rate: Rate | None = None
    cautions: tuple[Caution, ...] = ()


@dataclass(frozen=True, slots=True)
class LawBook:
    """Every provision and setting that the register knows."""

    rates: Sequence[Rate]
    settings: Sequence[Setting]

    def credit_law(
        self,
        provision: Provision,
        tier: TaxTier,
        size: FirmSize,
        opens_on: date,
        closes_on: date,
    ) -> Found:
        """The provision that holds for a tax year, completed by the settings of its last day.

        The temporary credit names the tax year that contains a 31st of December (Art. 24① item
        3); other provisions are asked for on the day on which the year closes.
        """
        day = self._day(provision, opens_on, closes_on)
        sizes = (*COVERS.get(size, ()), *EVERYBODY)
        fitting = [
            rate
            for rate in self.rates
            if (rate.provision, rate.tier) == (provision, tier)
            and rate.size in sizes
            and rate.holds(day)
        ]
        newest = max((rate.since or date.min for rate in fitting), default=None)
        fitting = [rate for rate in fitting if (rate.since or date.min) == newest]
        if len({rate.rate_ppm for rate in fitting}) != 1:
            code = "several_provisions" if fitting else "no_provision"
            return Found(None, None, (Caution(code),))
        rate = fitting[0]
        return Found(self.completed(rate, size, day), rate, _cautions(rate, opens_on))

    def completed(self, rate: Rate, size: FirmSize, day: date) -> CreditLaw:
        """A provision with the settings that hold for it on a day."""
        return self.with_rate(rate.article, rate.rate_ppm, rate.provision, rate.tier, size, day)

    def with_rate(
        self,
        article: str,
        rate_ppm: int | None,
        provision: Provision,
        tier: TaxTier | None,
        size: FirmSize,
        day: date,
    ) -> CreditLaw:
        """The law that a stated rate and the settings of a day make together."""

        def said(parameter: TaxParameter) -> int | None:
            return self.value(parameter, day, provision, tier, size)

        def share(parameter: TaxParameter) -> Fraction | None:
            return _share(said(parameter))

        def flag(parameter: TaxParameter) -> bool | None:
            value = said(parameter)
            return None if value is None else bool(value)

        return CreditLaw(
            article=article,
            rate=_share(rate_ppm),
            additional_rate=share(TaxParameter.ADDITIONAL_RATE),
            additional_cap=said(TaxParameter.ADDITIONAL_CAP),
            average_years=said(TaxParameter.AVERAGE_YEARS),
            ratio_multiple=share(TaxParameter.RATIO_MULTIPLE),
            ratio_cap=share(TaxParameter.RATIO_CAP),
            needs_history=flag(TaxParameter.ADDITIONAL_NEEDS_HISTORY),
            deducts_support=flag(TaxParameter.DEDUCTS_SUPPORT),
            excludes_capital_area=flag(TaxParameter.EXCLUDES_CAPITAL_AREA),
            is_exempt=flag(TaxParameter.MINIMUM_EXEMPT),
            carry_years=said(TaxParameter.CARRY_YEARS),
            rural_rate=share(TaxParameter.RURAL_TAX),
        )

    def minimum(self, size: FirmSize, day: date) -> MinimumTax | None:
        """Art. 132①; None where a rate or a bound of it is not set."""
        rate = _share(self.value(TaxParameter.MINIMUM_RATE, day, size=size))
        if rate is None:
            return None
        if size not in (FirmSize.MID, FirmSize.LARGE):
            return MinimumTax(rate)
        lower = self._bracket(
            TaxParameter.MINIMUM_LOWER_BOUND, TaxParameter.MINIMUM_RATE_LOWER, size, day
        )
        middle = self._bracket(
            TaxParameter.MINIMUM_UPPER_BOUND, TaxParameter.MINIMUM_RATE_MIDDLE, size, day
        )
        return MinimumTax(rate, lower, middle) if lower and middle else None

    def watch(self, day: date) -> WatchLaw:
        """Arts. 24③ and 146."""
        cancels = self.value(TaxParameter.CLAWBACK_CANCELS_UNUSED, day)
        return WatchLaw(
            years={key: self.value(parameter, day) for key, parameter in WATCHED.items()},
            daily_interest=_share(self.value(TaxParameter.CLAWBACK_INTEREST, day)),
            cancels_unused=None if cancels is None else bool(cancels),
        )

    def function(self, provision: Provision, day: date) -> BudgetFunction | None:
        """Under which function of the budget a provision is reported."""
        number = self.value(TaxParameter.BUDGET_FUNCTION, day, provision)
        return None if number is None else BudgetFunction.numbered(number)

    def value(
        self,
        parameter: TaxParameter,
        day: date,
        provision: Provision | None = None,
        tier: TaxTier | None = None,
        size: FirmSize | None = None,
    ) -> int | None:
        """The most particular setting that holds on a day; None where there is none."""
        asked = (provision, tier, size)
        fitting = [
            (sum(weight for weight, own in zip((4, 2, 1), _own(row), strict=True) if own), row)
            for row in self.settings
            if row.parameter is parameter
            and row.since <= day
            and (row.until is None or day <= row.until)
            and all(own in (None, want) for own, want in zip(_own(row), asked, strict=True))
        ]
        if not fitting:
            return None
        return max(fitting, key=lambda pair: (pair[0], pair[1].since))[1].value

    def _bracket(
        self, bound: TaxParameter, rate: TaxParameter, size: FirmSize, day: date
    ) -> tuple[int, Fraction] | None:
        won = self.value(bound, day, size=size)
        share = _share(self.value(rate, day, size=size))
        return None if won is None or share is None else (won, share)

    @staticmethod
    def _day(provision: Provision, opens_on: date, closes_on: date) -> date:
        last = date(opens_on.year, 12, 31)
        within = opens_on <= last <= closes_on
        return last if provision is Provision.TEMPORARY_INVESTMENT_CREDIT and within else closes_on


def _own(row: Setting) -> tuple[Provision | None, TaxTier | None, FirmSize | None]:
    return row.provision, row.tier, row.size


def _share(ppm: int | None) -> Fraction | None:
    return None if ppm is None else Fraction(ppm, PPM)


def _cautions(rate: Rate, opens_on: date) -> tuple[Caution, ...]:
    if rate.since is None:
        return (Caution("start_unknown"),)
    return (Caution("starts_within", {"day": rate.since}),) if rate.since > opens_on else ()
