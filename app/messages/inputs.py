"""Complaints about what was typed: built-in types of the schema library, then our own."""

from app.messages import exchange, financing, funds, loans, targets, taxes
from app.messages.words import Said

REQUIRED = Said("{field} 칸을 채워 주세요.", "Please fill in: {field}.")
CHOICE = Said("{field}: 목록에서 골라 주세요.", "{field}: please choose from the list.")
WHOLE = Said("{field}: 숫자로만 적어 주세요. 예: 2027", "{field}: digits only, e.g. 2027.")
DAY = Said(
    "{field}: 날짜를 2026.10.15. 또는 2026-10-15처럼 적어 주세요.",
    "{field}: please write the date as 2026-10-15.",
)

INPUTS = {
    "missing": REQUIRED,
    "string_type": REQUIRED,
    "string_too_short": REQUIRED,
    "too_short": REQUIRED,
    "string_too_long": Said(
        "{field}: {max_length:count}자까지 적을 수 있습니다. 줄여 주세요.",
        "{field}: at most {max_length:count} characters, please shorten.",
    ),
    "party_of_companies": Said(
        "{field}: 기업 담당자에게만, 그리고 반드시 기업을 적어 주세요.",
        "{field}: name a company for company users, and for them only.",
    ),
    "string_pattern_mismatch": Said(
        "{field}: 형식이 맞지 않습니다. 도움말의 예처럼 적어 주세요.",
        "{field}: please write it as in the example.",
    ),
    "too_long": Said(
        "{field}: {max_length:count}줄까지 적을 수 있습니다.",
        "{field}: at most {max_length:count} rows.",
    ),
    "enum": CHOICE,
    "bool_parsing": CHOICE,
    "bool_type": CHOICE,
    "int_parsing": WHOLE,
    "int_type": WHOLE,
    "int_from_float": WHOLE,
    "int_parsing_size": WHOLE,
    "greater_than": Said("{field}: {gt}보다 커야 합니다.", "{field}: must be greater than {gt}."),
    "greater_than_equal": Said(
        "{field}: {ge:count} 이상이어야 합니다.", "{field}: must be at least {ge:count}."
    ),
    "less_than_equal": Said(
        "{field}: {le:count} 이하여야 합니다.", "{field}: must be at most {le:count}."
    ),
    "date_parsing": DAY,
    "date_type": DAY,
    "date_from_datetime_parsing": DAY,
    "date_from_datetime_inexact": DAY,
    "extra_forbidden": Said(
        "{field}: 이 자료에 없는 항목입니다. 빼 주세요.",
        "{field}: this record has no such field; please leave it out.",
    ),
    "control_characters": Said(
        "{field}: 보이지 않는 제어 문자가 들어 있습니다. 다시 적어 주세요.",
        "{field}: contains invisible control characters; please type it again.",
    ),
    "registration_number": Said(
        "{field}: ‘{found}’은(는) 사업자등록번호가 아닙니다. 10자리 숫자를 확인해 주세요.",
        "{field}: “{found}” is not a business registration number; please check its 10 digits.",
    ),
    "scope_day": Said(
        "{field}: 2024년부터 2100년 사이의 날짜를 적어 주세요.",
        "{field}: please choose a day from 2024 to 2100.",
    ),
    "embargo_day": Said(
        "‘공개 예정일까지 비공개’를 고르면 공개 예정일을, 아니면 빈칸으로 두어 주세요.",
        "Please give the embargo day exactly when the record is embargoed.",
    ),
    "period_order": Said(
        "{field}: 끝이 시작보다 빠릅니다. 순서를 바로잡아 주세요.",
        "{field}: the end lies before the start; please correct the order.",
    ),
    "one_year_period": Said(
        "{field}: 기간이 두 해에 걸칩니다. 해마다 한 줄씩 나누어 적어 주세요.",
        "{field}: the period runs over two years; please give each year its own row.",
    ),
    "period_not_over": Said(
        "{field}: 기간이 끝나기 전의 날짜입니다. 실제로 쓴 금액만, 확인한 날짜와 함께 적어 주세요.",
        "{field}: lies before the end of the period; please give only money that was spent, with "
        "the day it was known.",
    ),
    "negative": Said(
        "{field}: 음수는 정정에만 쓸 수 있습니다. 0 이상으로 적어 주세요.",
        "{field}: only an adjustment may be negative; please write 0 or more.",
    ),
    "lines_sum": Said(
        "연도별 금액의 합({found:won})이 총액({total:won})과 다릅니다. "
        "남는 금액은 ‘연도 미정’ 줄에 적어 주세요.",
        "The years add up to {found:won} but the total is {total:won}. "
        "Please put the rest in the row “year not set”.",
    ),
    "lines_missing": Said(
        "연도별 계획을 한 줄 이상 적어 주세요. 연도를 모르면 ‘연도 미정’ 줄에 적어 주세요.",
        "Please give at least one year; use the row “year not set” when no year is known.",
    ),
    "period_begins": Said(
        "{field}: 2024년 이후 달의 첫날을 적어 주세요.",
        "{field}: please give the first day of a month from 2024 on.",
    ),
    "period_ends": Said(
        "{field}: 첫날보다 뒤인 달의 마지막 날을 적어 주세요.",
        "{field}: please give the last day of a month, after the first day.",
    ),
    "period_due": Said(
        "{field}: 기간의 마지막 날보다 뒤의 날을 적어 주세요.",
        "{field}: please give a day after the last day of the period.",
    ),
    "line_twice": Said(
        "같은 연도와 단계가 두 번 있습니다. 한 줄로 합쳐 주세요.",
        "One year and stage occurs twice; please join the rows.",
    ),
    "lines_without_total": Said(
        "연도별 금액이 있으면 총액도 적어 주세요.",
        "Please give the total as well when years have amounts.",
    ),
    "firm_needs_evidence": Said(
        "확정·집행 단계의 줄에는 증빙 등급과 근거(이사회 의결, 공시, 계약 등)를 적어 주세요.",
        "A firm line needs its evidence: grade and what it is (resolution, filing, contract …).",
    ),
    "deferral_stage": Said(
        "새 날짜는 ‘연기’ 단계의 줄에만 적습니다. 단계를 연기로 바꾸거나 날짜를 지워 주세요.",
        "Only a deferred line has a new date; please choose “Deferred” or clear the date.",
    ),
    "deferral_order": Said(
        "연기한 새 날짜는 그 줄의 연도({year})보다 앞설 수 없습니다. 뒤의 날짜를 적어 주세요.",
        "The new date may not lie before the year of the line, {year}; please give a later one.",
    ),
    "shares_sum": Said(
        "지분의 합이 {found:ppm}입니다. 합이 100%가 되게 고쳐 주세요.",
        "The shares add up to {found:ppm}; please make them 100%.",
    ),
    "participant_twice": Said(
        "같은 참여 기업이 두 번 있습니다. 한 줄로 합쳐 주세요.",
        "One participant occurs twice; please join the rows.",
    ),
    "part_above_total": Said(
        "{field}: {found:won}은(는) 총액보다 큽니다. 금액을 확인해 주세요.",
        "{field}: {found:won} is more than the total; please check the amount.",
    ),
    "grace_above_maturity": Said(
        "{field}: 거치 기간은 만기보다 짧아야 합니다.",
        "{field}: the grace period must be shorter than the maturity.",
    ),
    **exchange.INPUTS,
    **financing.INPUTS,
    **funds.INPUTS,
    **loans.INPUTS,
    **taxes.INPUTS,
    **targets.INPUTS,
    "other": Said(
        "{field}: 읽을 수 없습니다. 도움말의 예처럼 적어 주세요.",
        "{field}: cannot be read; please write it as in the example.",
    ),
}

