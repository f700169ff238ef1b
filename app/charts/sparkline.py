"""A sparkline: the direction of a number, beside the number that says it."""

from collections.abc import Sequence

from markupsafe import Markup

from app.charts import svg
from app.charts.scale import Scale

WIDTH, HEIGHT = 120, 34


def sparkline(values: Sequence[float]) -> Markup:
    """Draw values in order; with fewer than two there is no direction and no drawing."""
    if len(values) < 2:
        return Markup("")
    low, high = min(values), max(values)
    x = Scale(0, len(values) - 1, 3, WIDTH - 3)
    y = Scale(low, high if high > low else low + 1, HEIGHT - 4, 4)
    points = [(x.at(index), y.at(value)) for index, value in enumerate(values)]
    drawing = svg.el(
        "svg",
        svg.path(points, "spark-line"),
        svg.el("circle", cx=points[-1][0], cy=points[-1][1], r=3, class_="spark-dot"),
        class_="spark",
        viewBox=f"0 0 {WIDTH} {HEIGHT}",
        aria_hidden="true",
        focusable="false",
    )
    return Markup(drawing)
