"""Why terms make no loan, in sentences that say what to do."""

from app.i18n import Language
from app.messages.words import Said
from models.schedules import BadTerms

SCHEDULES = {
    "unreadable": Said(
        "‘{found}’을(를) 읽을 수 없습니다. {example}처럼 적어 주세요.",
        "“{found}” cannot be read. Please write it like {example}.",
    ),
    "rate_unclear": Said(
        "‘{found}’이(가) 퍼센트인지 알 수 없습니다. 2% 또는 0.02처럼 적어 주세요.",
        "It is not clear whether “{found}” is percent. Please write 2% or 0.02.",
    ),
    "periods_range": Said(
        "상환 횟수는 1에서 1,200 사이로 적어 주세요.", "Please give 1 to 1,200 periods."
    ),
    "per_year_divides": Said(
        "연 상환 횟수는 1, 2, 3, 4, 6, 12 가운데 하나로 적어 주세요.",
        "Please give 1, 2, 3, 4, 6 or 12 payments a year.",
    ),
    "principal_positive": Said(
        "금액은 1원 이상으로 적어 주세요.", "Please give an amount of at least one won."
    ),
    "rate_range": Said(
        "금리는 연 0%에서 100% 사이로 적어 주세요.", "Please give a rate from 0% to 100% a year."
    ),
    "grace_range": Said(
        "거치 횟수는 0 이상, 상환 횟수보다 적게 적어 주세요.",
        "Please give a grace of 0 or more periods, fewer than the periods of the loan.",
    ),
    "months_not_whole": Said(
        "만기와 거치 기간은 상환 주기로 나누어떨어져야 합니다({found}개월). 개월 수를 고쳐 주세요.",
        "Maturity and grace have to be whole periods ({found} months). Please correct them.",
    ),
    "after_first_due": Said(
        "지급일은 첫 상환일보다 앞서야 합니다.", "The money is paid out before the first due date."
    ),
    "after_last_due": Said(
        "마지막 상환일이나 그 뒤에 지급한 돈은 갚을 날이 없습니다. 날짜를 확인해 주세요.",
        "Money paid out on or after the last due date never falls due. Please check the dates.",
    ),
    "custom_only": Said(
        "상환일별 원금은 ‘직접 정함’일 때에만, 그리고 그때는 반드시 적어 주세요.",
        "Principal by due date belongs to the custom profile, and only to it.",
    ),
    "custom_dates": Said(
        "원금을 적은 날 가운데 상환일이 아닌 날이 있습니다.",
        "Some of the days with principal are not due dates.",
    ),
    "custom_sum": Said(
        "상환일별 원금의 합이 지급한 돈과 같아야 합니다.",
        "The principal of all due dates has to add up to the money paid out.",
    ),
    "custom_prepaid": Said(
        "직접 정한 상환에서는 조기 상환도 상환일별 원금으로 적어 주세요.",
        "In a custom schedule, please state prepayments as principal of a due date.",
    ),
    "prepaid_too_much": Said(
        "조기 상환이 남은 원금보다 많습니다({on:day}).",
        "The prepayment is more than is owed ({on:day}).",
    ),
}


def bad_terms(error: BadTerms, lang: Language) -> str:
    """What to do about terms that make no loan."""
    return SCHEDULES[error.code].to(lang, error.values)
