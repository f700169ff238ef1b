"""What is wrong in the stored register, as ``flask verify`` says it."""

from app.messages import exchange, loans, targets
from app.messages.words import Said

INVARIANTS = {
    "verify_period_altered": Said(
        "{day}에 끝나는 기간의 상태나 지문이 이력에 남은 것과 다릅니다.",
        "The period that ends on {day} does not stand where its history left it.",
    ),
    "verify_period_figures": Said(
        "{day}에 마감한 집계가 마감 때 저장한 것과 다르게 읽힙니다.",
        "The figures closed on {day} no longer read as they were stored.",
    ),
    "verify_certified_without_event": Said(
        "{code}: 확정 이력이 없는데 확정된 상태입니다.",
        "{code}: it is certified, but no event says who certified it.",
    ),
    "verify_withdrawal_altered": Said(
        "{code}: 철회 요청 표시가 이력과 다릅니다.",
        "{code}: its mark as a withdrawal is not what the history says.",
    ),
    "verify_line_sums": Said(
        "{code}: 연도별 금액의 합({found:won})이 총액({total:won})과 다릅니다.",
        "{code}: its lines sum to {found:won}, its total is {total:won}.",
    ),
    "verify_share_sums": Said(
        "{code}: 지분의 합이 100%가 아닙니다({found:ppm}).",
        "{code}: its shares do not sum to 100% ({found:ppm}).",
    ),
    "verify_two_current": Said(
        "{code}: 집계하는 판이 {found}개입니다. 하나여야 합니다.",
        "{code}: {found} versions count, only one may.",
    ),
    "verify_two_open": Said(
        "{code}: 열린 판이 {found}개입니다. 하나여야 합니다.",
        "{code}: {found} versions are open, only one may be.",
    ),
    "verify_missing_terms": Said(
        "{code} {number}판: 종류별 내용이 없습니다.",
        "{code}, version {number}: the terms of its kind are missing.",
    ),
    "verify_maker_is_checker": Said(
        "{code}: 작성한 사람이 승인했습니다.",
        "{code}: somebody verified what they made.",
    ),
    "verify_without_event": Said(
        "{code} {number}: 만든 이력이 없습니다.",
        "{code} {number}: no event says who made it.",
    ),
    "verify_event_missing": Said(
        "이력 #{number} 앞의 이력이 없어졌거나 바뀌었습니다(마지막으로 이어진 이력 #{before}).",
        "What stood before event #{number} is missing or was altered (last linked: #{before}).",
    ),
    "verify_event_altered": Said(
        "이력 #{number}의 내용이 바뀌었습니다.",
        "History: event #{number} was altered.",
    ),
    "verify_events_cut": Said(
        "이력의 끝이 맞지 않습니다. #{number} 뒤의 이력이 지워졌을 수 있습니다.",
        "The end of the history does not fit: events after #{number} may have been deleted.",
    ),
    "verify_record_altered": Said(
        "{code} {number}판의 내용이 이력에 남은 것과 다릅니다.",
        "{code}, version {number}, no longer says what the history says it said.",
    ),
    "verify_movement_altered": Said(
        "{code} {entry} 건의 금액이나 내용이 이력에 남은 것과 다릅니다.",
        "{code}, entry {entry}, no longer says what the history says it said.",
    ),
    "verify_state_altered": Said(
        "{code} {number}의 상태({state:word})가 이력의 마지막 상태({left:word})와 다릅니다.",
        "{code} {number}: its state is {state:word}, its history left it {left:word}.",
    ),
    "verify_state_without_event": Said(
        "{code}: 승인 이력이 없는데 승인된 상태({state:word})입니다.",
        "{code}: its state is {state:word}, but no event says who verified it.",
    ),
    "verify_fund_loop": Said(
        "펀드가 돌고 돌아 자기 자신에게 출자합니다: {chain}.",
        "Funds commit to each other in a circle: {chain}.",
    ),
    "verify_fund_money": Said(
        "{code} {entry}건: 출자 약정이나 투자받은 곳이 적혀 있지 않습니다.",
        "{code}, entry {entry}: says neither whose commitment nor which investee.",
    ),
    "verify_fund_commitment": Said(
        "{code} {entry}건: 출자 약정 {number}이(가) 이 펀드에 없습니다.",
        "{code}, entry {entry}: the fund has no commitment {number}.",
    ),
    **exchange.INVARIANTS,
    **loans.INVARIANTS,
    "verify_setting_overlap": Said(
        "조세 설정 {parameter:word}에 {day:day}부터 적용되는 행이 둘입니다.",
        "Two rows of the tax setting {parameter:word} hold from {day:day}.",
    ),
    "verify_scope_overlap": Said(
        "집계 범위표: {category:word}의 {day} 행이 앞선 행과 겹칩니다.",
        "Scope table: the row of {day} for {category:word} overlaps the one before it.",
    ),
    "verify_party_without_event": Said(
        "기업 {code}: 등록한 이력이 없습니다.",
        "Party {code}: no event says who registered it.",
    ),
    "verify_party_altered": Said(
        "기업 {code}: 내용이 등록한 것과 다릅니다(공공·외국계 여부는 집계를 바꿉니다).",
        "Party {code} is not what was registered (public or foreign: it changes what counts).",
    ),
    "verify_run_altered": Said(
        "전망 {number}: 입력이나 결과가 저장한 것과 다릅니다.",
        "Run {number}: its inputs or results are not what was stored.",
    ),
    "verify_decision_altered": Said(
        "중복 판단({codes})이 이력에 남은 마지막 판단과 다르거나 없어졌습니다.",
        "The decision on {codes} is not the last one that the history holds, or is gone.",
    ),
    "verify_dismissal_altered": Said(
        "{code}: 기한 경과 제안을 제외한 기록이 이력에 남은 것과 다르거나 없어졌습니다.",
        "{code}: a dismissal of an overdue proposal is not what its event says, or is gone.",
    ),
    "verify_first_scope_altered": Said(
        "집계 범위표: 제안한 사람이 없는 행이 처음의 범위표와 다릅니다.",
        "Scope table: the rows that nobody proposed are not the ones that it began with.",
    ),
    "verify_scope_altered": Said(
        "집계 범위표: {category:word}의 {day} 행이 이력에 남은 것과 다릅니다.",
        "Scope table: the row of {day} for {category:word} is not what the history says.",
    ),
    "verify_first_settings_altered": Said(
        "조세 설정: 제안한 사람이 없는 행이 처음의 설정과 다릅니다.",
        "Tax settings: the rows that nobody proposed are not the ones that they began with.",
    ),
    "verify_setting_altered": Said(
        "조세 설정 {parameter:word}의 {day:day} 행이 이력에 남은 것과 다릅니다.",
        "The row of {day:day} of the tax setting {parameter:word} is not what the history says.",
    ),
    "verify_first_rates_altered": Said(
        "할인율: 제안한 사람이 없는 행이 처음의 할인율과 다릅니다.",
        "Discount rates: the rows that nobody proposed are not the ones that they began with.",
    ),
    "verify_rate_altered": Said(
        "할인율 {purpose:word}의 {day:day} 행이 이력에 남은 것과 다릅니다.",
        "The row of {day:day} of the discount rate {purpose:word} is not what the history says.",
    ),
    "verify_figure_altered": Said(
        "{year}년 조세지출 통계({key}번)가 이력에 남은 것과 다릅니다.",
        "The tax expenditure figure {key} of {year} is not what the history says was filed.",
    ),
    "verify_dated_row_missing": Said(
        "{table} {key}: 이력이 말하는 행이 없어졌습니다.",
        "{table} {key}: a row of which the history speaks is gone.",
    ),
    "verify_row_missing": Said(
        "{code}: 이력 #{number}이(가) 말하는 판이나 집행 건이 없어졌습니다.",
        "{code}: the version or movement of event #{number} is gone.",
    ),
    "verify_maker_altered": Said(
        "{code}: 작성자가 이력에 남은 사람과 다릅니다.",
        "{code}: its maker is not the one whom the history names.",
    ),
    "verify_without_record": Said(
        "{table} {key}: 이 줄이 속한 등록 건이 없습니다.",
        "{table} {key}: the record to which this row belongs is gone.",
    ),
    "verify_user_altered": Said(
        "사용자 {email}: 역할이나 소속이 등록한 것과 다릅니다.",
        "User {email}: role or party is not what was registered.",
    ),
    "verify_sign_off_altered": Said(
        "기업 {code}: 사내 두 번째 확인의 설정이 이력에 남은 것과 다릅니다.",
        "Company {code}: its wish for two people is not what the history says.",
    ),
    "verify_no_change_altered": Said(
        "기업 {code}: {day:day}에 끝나는 기간의 변동 없음 제출이 이력에 남은 것과 다릅니다.",
        "Company {code}: its statement of no change for the period that ends on {day:day} is not "
        "what the history says.",
    ),
    "verify_signed_without_event": Said(
        "{code}: 사내 확인을 했다는 사람의 확인이 이력에 없습니다.",
        "{code}: the history holds no sign-off by the person who is named.",
    ),
    **targets.INVARIANTS,
}
