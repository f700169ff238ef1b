"""The list of runs: what its address asks, and the same rows as a file."""

from collections.abc import Mapping
from typing import Final

from flask import url_for
from werkzeug.datastructures import MultiDict

from app import format as fmt
from app.i18n import Language
from app.lists.address import SINCE, UNTIL, Asked, Reader
from app.lists.sheet import Field, Sheet
from app.messages.words import Said
from app.projections import figures
from app.projections.scenarios import CUSTOM, SCENARIOS
from models.projection import ProjectionRun
from models.queries.runs import DEFAULT_SORT, SORTS, RunFilter

SCOPES: Final = {
    "strict": Said("등록된 투자계획만", "Registered pledges only"),
    "broad": Said("등록되지 않은 유발 투자 포함", "With induced investment outside the register"),
}
BASES: Final = {
    "headline": Said("총액 기준", "Gross"),
    "net": Said("순액 기준", "Net of public money"),
}
_CUSTOM: Final = Said("조건 변경", "With levers")


def scenarios(lang: Language) -> dict[str, str]:
    """The names of the scenarios by which a list can be asked."""
    shipped = {name: start.title(lang) for name, start in SCENARIOS.items()}
    return {**shipped, CUSTOM: _CUSTOM.to(lang)}


def read(args: "MultiDict[str, str]", lang: Language) -> Asked[RunFilter]:
    """Read the address of the list."""
    reader, names = Reader(args, lang), scenarios(lang)
    asked = RunFilter(
        number=reader.text("q", Said("번호: {text}", "Number: {text}")),
        scenarios=reader.codes("sc", names, names.__getitem__),
        scopes=reader.codes("scope", SCOPES, _words(SCOPES, lang).__getitem__),
        bases=reader.codes("basis", BASES, _words(BASES, lang).__getitem__),
        first_day=reader.day("from", SINCE),
        last_day=reader.day("to", UNTIL),
    )
    return reader.asked(asked, SORTS, DEFAULT_SORT)


def _words(codes: Mapping[str, Said], lang: Language) -> dict[str, str]:
    return {code: said.to(lang) for code, said in codes.items()}


def options(lang: Language) -> dict[str, dict[str, str]]:
    """What the filters offer: codes with their words, by key of the address."""
    return {"sc": scenarios(lang), "scope": _words(SCOPES, lang), "basis": _words(BASES, lang)}


def _median(run: ProjectionRun, _: Language) -> int:
    return figures.headline(run).median.middle


def _low(run: ProjectionRun, _: Language) -> int:
    return figures.headline(run).median.low


def _high(run: ProjectionRun, _: Language) -> int:
    return figures.headline(run).median.high


SHEET: Final[Sheet[ProjectionRun]] = Sheet(
    title=Said("이행_전망", "projections"),
    fields=(
        Field("number", Said("실행", "Run"), lambda run, _: run.number),
        Field("scenario", Said("시나리오", "Scenario"), figures.title, width=30),
        Field(
            "scope", Said("범위", "Scope"), lambda run, lang: SCOPES[run.scope].to(lang), width=30
        ),
        Field("basis", Said("기준", "Basis"), lambda run, lang: BASES[run.basis].to(lang)),
        Field("asof", Said("기준일", "As of"), lambda run, _: run.as_of),
        Field("draws", Said("반복", "Draws"), lambda run, _: run.draws),
        Field("seed", Said("시드", "Seed"), lambda run, _: str(run.seed)),
        Field("median", Said("2027년 누계 중앙값", "Median to 2027"), _median, True),
        Field("low", Said("80% 구간 아래", "80% interval from"), _low, True),
        Field("high", Said("80% 구간 위", "80% interval to"), _high, True),
        Field(
            "chance", Said("달성 확률", "Chance"), lambda run, _: figures.headline(run).probability
        ),
        Field(
            "made", Said("실행 시각", "Made at"), lambda run, lang: fmt.moment(run.made_at, lang)
        ),
        Field(
            "inputs",
            Said("입력 지문", "Inputs SHA-256"),
            lambda run, _: run.inputs_sha256,
            width=66,
        ),
        Field(
            "results",
            Said("결과 지문", "Results SHA-256"),
            lambda run, _: run.results_sha256,
            width=66,
        ),
    ),
    first=("number", "scenario", "scope", "basis", "asof", "median", "low", "high", "chance"),
    link=lambda run: url_for("projections.show", number=run.number),
)
