"""What each lever alone must be for the target of a stored run, in words of a page."""

from dataclasses import asdict, dataclass
from datetime import date
from typing import Final

from sqlmodel import Session

from app import format as fmt
from app.i18n import Language
from app.messages.requirements import AIMS as AIM_WORDS
from app.messages.requirements import BEYOND, HEADS, LEVERS
from app.projections.asking import SIZES
from app.projections.figures import won
from app.projections.scenarios import PLANNED_LOAN, Start, chosen
from app.projections.snapshot import Question, Snapshot, take
from app.tables import Column, Table, made_by
from econ.required import AIMS, Lever, Requirement, requirements
from econ.scenarios import Override
from models.errors import NotFound
from models.people import User
from models.projection import ProjectionRun

DRAWS: Final = 2_000
COLUMNS: Final = ("name", "needed", "interval", "at_best", "gap", "cost", "price")
LARGEST_RATE, LARGEST_BN, LARGEST_LOGIT = 0.5, 50_000.0, 4.0
"""How far a lever is tried: half of what is spent, 50 trillion won a year, odds of about 55."""


@dataclass(frozen=True, slots=True)
class Line:
    """What one lever must be, in words."""

    name: str
    needed: str
    interval: str
    at_best: str
    gap: str
    cost: str
    price: str
    is_possible: bool
    is_met: bool


@dataclass(frozen=True, slots=True)
class Required:
    """The answers of one run and one aim; money in won."""

    aim: str
    target: int
    standing: int
    effective: date
    lines: tuple[Line, ...]
    same_inputs: bool

    @property
    def is_met(self) -> bool:
        """Whether the aim is met as things stand."""
        return self.standing >= self.target


def required(session: Session, run: ProjectionRun, aim: str, lang: Language) -> Required:
    """Ask what each lever must be, from the start of the year after the run's day.

    Raises NotFound where there is no such aim.
    """
    if aim not in AIMS:
        raise NotFound(what="aim", found=aim)
    snapshot = _broad(session, run)
    effective = date(run.as_of.year + 1, 1, 1)
    standing, found = requirements(
        snapshot.inputs,
        snapshot.settings,
        snapshot.parameters,
        _levers(effective, snapshot.choice.start),
        aim=aim,
    )
    return Required(
        aim=aim,
        target=won(snapshot.settings.target_bn),
        standing=won(standing),
        effective=effective,
        lines=tuple(_line(one, lang) for one in found),
        same_inputs=_same_register(snapshot, run),
    )


def _broad(session: Session, run: ProjectionRun) -> Snapshot:
    """What the run was fed with, under the scope in which a lever moves the total."""
    overrides = tuple(
        Override(one["lever"], date.fromisoformat(one["effective"]), one["values"])
        for one in run.manifest["overrides"]
    )
    question = Question(as_of=run.as_of, scope="broad", basis=run.basis, draws=DRAWS, seed=run.seed)
    return take(session, question, chosen(run.manifest["scenario"], overrides))


def _same_register(snapshot: Snapshot, run: ProjectionRun) -> bool:
    return bool(snapshot.content()["register"] == run.inputs["register"])


def _levers(effective: date, start: Start) -> tuple[Lever, ...]:
    def credit(asset: str) -> Lever:
        return Lever(
            f"credit_{asset}",
            "tax_incentive",
            0.0,
            LARGEST_RATE,
            lambda rate: tuple(
                Override("credit_rate", effective, {"asset": asset, "size": size, "rate": rate})
                for size in SIZES
            ),
        )

    def money(name: str, lever: str, terms: dict[str, object]) -> Lever:
        return Lever(
            name,
            name,
            0.0,
            LARGEST_BN,
            lambda annual: (Override(lever, effective, {"annual_bn": annual, **terms}),),
        )

    assets = ("rnd", "equipment") if start.undated_credit_from else ("rnd",)
    return (
        *(credit(asset) for asset in assets),
        money("fund", "fund_disbursement", {}),
        money("loan", "loan_programme", asdict(PLANNED_LOAN)),
        Lever(
            "delivery",
            "pledge",
            -LARGEST_LOGIT,
            LARGEST_LOGIT,
            lambda logit: (Override("delivery", effective, {"logit": logit}),),
        ),
    )


def _line(found: Requirement, lang: Language) -> Line:
    value, none = found.answer.value, fmt.missing("none", lang)
    return Line(
        name=LEVERS[found.lever.name].to(lang),
        needed=none if value is None else _needed(found, value, lang),
        interval=_interval(found, lang),
        at_best=_amount(found, found.answer.best, lang),
        gap=fmt.won(won(found.answer.gap), lang),
        cost=none if found.cost is None else _cost(found.cost, lang),
        price=none if found.marginal_cost is None else f"{found.marginal_cost:.2f}",
        is_possible=value is not None,
        is_met=found.answer.met_already,
    )


def _needed(found: Requirement, value: float, lang: Language) -> str:
    if found.share is None:
        return _amount(found, value, lang)
    before, after = (fmt.percent(share, lang) for share in found.share)
    return f"{before} → {after}"


def _amount(found: Requirement, value: float, lang: Language) -> str:
    if found.share is not None:
        return fmt.percent(found.share[1], lang)
    if found.lever.name.startswith("credit"):
        return fmt.percent(value, lang)
    return fmt.won(won(value), lang)


def _interval(found: Requirement, lang: Language) -> str:
    """Where single draws put the lever; an end that no value reaches is said to lie beyond.

    The shock to delivery is in logits, which tell a reader nothing; its share is told alone.
    """
    if found.share is not None:
        return fmt.missing("none", lang)
    low, high = found.interval
    beyond = BEYOND.to(lang)
    ends = (beyond if end is None else _amount(found, end, lang) for end in (low, high))
    return beyond if low is None and high is None else " ~ ".join(ends)


def _cost(cost: tuple[float, float], lang: Language) -> str:
    before, after = (fmt.won(won(amount), lang) for amount in cost)
    return f"{before} → {after}"


def table(run: ProjectionRun, told: Required, user: User, lang: Language) -> Table:
    """The answers as a file."""
    said = {
        "run": run.number,
        "aim": AIM_WORDS[told.aim].to(lang),
        "target": fmt.won(told.target, lang),
        "standing": fmt.won(told.standing, lang),
        "effective": fmt.day(told.effective, lang),
        "made": made_by(user, lang),
    }
    return Table(
        title=HEADS["title"].to(lang),
        on=run.as_of,
        cover=tuple((HEADS[name].to(lang), text) for name, text in said.items()),
        columns=tuple(Column(HEADS[name].to(lang), width=28) for name in COLUMNS),
        rows=[tuple(getattr(line, name) for name in COLUMNS) for line in told.lines],
    )