AMOUNTS = {
    "required": Said(
        "{field:을/를} 숫자와 단위로 적어 주세요. 예: 3,500억",
        "{field}: please write a number and a unit, e.g. 350bn.",
    ),
    "unreadable": Said(
        "{field:을/를} 숫자와 단위로 적어 주세요. 예: 3,500억 (읽지 못한 부분: {detail})",
        "{field}: please write a number and a unit, e.g. 350bn (not understood: {detail}).",
    ),
    "unit_missing": Said(
        "{field}: {detail}의 단위를 적어 주세요. 예: 1조 2,000억",
        "{field}: please give the unit of {detail}, e.g. 1.2T.",
    ),
    "order": Said(
        "{field}: 큰 단위부터 적어 주세요. 예: 1조 2,000억",
        "{field}: larger units first, e.g. 1조 2,000억.",
    ),
    "currency": Said(
        "{field}: 원화로 적어 주세요. 외화 금액은 ‘외화 금액’ 칸에 적습니다.",
        "{field}: in won please; foreign money belongs in the field for foreign amounts.",
    ),
    "range": Said(
        "{field}: 범위가 아니라 한 금액으로 적어 주세요. 예: 350억",
        "{field}: one amount please, not a range, e.g. 35bn.",
    ),
    "negative": Said("{field}: 0 이상으로 적어 주세요.", "{field}: please write 0 or more."),
    "fraction": Said(
        "{field}: 원 단위로 떨어지게 적어 주세요.", "{field}: must come to whole won."
    ),
    "too_large": Said(
        "{field}: 1경 원까지 적을 수 있습니다. 단위를 확인해 주세요.",
        "{field}: at most 10,000 trillion won; please check the unit.",
    ),
}
