"""How our workbooks look: few colours, each with one meaning, and amounts in 조 and 억."""

from dataclasses import dataclass, field
from typing import Any, Final

from xlsxwriter import Workbook
from xlsxwriter.format import Format

FONT: Final = "Malgun Gothic"
INK, MUTED, LINE = "#1E2124", "#58616A", "#CDD1D5"
BRAND, DEEP, PALE = "#256EF4", "#083891", "#ECF2FE"
SIMULATED, WARM = "#F4F5F6", "#AB2B36"

BN_EXACT: Final = "#,##0.000;-#,##0.000;0"
"""KRW bn as they are recorded: three decimals are a million won."""
BN: Final = "#,##0.0;-#,##0.0;0"
"""KRW bn as they are calculated, one unit down a column whatever the size or sign."""
TN: Final = '#,##0.0,"조원";-#,##0.0,"조원";0"조원"'
"""KRW bn shown in 조원 (KRW T), for headline figures and charts."""
SHARE, RATE, FACTOR, LOGIT, PLAIN, YEAR = "0.0%", "0.00%", "0.000000", "0.0000", "General", "0"
TINY: Final = "0.0E+00"


def not_known(number: str) -> str:
    """The same format where nought stands for what nobody filed."""
    positive, negative, _ = number.split(";")
    return f'{positive};{negative};"알 수 없음 · Not known"'


_BASE: Final[dict[str, Any]] = {
    "font_name": FONT,
    "font_size": 10,
    "font_color": INK,
    "valign": "vcenter",
}
_LOOKS: Final[dict[str, dict[str, Any]]] = {
    "title": {"font_size": 18, "bold": True, "font_color": DEEP},
    "lead": {"font_color": MUTED},
    "section": {
        "font_size": 12,
        "bold": True,
        "font_color": DEEP,
        "bottom": 2,
        "bottom_color": BRAND,
    },
    "head": {
        "bold": True,
        "font_color": "#FFFFFF",
        "bg_color": DEEP,
        "align": "center",
        "text_wrap": True,
        "border": 1,
        "border_color": LINE,
    },
    "band": {
        "bold": True,
        "font_color": DEEP,
        "bg_color": PALE,
        "align": "center",
        "border": 1,
        "border_color": LINE,
    },
    "text": {"border": 1, "border_color": LINE},
    "wrapped": {"border": 1, "border_color": LINE, "text_wrap": True, "valign": "top"},
    "prose": {"text_wrap": True, "valign": "top"},
    "link": {"font_color": "#0B50D0", "underline": 1},
    "note": {"font_color": MUTED, "font_size": 9, "text_wrap": True, "valign": "top"},
    "input": {"font_color": "#0B50D0", "bg_color": "#F4F8FF", "border": 1, "border_color": LINE},
    "live": {"border": 1, "border_color": LINE},
    "total": {"bold": True, "bg_color": PALE, "border": 1, "border_color": LINE},
    "simulated": {
        "italic": True,
        "font_color": "#464C53",
        "bg_color": SIMULATED,
        "border": 1,
        "border_color": LINE,
    },
    "unknown": {"font_color": MUTED, "align": "center", "border": 1, "border_color": LINE},
    "warning": {"font_color": WARM, "bold": True, "text_wrap": True, "valign": "top"},
    "true": {"font_color": "#1B7F3B", "bg_color": "#E9F7EE"},
    "false": {"font_color": "#FFFFFF", "bg_color": WARM},
}


@dataclass(slots=True)
class Styles:
    """Formats by look and number format, each made once."""

    workbook: Workbook
    made: dict[tuple[str, str], Format] = field(default_factory=dict)

    def __call__(self, look: str, number: str = "") -> Format:
        """The format of that look, with a number format where one is given."""
        if (look, number) not in self.made:
            given = _BASE | _LOOKS[look] | ({"num_format": number} if number else {})
            self.made[look, number] = self.workbook.add_format(given)
        return self.made[look, number]
