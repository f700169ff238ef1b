"""The charts of a run; each can also be fetched as a file of its own."""

from collections.abc import Callable, Mapping
from datetime import date

from flask_babel import gettext

from app.charts import Drawing, FanPoint, Interval, Quantiles, Step, fan, intervals, waterfall
from app.i18n import Language
from app.messages.projection import WATERFALL
from app.projections.figures import contributions, won
from models.counting.target import FIRST_YEAR, TARGET_WON
from models.projection import ProjectionRun

Draw = Callable[[ProjectionRun, Language], Drawing]


def outlook(run: ProjectionRun, lang: Language) -> Drawing:
    """Cumulated investment to the end of the window, with target and assumed path."""
    results = run.results
    nothing = FanPoint(date(FIRST_YEAR - 1, 12, 31), projected=Quantiles(*[0] * 7), assumed=0)
    points = [
        FanPoint(
            date(year, 12, 31),
            projected=Quantiles(*(won(spread[name]) for name in Quantiles._fields)),
            assumed=won(pace),
        )
        for year, spread, pace in zip(
            results["years"], results["cumulative"], results["attainment"]["pace_bn"], strict=True
        )
    ]
    title = gettext("누적 투자 전망")
    return fan("outlook", title, [nothing, *points], target=TARGET_WON, lang=lang, width=760)


def explained(run: ProjectionRun, lang: Language) -> Drawing:
    """What credits, funds and loans account for: part of the pledges, not added to them."""
    rows = [
        Interval(item.name, item.low, item.mean, item.high)
        for item in contributions(run, "investment", lang)
        if item.code not in ("pledge", "autonomous")
    ]
    return intervals(
        "explained",
        gettext("지원 수단이 설명하는 투자"),
        rows,
        lang=lang,
        middle=gettext("평균"),
        interval=gettext("90% 구간"),
    )


def made_of(run: ProjectionRun, lang: Language) -> Drawing:
    """From the pledged amount to what is expected of it, and what is missing to the target."""
    steps = run.results["waterfall"]
    last = len(steps) - 1
    shown = [
        Step(
            WATERFALL[step["code"]].to(lang),
            won(step["value"]),
            "start" if n == 0 else "total" if n == last else "add",
        )
        for n, step in enumerate(steps)
        if step["value"] or n in (0, last)
    ]
    missing = TARGET_WON - won(steps[-1]["value"])
    if missing > 0:
        shown.append(Step(gettext("목표까지 부족"), missing, "gap"))
    shown.append(Step(gettext("목표"), TARGET_WON, "target"))
    return waterfall("made-of", gettext("투자계획에서 전망까지"), shown, lang=lang)


DRAWINGS: Mapping[str, Draw] = {"outlook": outlook, "explained": explained, "made-of": made_of}
"""Every chart by the name under which it can be fetched."""
