"""What is wrong with a cell or a row of a workbook; the forms read and complain alike."""

from app.messages import exchange, financing, funds, loans, targets, taxes
from app.messages.words import Said

CELLS = {
    "required": Said("비어 있습니다. 값을 적어 주세요.", "Empty; please fill it in."),
    "more_like_it": Said(
        "이 열에 같은 문제가 {rows:count}칸 더 있습니다. 먼저 적힌 칸들과 함께 고쳐 주세요.",
        "This column has the same problem in {rows:count} more cells; please mend them too.",
    ),
    "error_cell": Said(
        "수식 오류({value})입니다. 값을 바로잡아 주세요.",
        "The cell holds an error ({value}); please correct it.",
    ),
    "formula_without_value": Said(
        "계산된 값이 없는 수식입니다. 엑셀에서 열어 저장한 뒤 올려 주세요.",
        "A formula without its value; please open and save the file in Excel.",
    ),
    "bad_date": Said(
        "날짜를 2026-10-15 또는 2026.10.15.처럼 적어 주세요.",
        "Please write the date as 2026-10-15.",
    ),
    "year_only": Said(
        "연도만으로는 날짜를 알 수 없습니다. 2026-10-15처럼 날까지 적어 주세요.",
        "A year alone is no date; please write the day too, like 2026-10-15.",
    ),
    "bad_year": Said(
        "연도를 {first}~{last} 사이의 네 자리 숫자로 적어 주세요.",
        "Please write a year from {first} to {last}.",
    ),
    "bad_number": Said("숫자로만 적어 주세요.", "Digits only, please."),
    "bad_share": Said("비율을 33.3 또는 33.3%처럼 적어 주세요.", "Please write 33.3 or 33.3%."),
    "share_range": Said("0%에서 100% 사이로 적어 주세요.", "From 0% to 100%, please."),
    "share_digits": Said("소수 넷째 자리까지 적어 주세요.", "At most four decimals, please."),
    "unknown_choice": Said(
        "다음 가운데 하나로 적어 주세요: {choices}", "Please write one of: {choices}."
    ),
    "amount_unreadable": Said(
        "금액을 읽을 수 없습니다({detail}). 숫자로, 또는 3,500억처럼 적어 주세요.",
        "The amount cannot be read ({detail}); a number, or e.g. 350bn.",
    ),
    "amount_unit_missing": Said(
        "{detail}의 단위를 적어 주세요. 예: 1조 2,000억",
        "Please give the unit of {detail}, e.g. 1.2T.",
    ),
    "amount_order": Said(
        "큰 단위부터 적어 주세요. 예: 1조 2,000억", "Larger units first, e.g. 1조 2,000억."
    ),
    "amount_currency": Said(
        "원화로 적어 주세요. 외화 금액은 외화 금액 열에 적습니다.",
        "In won, please; foreign money belongs in its own column.",
    ),
    "amount_range": Said(
        "범위가 아니라 한 금액으로 적어 주세요.", "One amount please, not a range."
    ),
    "amount_negative": Said("0 이상으로 적어 주세요.", "Please write 0 or more."),
    "amount_fraction": Said(
        "원 단위로 떨어지지 않습니다. 금액과 단위({unit:unit})를 확인해 주세요.",
        "It does not come to whole won; please check amount and unit ({unit:unit}).",
    ),
    "amount_too_large": Said(
        "1경 원보다 큽니다. 금액과 단위({unit:unit})를 확인해 주세요.",
        "More than 10,000 trillion won; please check amount and unit ({unit:unit}).",
    ),
    "amount_required": Said("금액을 적어 주세요.", "Please give the amount."),
    "negative": Said(
        "음수({found:won})는 정정에만 쓸 수 있습니다. 구분을 확인해 주세요.",
        "Only an adjustment may be negative ({found:won}); please check the kind.",
    ),
    "too_long": Said(
        "{most:count}자까지 적을 수 있습니다. 줄여 주세요.",
        "At most {most:count} characters; please shorten.",
    ),
    "out_of_range": Said(
        "허용 범위를 벗어났습니다(최소 {least:count}, 최대 {most:count}).",
        "Out of range (least {least:count}, most {most:count}).",
    ),
    "bad_pattern": Said(
        "형식이 맞지 않습니다. 작성 안내의 예처럼 적어 주세요.",
        "Not in the expected form; please follow the example in the guide.",
    ),
    "control_characters": Said(
        "보이지 않는 제어 문자가 들어 있습니다. 다시 적어 주세요.",
        "Contains invisible control characters; please type it again.",
    ),
    "registration_number": Said(
        "사업자등록번호가 아닙니다. 10자리 숫자를 확인해 주세요.",
        "Not a business registration number; please check its 10 digits.",
    ),
    "not_accepted": Said(
        "이 값은 쓸 수 없습니다. 작성 안내를 확인해 주세요.",
        "This value is not accepted; please see the guide.",
    ),
}

