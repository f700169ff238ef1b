"""What is said about exchange rates and amounts of foreign currencies."""

from app.messages.words import Said

_SHARED = {
    "foreign_lines_sum": Said(
        "연도별 외화 금액의 합({found:count})이 외화 금액({total:count})과 다릅니다. "
        "모든 줄에 적거나 모두 비워 주세요.",
        "The foreign amounts of the lines add up to {found:count}, the total is {total:count}; "
        "please fill in all of them or none.",
    ),
    "rate_without_foreign": Said(
        "적용 환율일은 통화와 외화 금액이 있을 때만 적습니다. 셋을 함께 적거나 비워 주세요.",
        "An exchange rate needs the currency and the foreign amount; please give all or none.",
    ),
    "rate_not_needed": Said(
        "출처가 원화 금액을 밝혔으면 환율을 쓰지 않습니다. "
        "총액이나 적용 환율일 하나를 비워 주세요.",
        "Where the source states won no rate is used; please leave the total or the rate empty.",
    ),
    "rate_after_known": Said(
        "적용 환율일은 자료 확인일({day:day})보다 늦을 수 없습니다. 그날이나 그 전을 적어 주세요.",
        "The rate cannot be of a day after the source was known ({day:day}); please give an "
        "earlier day.",
    ),
}

INPUTS = {
    **_SHARED,
    "rate_of_won": Said(
        "원화의 환율은 없습니다. 외국 통화를 영문 세 글자로 적어 주세요.",
        "The won has no exchange rate; please give three letters of a foreign currency.",
    ),
}

CELLS = _SHARED

REFUSALS = {
    "exchange_rate_waiting": Said(
        "{currency} {day} 환율에 확인을 기다리는 제안이 있습니다. "
        "그 제안을 먼저 확인하거나 거절해 주세요.",
        "A proposal for {currency} on {day} waits. Please have it confirmed or declined first.",
    ),
    "exchange_rate_ahead": Said(
        "아직 오지 않은 날({day})의 환율입니다. 오늘이나 그 전의 날짜를 적어 주세요.",
        "That day ({day}) has not come. Please give today or an earlier day.",
    ),
}

INVARIANTS = {
    "verify_exchange_rate": Said(
        "환율 {currency}({day}): 두 사람이 정한 값과 다릅니다.",
        "Exchange rate {currency} ({day}): not what two people agreed on.",
    ),
}
