"""What is wrong with the terms, ledgers and discount rates of loans, and what to write."""

from app.messages.words import Said

_SHARED = {
    "funding_term": Said(
        "{field}: 재원이 이차보전이면 이차보전율만, 보증이면 보증 비율만 적어 주세요.",
        "{field}: interest paid by the state belongs to interest subsidy, the guaranteed part to "
        "a guarantee.",
    ),
    "instalments_custom": Said(
        "상환 방식이 ‘날짜별로 정함’이면 날짜별 원금을 적고, 아니면 비워 주세요.",
        "Please give the principal by date for repayment “as stated by date”, and only for it.",
    ),
    "balance_is_running_total": Said(
        "분기 잔액만 누계로 적고, 다른 구분은 ‘기간 금액’을 골라 주세요.",
        "Only a quarterly balance is a running total; please choose “amount of the period”.",
    ),
    "not_of_this_kind": Said(
        "{field}: 이 구분에는 적지 않는 항목입니다. 비워 주세요.",
        "{field} does not belong to an entry of this kind; please leave it empty.",
    ),
    "repayment_parts": Said(
        "원금·이자·연체 이자의 합({found:won})이 금액({total:won})과 다릅니다.",
        "Principal, interest and interest on arrears add up to {found:won}, not {total:won}.",
    ),
    "rate_missing": Said("바뀐 금리를 적어 주세요.", "Please give the new rate."),
    "no_money_moves": Said(
        "금리 변경에는 금액을 0으로 적어 주세요.",
        "A change of rate moves no money; please write 0.",
    ),
    "reschedule_terms": Said(
        "새 일정의 첫 상환일(조정일보다 뒤)과 상환 횟수를 적어 주세요.",
        "Please give the first due date, later than the day itself, and the number of due dates.",
    ),
    "quarter_end": Said(
        "{field}: 분기 마지막 날(3월 31일, 6월 30일, 9월 30일, 12월 31일)을 적어 주세요.",
        "{field}: please give the last day of a quarter.",
    ),
    "balance_totals": Said(
        "지급 누계와 원금 상환 누계를 적어 주세요.",
        "Please give what was paid out and what was repaid so far.",
    ),
    "balance_sum": Said(
        "지급 누계 − 상환 누계 − 상각 누계 = {found:won}인데 잔액은 {total:won}입니다.",
        "Paid out less repaid less written off is {found:won}, the balance is {total:won}.",
    ),
    "overdue_day": Said(
        "연체액이 있으면 연체 시작일도 적고, 없으면 둘 다 비워 주세요.",
        "Please give the amount overdue and the day since when, or neither.",
    ),
}

INPUTS = {
    **_SHARED,
    "tranche_twice": Said(
        "같은 지급 차수가 두 번 있습니다. 차수마다 다른 번호를 붙여 주세요.",
        "One tranche occurs twice; please number every tranche once.",
    ),
    "tranches_above_total": Said(
        "지급 예정액의 합({found:won})이 융자 총액보다 큽니다.",
        "The tranches add up to {found:won}, more than the loan.",
    ),
    "instalment_twice": Said(
        "같은 상환일이 두 번 있습니다. 한 줄로 합쳐 주세요.",
        "One due date occurs twice; please join the rows.",
    ),
    "instalments_sum": Said(
        "날짜별 원금의 합({found:won})이 융자 총액과 다릅니다.",
        "The principal by date adds up to {found:won}, which is not the amount of the loan.",
    ),
    "treasury_expects": Said(
        "{field}: 재정 할인율에는 기대 부도율, 회수율, 회수 시차, 수수료율을 모두 적어 주세요.",
        "{field}: the treasury's rate names expected default, recovery, its delay and fees.",
    ),
    "treasury_only": Said(
        "{field}: 재정 할인율에만 적습니다. 비워 주세요.",
        "{field} belongs to the treasury's rate only; please leave it empty.",
    ),
    "one_for_all": Said(
        "{field}: 국제 비교용 할인율은 모든 대출 기관에 같습니다. 비워 주세요.",
        "{field}: rates of international comparison are the same for all; please leave it empty.",
    ),
}

