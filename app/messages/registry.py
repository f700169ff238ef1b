"""What the register refuses, in sentences that say what to do."""

from app.messages import loans, targets
from app.messages.exchange import REFUSALS as OF_EXCHANGE
from app.messages.financing import REFUSALS as OF_FINANCING
from app.messages.taxes import REFUSALS as OF_TAXES
from app.messages.words import Said

REGISTRY = {
    "refused": Said(
        "규칙에 맞지 않아 처리하지 못했습니다.", "The rules of the register do not allow this."
    ),
    "step_not_allowed": Said(
        "지금 상태({state:word})에서는 할 수 없는 일입니다. 화면을 새로 고쳐 상태를 확인해 주세요.",
        "This cannot be done in the present state ({state:word}). Please reload the page.",
    ),
    "maker_is_checker": Said(
        "작성에 참여한 사람은 승인할 수 없습니다. 다른 담당 공무원에게 검토를 맡겨 주세요.",
        "Whoever had a hand in a record cannot verify it. Please ask another official.",
    ),
    "not_permitted": Said(
        "이 역할({role:word})로는 할 수 없는 일입니다. 담당 공무원에게 요청해 주세요.",
        "This role ({role:word}) may not do this. Please ask an official.",
    ),
    "reason_needed": Said(
        "사유를 적어 주세요. 제출한 사람에게 그대로 전달됩니다.",
        "Please give the reason; the submitter will read it.",
    ),
    "changed_meanwhile": Said(
        "여는 동안 다른 사람이 먼저 바꾸었습니다. 최신 내용을 열어 확인해 주세요.",
        "Somebody changed this record meanwhile. Please open the newest version.",
    ),
    "preview_outdated": Said(
        "미리보기 뒤에 등록 자료가 바뀌어 저장하지 않았습니다. "
        "아래의 새 비교를 보고 다시 제출해 주세요.",
        "The registry has changed since the preview, so nothing was stored. Please look at the "
        "comparison below and submit again.",
    ),
    "not_found": Said(
        "‘{found}’을(를) 찾을 수 없습니다. 등록된 이름이나 번호로 적어 주세요.",
        "“{found}” is not in the register. Please use a registered name or number.",
    ),
    "already_applied": Said(
        "이미 접수한 파일입니다({number}). 두 번 저장하지 않았습니다.",
        "This file was received before ({number}). Nothing was stored twice.",
    ),
    "has_errors": Said(
        "오류가 있는 파일은 제출할 수 없습니다. 표시된 칸을 고쳐 다시 올려 주세요.",
        "A workbook with errors cannot be submitted. Please mend the cells and upload it again.",
    ),
    "nothing_to_submit": Said(
        "새로 추가되거나 바뀐 내용이 없어 제출할 것이 없습니다.",
        "Nothing is new or changed, so there is nothing to submit.",
    ),
    "duplicate": Said(
        "‘{found}’은(는) 이미 등록되어 있습니다. 등록된 자료를 열어 바꿔 주세요.",
        "“{found}” is registered already. Please open and change that record.",
    ),
    "filter_name_taken": Said(
        "이 목록에 ‘{found}’라는 조건이 이미 있습니다. 다른 이름을 적어 주세요.",
        "You have a filter “{found}” for this list already. Please choose another name.",
    ),
    "version_open": Said(
        "작성 중이거나 검토를 기다리는 판({state:word})이 있습니다. 그 판을 먼저 마쳐 주세요.",
        "A version of this record is still open ({state:word}). Please finish that one first.",
    ),
    "same_value": Said("이미 그 값입니다.", "It says so already."),
    "does_not_fit": Said(
        "이 기록에는 맞지 않는 값입니다. 기록을 열어 확인해 주세요.",
        "This record cannot take the value. Please open the record.",
    ),
    "moved_meanwhile": Said(
        "확인하는 동안 바뀐 기록이 있어 아무것도 저장하지 않았습니다: {codes}. 다시 확인해 주세요.",
        "Records changed since you checked, and nothing was stored: {codes}. Please check again.",
    ),
    "too_many_records": Said(
        "한 번에 {most}건까지 바꿀 수 있습니다(고른 기록 {found}건). 조건을 좁혀 주세요.",
        "At most {most} records can be changed at once ({found} chosen). Please narrow the list.",
    ),
    "scope_not_later": Said(
        "같은 분야의 지금 행이 {day}부터 적용됩니다. 그보다 뒤의 날부터 적용해 주세요.",
        "The present row for this category holds from {day}. Please choose a later day.",
    ),
    "scope_waiting": Said(
        "같은 분야에 확인을 기다리는 제안이 있습니다. 그 제안을 먼저 확인하거나 거절해 주세요.",
        "A proposal for this category waits. Please have it confirmed or declined first.",
    ),
    **OF_EXCHANGE,
    **OF_FINANCING,
    "whole_of_another_kind": Said(
        "‘{found}’은(는) {whole}입니다. 같은 돈이 두 길로 집계되지 않도록, 상위 기록은 같은 종류만 "
        "적을 수 있습니다. 비우고 비고에 적어 주세요.",
        "“{found}” is a record of another kind: {whole}. A record is part of one of its own kind "
        "only, so that no money counts twice. Please leave this empty and say it in the note.",
    ),
    "colleague_needed": Said(
        "내용을 마지막으로 적은 사람은 확인할 수 없습니다. 같은 회사의 다른 담당자가 확인해 "
        "주세요.",
        "Whoever wrote this last cannot sign it off. Please ask another user of your company.",
    ),
    "too_few_users": Said(
        "‘{found}’의 사용자가 한 명뿐이라 두 번째 사람이 없습니다. 관리자에게 사용자 등록을 먼저 "
        "요청해 주세요.",
        "“{found}” has one user only, so nobody could be the second person. Please ask an "
        "administrator to register another one first.",
    ),
    **OF_TAXES,
    "draft_too_long": Said(
        "내용이 너무 길어 자동 저장하지 못했습니다. 제출하거나 임시저장해 주세요.",
        "This is too long to be kept while you type. Please submit it or save it as a draft.",
    ),
    "fund_loop": Said(
        "펀드가 돌고 돌아 자기 자신에게 출자합니다: {chain}. 출자 관계를 고쳐 주세요.",
        "Funds commit to each other in a circle: {chain}. Please correct who commits to whom.",
    ),
    "part_loop": Said(
        "상위 계획을 따라가면 자기 자신({code})으로 돌아옵니다. 상위 계획을 고쳐 주세요.",
        "Its parents lead back to the record itself ({code}); please correct what it is part of.",
    ),
    "verifier_is_certifier": Said(
        "승인한 사람은 확정할 수 없습니다. 작성도 승인도 하지 않은 사람에게 맡겨 주세요.",
        "Whoever verified a record cannot certify it. Please ask a third person.",
    ),
    "period_exists": Said(
        "{day}까지의 기간이 이미 있습니다. 그 뒤의 달부터 골라 주세요.",
        "A period up to {day} is there already. Please choose a later month.",
    ),
    "period_order": Said(
        "기간은 차례로 처리합니다. {day}에 끝나는 기간을 먼저 처리해 주세요.",
        "Periods go in order. Please deal with the one that ends on {day} first.",
    ),
    "period_not_over": Said(
        "{day}이(가) 지난 뒤에 마감할 수 있습니다.",
        "This period can be closed after {day}. Please wait until then.",
    ),
    "period_not_certified": Said(
        "확정되지 않은 자료가 {count}건 남았습니다. "
        "그 자료를 작성하거나 승인하지 않은 사람이 먼저 ‘자료 확정’을 해 주세요.",
        "{count} records are not certified. Please let somebody who neither made nor verified "
        "them certify them first.",
    ),
    "period_waiting": Said(
        "이 기간에 확인을 기다리는 요청이 있습니다. 그 요청을 먼저 확인하거나 거절해 주세요.",
        "A step of this period waits. Please have it confirmed or declined first.",
    ),
    "not_published": Said(
        "{day}까지의 기간은 마감되었고 아직 발행되지 않았습니다. 발행된 뒤에 볼 수 있습니다.",
        "The period up to {day} is closed and not published yet. It can be read once published.",
    ),
    "not_two": Said(
        "서로 다른 두 기록을 고르고, 같은 투자이거나 일부이면 남길 기록을 골라 주세요.",
        "Please choose two different records and, where they are the same, the one to keep.",
    ),
    "proposal_gone": Said(
        "{code}에는 지금 그런 제안이 없습니다. 기록이 바뀌었을 수 있으니 목록을 다시 열어 주세요.",
        "Nothing of that kind is overdue in {code} any more; please open the list again.",
    ),
    "change_waiting_already": Said(
        "{code}에 승인을 기다리는 변경이 있습니다. 그 변경을 먼저 처리해 주세요.",
        "A change of {code} waits already. Please have it decided first.",
    ),
    "deferral_not_later": Said(
        "연기한 새 날짜를 {day:day} 뒤의 날로 적어 주세요. 예: 2027-06-30",
        "Please give the new date, later than {day:day}. Example: 2027-06-30.",
    ),
    **loans.REGISTRY,
    **targets.REGISTRY,
}
