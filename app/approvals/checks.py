"""Automatic checks of a version that waits: what passed, and what a person should look at."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any, NamedTuple

from app.messages.words import Said
from models.counting import Judgement
from models.types import PPM
from models.vocabulary import FIRM_STAGES

Contents = Mapping[str, Any]
LARGE_CHANGE = 20


class Check(NamedTuple):
    """One check: whether it passed, its sentence, and what is set into it."""

    passed: bool
    said: Said
    values: Mapping[str, object] = MappingProxyType({})


TOTAL_UNKNOWN = Said("원화 총액이 밝혀지지 않았습니다.", "The total in won is not stated.")
LINES_EQUAL = Said("연도별 합계 = 총액", "The years add up to the total")
LINES_DIFFER = Said("연도별 합계가 총액과 다릅니다.", "The years do not add up to the total.")
SHARES_WHOLE = Said("참여 비율의 합 = 100%", "The shares add up to 100%")
SHARES_DIFFER = Said("참여 비율의 합이 100%가 아닙니다.", "The shares do not add up to 100%.")
FIRM_PROVEN = Said("확정·집행 줄에 근거가 있음", "Firm lines name their evidence")
FIRM_UNPROVEN = Said("확정·집행 줄에 근거가 없습니다.", "A firm line names no evidence.")
MODERATE = Said("총액 변화 20% 미만", "The total moves by less than 20%")
LARGE = Said("총액이 한 번에 {percent} 바뀝니다.", "The total moves by {percent} at once.")
SOURCE_NAMED = Said("출처가 적혀 있음", "A source is named")
SOURCE_MISSING = Said("출처가 적혀 있지 않습니다.", "No source is named.")
OVERLAP = Said(
    "{kept}와(과) 같은 투자일 수 있습니다. 기록 화면에서 판단해 주세요.",
    "Possibly the same investment as {kept}; please decide on the record's page.",
)


def checks_of(before: Contents, after: Contents, item: Judgement | None) -> list[Check]:
    """Every check that applies, those to look at first."""
    made = [check(before, after, item) for check in CHECKS]
    return sorted((check for check in made if check), key=lambda check: check.passed)


def lines_add_up(before: Contents, after: Contents, item: Judgement | None) -> Check | None:
    """The lines of a pledge add up to its total."""
    amounts = [value for name, value in after.items() if _is_line(name, "amount_won")]
    if not amounts:
        return None
    total = after.get("amount_won")
    if total is None:
        return Check(False, TOTAL_UNKNOWN)
    passed = sum(amount or 0 for amount in amounts) == total
    return Check(passed, LINES_EQUAL if passed else LINES_DIFFER)


def shares_are_whole(before: Contents, after: Contents, item: Judgement | None) -> Check | None:
    """The shares of participants are 100 percent."""
    shares = [value for name, value in after.items() if name.startswith("participants.")]
    if not shares:
        return None
    passed = sum(shares) == PPM
    return Check(passed, SHARES_WHOLE if passed else SHARES_DIFFER)


def firm_has_evidence(before: Contents, after: Contents, item: Judgement | None) -> Check | None:
    """Every firm line names its evidence."""
    firm = [
        name.rsplit(".", 1)[0]
        for name in after
        if _is_line(name, "evidence") and name.split(".")[2] in FIRM_STAGES
    ]
    if not firm:
        return None
    passed = all(after[f"{line}.evidence"] and after[f"{line}.evidence_grade"] for line in firm)
    return Check(passed, FIRM_PROVEN if passed else FIRM_UNPROVEN)


def change_is_moderate(before: Contents, after: Contents, item: Judgement | None) -> Check | None:
    """The total does not move by a fifth or more at once."""
    old, new = before.get("amount_won"), after.get("amount_won")
    if not old or new is None:
        return None
    percent = round(100 * (new - old) / old)
    if abs(percent) < LARGE_CHANGE:
        return Check(True, MODERATE)
    return Check(False, LARGE, {"percent": f"{percent:+d}%"})


def source_is_named(before: Contents, after: Contents, item: Judgement | None) -> Check:
    """A source is named."""
    named = bool(after.get("source"))
    return Check(named, SOURCE_NAMED if named else SOURCE_MISSING)


def overlap_is_decided(before: Contents, after: Contents, item: Judgement | None) -> Check | None:
    """No undecided possible duplicate."""
    found = [one for one in item.findings if one.code == "count_overlap"] if item else []
    if not found or found[0].values.get("decided"):
        return None
    return Check(False, OVERLAP, found[0].values)


def _is_line(name: str, part: str) -> bool:
    return name.startswith("lines.") and name.endswith(f".{part}")


CHECKS: tuple[Callable[[Contents, Contents, Judgement | None], Check | None], ...] = (
    lines_add_up,
    shares_are_whole,
    firm_has_evidence,
    change_is_moderate,
    overlap_is_decided,
    source_is_named,
)