CELLS = {
    **_SHARED,
    "tranche_twice": Said(
        "같은 지급 차수가 {first}에도 있습니다. 차수마다 다른 번호를 붙여 주세요.",
        "The same tranche stands in {first} too; please number every tranche once.",
    ),
    "tranches_above_total": Said(
        "지급 예정액의 합({found:won})이 융자 총액보다 큽니다. 칸: {cells}",
        "The tranches add up to {found:won}, more than the loan. Cells: {cells}.",
    ),
    "instalment_twice": Said(
        "같은 상환일이 {first}에도 있습니다. 한 줄로 합쳐 주세요.",
        "The same due date stands in {first} too; please join the rows.",
    ),
    "instalments_sum": Said(
        "날짜별 원금의 합({found:won})이 융자 총액과 다릅니다. 칸: {cells}",
        "The principal by date adds up to {found:won}, not the amount of the loan. Cells: {cells}.",
    ),
    "unknown_tranche": Said(
        "이 융자에 ‘{value}’ 지급 차수가 없습니다. 있는 번호: {candidates}",
        "The loan has no tranche “{value}”; it has: {candidates}.",
    ),
    "ledger_elsewhere": Said(
        "이 융자의 원장은 ‘{ledger:word}’입니다. 그에 맞는 시트에 적어 주세요.",
        "The ledger of this loan: {ledger:word}. Please use the sheet that belongs to it.",
    ),
}

REGISTRY = {
    "ledger_elsewhere": Said(
        "이 융자의 원장은 ‘{ledger:word}’입니다. {kind:word}은(는) 적을 수 없습니다.",
        "The ledger of this loan: {ledger:word}. An entry “{kind:word}” does not belong there.",
    ),
    "terms_unknown": Said(
        "융자 조건이 모자라 계산할 수 없습니다. 먼저 채워 주세요: {fields}",
        "The terms do not suffice to compute this. Please fill in first: {fields}.",
    ),
    "discount_rate_missing": Said(
        "{day} 현재 확인된 할인율({purpose:word})이 없습니다. 할인율 화면에서 먼저 등록해 주세요.",
        "No confirmed discount rate ({purpose:word}) holds on {day}. Please register one first.",
    ),
    "discount_rate_waiting": Said(
        "같은 용도의 할인율 제안이 확인을 기다립니다. 먼저 확인하거나 거절해 주세요.",
        "A proposed rate for this purpose waits. Please have it confirmed or declined first.",
    ),
}

INVARIANTS = {
    "verify_loan_row": Said(
        "{code} {entry}건: 융자 원장의 내용이 없습니다.",
        "{code}, entry {entry}: says nothing that a ledger of a loan needs.",
    ),
    "verify_loan_correction": Said(
        "{code} {entry}건: 고친다는 {corrects} 건이 이 융자에 없습니다.",
        "{code}, entry {entry}: the loan has no entry {corrects} that it could correct.",
    ),
    "verify_loan_overpaid": Said(
        "{code}: 갚거나 상각한 원금이 지급한 원금보다 {won:won} 많습니다.",
        "{code}: {won:won} more principal was repaid or written off than was paid out.",
    ),
    "verify_rate_altered": Said(
        "할인율 {number}({day}부터): 두 사람이 정한 값과 다릅니다.",
        "Discount rate {number} (from {day}): not what two people agreed on.",
    ),
    "verify_loan_estimate": Said(
        "{code} 추정 {number}: 저장된 값이 이력에 남은 것과 다릅니다.",
        "{code}, estimate {number}: no longer says what the history says it said.",
    ),
}

STAGE_REASONS = {
    "as_stated": Said("신고한 단계 그대로입니다.", "As stated by the filer."),
    "paid_out_in_part": Said("일부만 지급되었습니다.", "Part of it was paid out."),
    "paid_out": Said(
        "모두 지급되었고 원금 상환은 아직 없습니다.",
        "All of it was paid out; no principal came back yet.",
    ),
    "repayment_began": Said("원금 상환이 시작되었습니다.", "Repayment of principal has begun."),
    "overdue": Said("상환일이 지난 돈이 남아 있습니다.", "Something due was not paid."),
    "rescheduled": Said(
        "상환 일정을 조정했고 연체가 없습니다.", "Rescheduled; nothing is overdue."
    ),
    "written_off": Said(
        "남은 원금을 모두 상각했습니다.", "What was left of the principal was written off."
    ),
    "repaid": Said("원금을 모두 갚았습니다.", "All principal was repaid."),
}
"""Why a loan stands at the stage that follows from its ledger."""

STEPS = {
    "approve": Said("승인", "Approve"),
    "decline": Said("거절", "Decline"),
    "make_effective": Said("약정 발효", "Make effective"),
    "cancel": Said("약정 취소", "Cancel"),
    "close": Said("종결", "Close"),
}
"""Steps of a loan that a person decides."""
