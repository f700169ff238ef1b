"""What happened, in the history: the actions of events, as (Korean, English)."""

from collections.abc import Mapping

from app.i18n import Language
from app.messages import targets
from app.messages.labels import Pair
from app.messages.words import Said

ACTIONS: Mapping[str, Pair] = {
    "propose": ("작성", "proposed"),
    "amend": ("수정", "amended"),
    "submit": ("제출", "submitted"),
    "review": ("검토 시작", "opened for review"),
    "return": ("보완 요청", "returned"),
    "verify": ("승인", "verified"),
    "certify": ("자료 확정", "certified"),
    "withdraw": ("철회", "withdrew"),
    "supersede": ("새 판으로 대체", "superseded by a newer version"),
    "move": ("집행·지급 기록", "recorded money"),
    "upload": ("파일 올림", "uploaded a workbook"),
    "apply": ("파일 접수", "submitted a workbook"),
    "decide_overlap": ("중복 판단", "decided a possible duplicate"),
    "dismiss_overdue": ("기한 경과 제안 제외", "put an overdue proposal aside"),
    "ask_period": ("기간 단계 요청", "asked for a step of a period"),
    "decline_period": ("기간 단계 거절", "declined a step of a period"),
    "open_period": ("기간 엶", "opened a period"),
    "close_period": ("기간 마감", "closed a period"),
    "publish_period": ("기간 발행", "published a period"),
    "retract_period": ("발행 취소", "took back a publication"),
    "reopen_period": ("마감 취소", "opened a closed period again"),
    "no_change": ("변동 없음 제출", "filed “no change”"),
    "verify_no_change": ("변동 없음 승인", "verified “no change”"),
    "review_no_change": ("변동 없음 검토 시작", "opened “no change” for review"),
    "return_no_change": ("변동 없음 보완 요청", "returned “no change”"),
    "withdraw_no_change": ("변동 없음 철회", "withdrew “no change”"),
    "countersign_no_change": ("변동 없음 사내 확인", "signed off “no change” for the company"),
    "send_back_no_change": ("변동 없음 사내 반려", "sent “no change” back inside the company"),
    "submit_no_change": ("변동 없음 다시 제출", "submitted “no change” again"),
    "countersign": ("사내 확인", "signed off for the company"),
    "send_back": ("사내 반려", "sent back inside the company"),
    "require_sign_off": ("사내 두 번째 확인 시작", "asked for two people"),
    "ask_end_sign_off": ("사내 확인 종료 요청", "asked to file alone again"),
    "end_sign_off": ("사내 확인 종료", "ended the second person"),
    "keep_sign_off": ("사내 확인 유지", "kept two people"),
    "propose_scope": ("집계 범위 변경 제안", "proposed a change of scope"),
    "confirm_scope": ("집계 범위 변경 확인", "confirmed a change of scope"),
    "decline_scope": ("집계 범위 변경 거절", "declined a change of scope"),
    "propose_exchange_rate": ("환율 제안", "proposed an exchange rate"),
    "confirm_exchange_rate": ("환율 확인", "confirmed an exchange rate"),
    "decline_exchange_rate": ("환율 거절", "declined an exchange rate"),
    "propose_rate": ("할인율 제안", "proposed a discount rate"),
    "confirm_rate": ("할인율 확인", "confirmed a discount rate"),
    "decline_rate": ("할인율 거절", "declined a discount rate"),
    "estimate_loan": ("재정 보조 추정", "estimated the subsidy cost"),
    "propose_tax_setting": ("조세 설정 제안", "proposed a tax setting"),
    "confirm_tax_setting": ("조세 설정 확인", "confirmed a tax setting"),
    "decline_tax_setting": ("조세 설정 거절", "declined a tax setting"),
    "propose_tax_figures": ("공식 통계 제출", "filed official tax figures"),
    "confirm_tax_figures": ("공식 통계 확인", "confirmed official tax figures"),
    "decline_tax_figures": ("공식 통계 거절", "declined official tax figures"),
    "register_party": ("기업 등록", "registered a party"),
    "register_user": ("사용자 등록", "registered a user"),
    "grant_names": ("이름 열람 허용", "granted names"),
    "withdraw_names": ("이름 열람 거둠", "withdrew names"),
    "open_account": ("계정 다시 엶", "opened an account"),
    "close_account": ("계정 닫음", "closed an account"),
    "set_password": ("비밀번호 바꿈", "changed a password"),
    "project": ("전망 실행", "ran a projection"),
    "sign_in": ("로그인", "signed in"),
    "sign_in_failed": ("로그인 실패", "failed to sign in"),
    "sign_out": ("로그아웃", "signed out"),
    "change_together": ("여러 기록 한꺼번에 변경", "changed many records at once"),
    "filter_save": ("목록 조건 저장", "saved a filter of a list"),
    "filter_change": ("목록 조건 고침", "changed a filter of a list"),
    "filter_delete": ("목록 조건 지움", "deleted a filter of a list"),
    "filter_default": ("목록의 처음 조건 정함", "chose the first filter of a list"),
    **targets.ACTIONS,
}


def action(name: str, lang: Language) -> str:
    """What an event did."""
    known = ACTIONS.get(name)
    return Said(*known).to(lang) if known else name
