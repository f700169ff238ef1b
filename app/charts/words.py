"""The words in charts, in both languages; charts are also drawn outside a request."""

from typing import Final

from app.i18n import Language

_WORDS: Final[dict[str, tuple[str, str]]] = {
    "intent": ("의향", "Intent"),
    "announced": ("발표", "Announced"),
    "firm": ("확정", "Firm"),
    "realised": ("집행", "Realised"),
    "actual": ("집행 실적", "Realised"),
    "actual_not_filed": ("집행 실적 미제출", "Realised: not filed"),
    "actual_at": ("{when} 실적", "Realised, {when}"),
    "median": ("중앙값", "Median"),
    "projection": ("전망 중앙값", "Projected median"),
    "high": ("상위 10%", "P90"),
    "low": ("하위 10%", "P10"),
    "band": ("{share}% 구간", "{share}% interval"),
    "assumed": ("가정 경로", "Assumed path"),
    "assumed_at": ("가정 경로 {amount}", "Assumed path {amount}"),
    "target": ("목표", "Target"),
    "target_at": ("목표 {amount}", "Target {amount}"),
    "total": ("합계", "Total"),
    "running": ("누계", "Running total"),
    "when": ("시점", "Date"),
    "year": ("연도", "Year"),
    "item": ("항목", "Item"),
    "amount": ("금액", "Amount"),
    "stage": ("단계", "Stage"),
    "year_end": ("{year}년 말", "End {year}"),
    "in_year": ("{year}년", "{year}"),
    "lower": ("{of} 하한", "{of}, lower end"),
    "upper": ("{of} 상한", "{of}, upper end"),
    "unit": ("{title} (단위: {unit})", "{title} ({unit})"),
    "source": ("자료: {source}", "Source: {source}"),
}


def word(name: str, lang: Language, **values: object) -> str:
    """Say a word or a short phrase."""
    return _WORDS[name][lang == "en"].format(**values)


def sentence(parts: list[str]) -> str:
    """Join statements into one description."""
    return ". ".join(parts) + "."
