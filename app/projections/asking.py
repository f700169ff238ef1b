"""The form of a run: what is asked, and the dated levers on top of a starting scenario."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from flask_babel import gettext

from app.forms import Form
from app.i18n import Language
from app.projections.scenarios import BASELINE, PLANNED_LOAN, SCENARIOS, Choice
from app.projections.snapshot import Question
from econ.names import BASES, SCOPES
from econ.scenarios import Override
from econ.units import WON_PER_BN
from models.projection import ProjectionRun
from models.types import PPM

DRAWS = (1_000, 10_000, 100_000)
LARGEST_SEED = 2**63 - 1
SIZES = ("large", "mid")
"""The credit levers move the rate of mid-size and large firms."""
SHOCKS: Mapping[str, float] = {"": 0.0, "low": -0.5, "high": 0.5}
"""In logits: at one half, 0.5 is about twelve points of a share."""
PACES: Mapping[str, float] = {"": 0.0, "low": -0.1, "high": 0.1}
"""In logits a year; the observed paces are 0.12 and 0.44."""
LEVERS = ("credit_rnd", "credit_equipment", "fund", "loan", "delivery", "speed")


class Asked(NamedTuple):
    """What a run is to answer."""

    question: Question
    choice: Choice


@dataclass(slots=True)
class RunForm:
    """The typed form with its complaints."""

    form: Form
    today: date

    @classmethod
    def of(cls, typed: Mapping[str, str], lang: Language, today: date) -> "RunForm":
        """The form as typed; what is missing takes the default of a fresh one."""
        return cls(Form({**fresh(today), **typed}, lang), today)

    def read(self) -> Asked | None:
        """What is asked; None where something has to be mended."""
        as_of = self.form.day("as_of", gettext("자료 기준일")) or self.today
        if as_of > self.today:
            self.form.complain("as_of", gettext("자료 기준일은 오늘까지의 날짜로 적어 주세요."))
        question = Question(
            as_of=as_of,
            scope=self._one_of("scope", SCOPES),
            basis=self._one_of("basis", BASES),
            draws=self._draws(),
            seed=self._seed(),
        )
        start = SCENARIOS[self._one_of("start", tuple(SCENARIOS))]
        choice = Choice(start, self._overrides(as_of, start.undated_credit_from is not None))
        return None if self.form.errors else Asked(question, choice)

    def _one_of(self, name: str, allowed: tuple[str, ...]) -> str:
        value = self.form.text(name)
        if value not in allowed:
            self.form.complain(name, gettext("목록에서 하나를 골라 주세요."))
            return allowed[0]
        return value

    def _draws(self) -> int:
        draws = self.form.whole("draws", gettext("모의실험 횟수"))
        return draws if draws in DRAWS else int(self._one_of("draws", tuple(map(str, DRAWS))))

    def _seed(self) -> int:
        seed = self.form.whole("seed", gettext("난수 씨앗"))
        if seed is None or not 0 <= seed <= LARGEST_SEED:
            self.form.complain("seed", gettext("난수 씨앗을 0 이상의 정수로 적어 주세요."))
            return 1
        return seed

    def _overrides(self, as_of: date, facility_dated: bool) -> tuple[Override, ...]:
        effective = self.form.day("effective", gettext("적용일"))
        found = [
            *self._credit("credit_rnd", "rnd", effective),
            *self._facility(effective, facility_dated),
            *self._money(effective),
            *self._shocks(effective),
        ]
        if found and (effective is None or effective < as_of):
            self.form.complain(
                "effective",
                gettext("지난 기간은 바꿀 수 없습니다. 기준일 이후의 날짜를 적어 주세요."),
            )
        return tuple(found)

    def _credit(self, name: str, asset: str, effective: date | None) -> list[Override]:
        share = self.form.share(name, gettext("공제율"))
        if share is None:
            return []
        return [
            Override(
                "credit_rate",
                effective or self.today,
                {"asset": asset, "size": size, "rate": share / PPM},
            )
            for size in SIZES
        ]

    def _facility(self, effective: date | None, dated: bool) -> list[Override]:
        """The facility credit has a counterfactual only where a scenario dates it."""
        found = self._credit("credit_equipment", "equipment", effective)
        if found and not dated:
            self.form.complain(
                "credit_equipment",
                gettext("AI 시설 공제는 시행일을 가정한 출발점에서만 바꿀 수 있습니다."),
            )
        return found

    def _money(self, effective: date | None) -> list[Override]:
        when, found = effective or self.today, []
        if won := self.form.amount("fund", gettext("정책펀드 추가 집행")):
            found.append(Override("fund_disbursement", when, {"annual_bn": won / WON_PER_BN}))
        if won := self.form.amount("loan", gettext("정책융자 추가 집행")):
            terms: dict[str, Any] = {
                name: getattr(PLANNED_LOAN, name) for name in PLANNED_LOAN.__dataclass_fields__
            }
            given = {"annual_bn": won / WON_PER_BN, **terms}
            found.append(Override("loan_programme", when, given))
        return found

    def _shocks(self, effective: date | None) -> list[Override]:
        when, found = effective or self.today, []
        for name, lever, sizes in (
            ("delivery", "delivery", SHOCKS),
            ("speed", "adoption_speed", PACES),
        ):
            logit = sizes.get(self.form.text(name))
            if logit is None:
                self.form.complain(name, gettext("목록에서 하나를 골라 주세요."))
            elif logit:
                found.append(Override(lever, when, {"logit": logit}))
        return found


def fresh(today: date) -> dict[str, str]:
    """The form before anything is typed; levers act from the start of next year."""
    return {
        "start": BASELINE,
        "scope": SCOPES[0],
        "basis": BASES[0],
        "as_of": today.isoformat(),
        "effective": date(today.year + 1, 1, 1).isoformat(),
        "draws": str(DRAWS[1]),
        "seed": "1",
        **dict.fromkeys(LEVERS, ""),
    }


def typed_of(run: ProjectionRun, today: date) -> dict[str, str]:
    """The form that asks the same as a stored run, its levers as they were typed."""
    typed = {
        **fresh(today),
        "start": run.manifest["scenario"],
        "scope": run.scope,
        "basis": run.basis,
        "as_of": run.as_of.isoformat(),
        "draws": str(run.draws),
        "seed": str(run.seed),
    }
    for override in run.manifest["overrides"]:
        typed |= {"effective": override["effective"], **_typed_lever(override)}
    return typed


def _typed_lever(override: Mapping[str, Any]) -> dict[str, str]:
    lever, values = override["lever"], override["values"]
    if lever == "credit_rate":
        return {f"credit_{values['asset']}": f"{values['rate'] * 100:g}%"}
    if lever in ("fund_disbursement", "loan_programme"):
        name = "fund" if lever == "fund_disbursement" else "loan"
        return {name: f"{round(values['annual_bn'] * 10):,}억원"}
    sizes = SHOCKS if lever == "delivery" else PACES
    name = "delivery" if lever == "delivery" else "speed"
    return {name: next((key for key, size in sizes.items() if size == values.get("logit")), "")}
