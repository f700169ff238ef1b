"""The charts of the dashboard, drawn from the register and the latest run."""

from collections.abc import Mapping
from datetime import date

from flask_babel import gettext

from app.charts.bullet import bullet
from app.charts.columns import YearColumn, columns
from app.charts.drawing import Drawing
from app.charts.fan import FanPoint, Quantiles, fan
from app.charts.stages import Stages
from app.charts.waterfall import Step, waterfall
from app.dashboard.figures import made_of, won
from app.i18n import Language
from models.counting.figures import Four
from models.counting.target import FIRST_YEAR, TARGET_WON
from models.counting.totals import Totals
from models.projection import ProjectionRun


def stages(four: Four) -> Stages:
    """The four lines without overlap: no won stands in two segments."""
    spent = four.realised_won or 0
    return Stages(
        intent=four.intent_won,
        announced=four.announced_won - four.firm_won,
        firm=max(four.firm_won - spent, 0),
        realised=four.realised_won,
    )


def target_bullet(totals: Totals, lang: Language) -> Drawing:
    """The four stages on the way to the target."""
    title = gettext("65조원 목표와 네 단계")
    return bullet("target", title, stages(totals.headline), target=TARGET_WON, lang=lang)


def by_year(totals: Totals, lang: Language) -> Drawing:
    """The four stages year by year; money without years is said in words beside it."""
    years = [
        YearColumn(year, stages(four)) for year, four in totals.by_year.items() if year is not None
    ]
    return columns("years", gettext("연도별 의향·발표·확정·집행"), years, lang=lang)


def run_fan(run: ProjectionRun, lang: Language) -> Drawing:
    """Cumulative investment to the end of the window as the latest run projects it."""
    start = FanPoint(date(FIRST_YEAR - 1, 12, 31), projected=Quantiles(0, 0, 0, 0, 0, 0, 0))
    points = [
        FanPoint(date(year, 12, 31), projected=quantiles(spread))
        for year, spread in zip(run.results["years"], run.results["cumulative"], strict=True)
    ]
    title = gettext("누적 투자 전망")
    return fan("fan", title, [start, *points], target=TARGET_WON, lang=lang)


def quantiles(spread: Mapping[str, float]) -> Quantiles:
    """The bands of one year in won."""
    return Quantiles(*(won(spread[name]) for name in Quantiles._fields))


def run_waterfall(run: ProjectionRun, lang: Language) -> Drawing:
    """What fills the projection, from what was spent to the target; the bars are means and add."""
    made = made_of(run)
    steps = [Step(gettext("집행"), made.realised_won, "start")]
    steps += [
        Step(name, amount)
        for name, amount in (
            (gettext("남은 확정 × 이행"), made.firm_won),
            (gettext("발표 × 이행"), made.announced_won),
            (gettext("의향 × 이행"), made.intent_won),
            (gettext("등록 밖 유발 투자"), made.outside_won),
        )
        if amount
    ]
    steps.append(Step(gettext("2027년 말 전망(평균)"), made.total_won, "total"))
    if made.total_won < TARGET_WON:
        steps.append(Step(gettext("목표까지 부족"), TARGET_WON - made.total_won, "gap"))
    steps.append(Step(gettext("목표"), TARGET_WON, "target"))
    return waterfall("made-of", gettext("전망은 무엇으로 이루어지나"), steps, lang=lang)
