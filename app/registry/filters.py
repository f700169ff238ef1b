"""The address of the list of pledges as what it asks for."""

from typing import Final

from werkzeug.datastructures import MultiDict

from app.i18n import Language
from app.lists.address import Asked, Reader
from app.messages import field, rule_name
from app.messages.words import Said
from models.counting.guards import GUARD_OF
from models.queries.pledges import DEFAULT_SORT, SORTS, PledgeFilter
from models.vocabulary import Category, Stage, State

LINES: Final = ("intent", "announced", "firm", "realised")
_LINE_NAMES: Final = {
    "intent": Said("의향 집계", "In the intent figure"),
    "announced": Said("발표 집계", "In the announced figure"),
    "firm": Said("확정 집계", "In the firm figure"),
    "realised": Said("집행 집계", "In the realised figure"),
}
_COUNTED: Final = {
    True: Said("집계하는 건", "Counted"),
    False: Said("집계하지 않는 건", "Not counted"),
}
_YEAR: Final = Said("{year}년", "{year}")
_NO_YEAR: Final = Said("연도 미정", "Year not set")


def read(args: "MultiDict[str, str]", lang: Language) -> Asked[PledgeFilter]:
    """Read the address; unknown keys are ignored, values that cannot be read are said."""
    reader = _Reader(args, lang)
    key_name, day = field("overlap_key", lang), reader.day("asof")
    asked = PledgeFilter(
        text=reader.text(),
        categories=reader.several("sec", Category),
        stages=reader.several("st", Stage),
        states=reader.several("state", State),
        year=reader.year("year", 2000),
        least_won=reader.amount("min"),
        most_won=reader.amount("max"),
        overlap_key=reader.text("key", Said(f"{key_name}: {{text}}", f"{key_name}: {{text}}")),
        submission_id=reader.whole("submission"),
        counted=reader.counted(),
        line=reader.one_of("line", LINES, lambda name: _LINE_NAMES[name].to(lang)),
        line_year=reader.year("in", 0),
        on=day,
        rule=reader.one_of("guard", GUARD_OF, lambda code: rule_name(code, lang)),
    )
    return reader.asked(asked, SORTS, DEFAULT_SORT, day)


class _Reader(Reader):
    """Knows what only pledges are asked for."""

    def year(self, key: str, least: int) -> int | None:
        """A year; nought means money without one."""
        year = self.whole(key, least, 2100)
        if year is not None:
            said = _YEAR if year else _NO_YEAR
            self.tag(said.to(self.lang, {"year": str(year)}), key, str(year))
        return year

    def counted(self) -> bool | None:
        """Whether only what counts is asked for, or only what does not."""
        wanted = {"yes": True, "no": False}.get(self.args.get("counted", ""))
        if wanted is not None:
            self.tag(_COUNTED[wanted].to(self.lang), "counted", self.args["counted"])
        return wanted
