"""What is said of national targets: refusals, cells, fields, actions and what must hold."""

from collections.abc import Mapping

from app.messages.words import Said
from imports.sheets.target import SHEETS

_VALUE = Said(
    "목표와 공식 추정치에는 값을 적어 주세요. 수치가 없으면 ‘공식 목표가 없는 지표’를 고릅니다.",
    "A target or official estimate needs its value; without one choose an indicator.",
)
_NO_VALUE = Said(
    "공식 목표가 없는 지표에는 값을 비워 주세요. 관측값은 따로 등록합니다.",
    "An indicator without official target has no value; observations are entered apart.",
)
_MILESTONE = Said(
    "과제 상태는 이행 과제에만, 그리고 꼭 골라 주세요.",
    "The state of the milestone is given for milestones, and only for them.",
)
_UNIT = Said("값이 있으면 단위를 골라 주세요.", "A figure needs its unit; please choose it.")
_DIGITS = Said(
    "단위보다 잘게 적혀 있습니다. 돈은 원, 백분율은 소수 넷째, 그 밖은 여섯째 자리까지 적습니다.",
    "Finer than its unit: whole won, percent to four decimals, others to six.",
)
_SIZE = Said("값이 너무 큽니다. 단위를 확인해 주세요.", "Too large; please check the unit.")

INPUTS = {
    "target_value": _VALUE,
    "target_without_value": _NO_VALUE,
    "target_milestone": _MILESTONE,
    "target_unit": _UNIT,
    "target_digits": _DIGITS,
    "target_size": _SIZE,
}
CELLS = {
    **INPUTS,
    "bad_figure": Said(
        "숫자로 적어 주세요. 예: 32.9, 200,000, 원은 65조도 됩니다.",
        "Please write a number, e.g. 32.9 or 200,000.",
    ),
    "target_waiting": Said(
        "관리번호 {reference}의 행이 확인을 기다립니다. 그 행을 먼저 확인하거나 거절해 주세요.",
        "A row of {reference} waits; please have it confirmed or declined first.",
    ),
    "target_not_later": Said(
        "등록된 행이 {day}부터 적용됩니다. 그날 또는 그 뒤의 날을 적어 주세요.",
        "The registered row holds from {day}; please give that day or a later one.",
    ),
    "unknown_indicator": Said(
        "목표에 없는 지표 코드입니다. 다음 가운데 하나를 쓰거나 지표를 먼저 등록해 주세요: {known}",
        "No target row has this indicator code; please use one of these, or add it first: {known}.",
    ),
}
REGISTRY = {
    "target_not_later": Said(
        "{reference}의 지금 행이 {day}부터 적용됩니다. 그날 또는 그 뒤의 날부터 적용해 주세요.",
        "The present row of {reference} holds from {day}. Please choose that day or a later one.",
    ),
    "target_waiting": Said(
        "{reference}에 확인을 기다리는 행이 있습니다. 그 행을 먼저 확인하거나 거절해 주세요.",
        "A row of {reference} waits. Please have it confirmed or declined first.",
    ),
}
ACTIONS = {
    "propose_target": ("목표·관측값 제안", "proposed a target or observation"),
    "confirm_target": ("목표·관측값 확인", "confirmed a target or observation"),
    "decline_target": ("목표·관측값 거절", "declined a target or observation"),
}
_OF_WORKBOOK: Mapping[str, tuple[str, str]] = {
    column.field: (column.header[1], column.header[0])
    for spec in reversed(SHEETS)
    for column in spec.columns
    if column.field not in ("reference", "kind", "known_on", "source", "note", "name_ko", "name_en")
}
FIELDS: Mapping[str, tuple[str, str]] = {**_OF_WORKBOOK, "value": ("값", "Value")}
INVARIANTS = {
    "verify_target_without_event": Said(
        "국가 목표 {reference}: 제안한 이력이 없거나 제안한 사람이 다릅니다.",
        "National target {reference}: no event says who proposed it, or it names another.",
    ),
    "verify_target_altered": Said(
        "국가 목표 {reference}: 내용이나 상태가 이력에 남은 것과 다릅니다.",
        "National target {reference} is not what the history says.",
    ),
    "verify_target_missing": Said(
        "국가 목표 {reference}: 이력이 말하는 행이 없어졌습니다.",
        "National target {reference}: a row of which the history speaks is gone.",
    ),
    "verify_target_overlap": Said(
        "국가 목표 {reference}: 열린 행이 둘 이상입니다.",
        "National target {reference}: more than one row is open.",
    ),
}
