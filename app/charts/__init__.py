"""Charts drawn on the server as SVG: won in, two drawings and a table out."""

from app.charts.bullet import bullet
from app.charts.columns import YearColumn, columns
from app.charts.drawing import Drawing, Key, Table
from app.charts.fan import FanPoint, Quantiles, fan
from app.charts.intervals import Interval, intervals
from app.charts.sparkline import sparkline
from app.charts.stages import Stages
from app.charts.standalone import standalone
from app.charts.waterfall import Step, waterfall

__all__ = [
    "Drawing",
    "FanPoint",
    "Interval",
    "Key",
    "Quantiles",
    "Stages",
    "Step",
    "Table",
    "YearColumn",
    "bullet",
    "columns",
    "fan",
    "intervals",
    "sparkline",
    "standalone",
    "waterfall",
]