ROWS = {
    "unknown_party": Said(
        "등록되지 않은 기업입니다. 등록된 이름이나 코드로 적거나 기업 등록을 요청해 주세요. "
        "비슷한 이름: {candidates}",
        "This party is not registered; please use its registered name or code, or ask for its "
        "registration. Similar names: {candidates}.",
    ),
    "not_own_filer": Said(
        "다른 기업의 자료입니다. 제출자 칸에는 {own}만 적을 수 있습니다.",
        "This row belongs to another filer; it must be {own}.",
    ),
    "registration_mismatch": Said(
        "{party}의 등록번호({registered})와 다릅니다. 번호나 이름을 확인해 주세요.",
        "{party_en} is registered as {registered}; please check number and name.",
    ),
    "duplicate_reference": Said(
        "같은 관리번호가 {first}에도 있습니다. 한 줄만 남겨 주세요.",
        "This reference stands in {first} too; please keep one row.",
    ),
    "unknown_reference": Said(
        "본 시트에 없는 관리번호입니다. 비슷한 번호: {candidates}",
        "No row of the main sheet has this reference; similar: {candidates}.",
    ),
    "ambiguous_reference": Said(
        "같은 관리번호가 여러 줄({cells})에 있어 어느 것인지 알 수 없습니다.",
        "Several rows ({cells}) have this reference.",
    ),
    "unknown_parent": Said(
        "상위 계획이 없습니다. 계획 번호나 관리번호로 적어 주세요. 비슷한 번호: {candidates}",
        "The parent is not found; please give its number or reference (similar: {candidates}).",
    ),
    "parent_loop": Said(
        "상위 계획이 서로를 가리킵니다: {chain}", "The parents form a circle: {chain}."
    ),
    "embargo_day": Said(
        "공개 예정일은 ‘공개 예정일까지 비공개’일 때만, 그때는 꼭 적어 주세요.",
        "Give the embargo day exactly when the record is embargoed.",
    ),
    "period_order": Said(
        "끝이 시작보다 빠릅니다. 순서를 바로잡아 주세요.",
        "The end lies before the start; please correct the order.",
    ),
    "one_year_period": Said(
        "기간이 두 해에 걸칩니다. 해마다 한 줄씩 나누어 적어 주세요.",
        "The period runs over two years; please give each year its own row.",
    ),
    "period_not_over": Said(
        "기간이 끝나기 전의 날짜입니다. 실제로 쓴 금액만, 확인한 날짜와 함께 적어 주세요.",
        "It lies before the end of the period; please give only money that was spent, with the "
        "day it was known.",
    ),
    "part_above_total": Said(
        "{found:won}은(는) 총액보다 큽니다. 금액을 확인해 주세요.",
        "{found:won} is more than the total; please check the amount.",
    ),
    "grace_above_maturity": Said(
        "거치 기간({found})은 만기보다 짧아야 합니다.",
        "The grace period ({found}) must be shorter than the maturity.",
    ),
    "lines_missing": Said(
        "{value}의 연도별 줄이 없습니다. Lines 시트에 한 줄 이상 적어 주세요.",
        "{value} has no yearly line; please add at least one on the sheet Lines.",
    ),
    "lines_sum": Said(
        "연도별 합({found:won})이 총액({total:won})과 {difference:won} 다릅니다. "
        "남는 금액은 연도를 비운 줄에 적어 주세요. 줄: {cells}",
        "The lines add up to {found:won}, the total is {total:won} ({difference:won} apart); "
        "put the rest in a line without a year. Lines: {cells}.",
    ),
    "lines_without_total": Said(
        "연도별 금액({cells})이 있으면 총액도 적어 주세요.",
        "Please give the total as well; lines have amounts ({cells}).",
    ),
    "line_twice": Said(
        "같은 연도와 단계가 {first}에도 있습니다. 한 줄로 합쳐 주세요.",
        "The same year and stage stands in {first} too; please join the rows.",
    ),
    "too_many": Said("{most:count}줄까지 적을 수 있습니다.", "At most {most:count} rows."),
    "firm_needs_evidence": Said(
        "{stage:word} 단계에는 증빙 등급과 근거를 적어 주세요.",
        "The stage “{stage:word}” needs its evidence and grade.",
    ),
    "deferral_stage": Said(
        "새 날짜는 ‘연기’ 단계에만 적습니다. 이 줄의 단계는 {stage:word}입니다.",
        "Only a deferred line has a new date; the stage of this one is “{stage:word}”.",
    ),
    "deferral_order": Said(
        "연기한 새 날짜는 그 줄의 연도({year})보다 앞설 수 없습니다. 뒤의 날짜를 적어 주세요.",
        "The new date may not lie before the year of the line, {year}; please give a later one.",
    ),
    **exchange.CELLS,
    **financing.CELLS,
    **funds.CELLS,
    **loans.CELLS,
    **taxes.CELLS,
    **targets.CELLS,
    "participant_twice": Said(
        "같은 참여 기업이 {first}에도 있습니다. 한 줄로 합쳐 주세요.",
        "The same participant stands in {first} too; please join the rows.",
    ),
    "shares_sum": Said(
        "지분의 합이 {found:ppm}입니다. 100%가 되게 고쳐 주세요. 칸: {cells}",
        "The shares add up to {found:ppm}; please make them 100%. Cells: {cells}.",
    ),
    "duplicate_entry": Said(
        "같은 집행 번호가 {first}에도 있습니다. 번호를 다르게 적어 주세요.",
        "The same entry number stands in {first} too; please use another.",
    ),
    "entry_changed": Said(
        "이미 제출한 집행 기록은 고칠 수 없습니다({old} → {new}). 새 번호의 정정 줄을 더해 주세요.",
        "A filed entry cannot be changed ({old} → {new}); please add an adjustment instead.",
    ),
    "entry_withdrawn": Said(
        "철회된 집행 번호입니다. 새 번호로 적어 주세요.",
        "This entry was withdrawn; please use a new number.",
    ),
    "amount_scale": Said(
        "금액이 금액 원문 ‘{text}’({stated:won})과 {factor:count}배 다릅니다. "
        "머리글의 단위를 확인해 주세요.",
        "The amount differs from its own text “{text}” ({stated:won}) by a factor of "
        "{factor:count}; please check the unit.",
    ),
    "amount_text_differs": Said(
        "금액이 금액 원문 ‘{text}’({stated:won})과 다릅니다.",
        "The amount differs from its own text “{text}” ({stated:won}).",
    ),
    "parts_not_in_file": Said(
        "이 기록에 등록된 {parts}을(를) 이 파일에는 적을 수 없어 지워질 뻔했습니다. "
        "시트가 여럿인 양식으로 올려 주세요.",
        "The register holds {parts} for this record, which a file of one table cannot state; "
        "please use the workbook with all sheets.",
    ),
    "amount_power_of_ten": Said(
        "등록된 금액({old:won})의 {factor:count}배 또는 그 반대입니다. 단위를 확인해 주세요.",
        "The registered amount ({old:won}) differs by a factor of {factor:count}; "
        "please check the unit.",
    ),
    "no_registration_number": Said(
        "{party}의 사업자등록번호가 없습니다. 국내 기업이면 적어 주세요.",
        "{party_en} has no registration number; please give it if the firm is Korean.",
    ),
    "possible_duplicate": Said(
        "같은 투자일 수 있는 기록이 있습니다: {others}. 담당 공무원이 판단합니다.",
        "These records may be the same investment: {others}. An official decides.",
    ),
}
