"""Why a record, a line or a part of it does not count: a short name and a sentence each."""

from typing import NamedTuple

from app.messages.words import Said


class Why(NamedTuple):
    """The name of a counting rule in tables, and its sentence on a record."""

    name: Said
    sentence: Said


COUNTING = {
    "count_not_verified": Why(
        Said("승인 전", "Not verified"),
        Said(
            "아직 승인되지 않았습니다({state:word}). 승인된 최신 판만 집계합니다.",
            "Not verified yet ({state:word}); only the newest verified version counts.",
        ),
    ),
    "count_aggregate": Why(
        Said("여러 건의 합계", "Sum of several plans"),
        Said(
            "여러 기업이나 계획을 더한 금액입니다. 기록은 남기고 집계하지 않습니다.",
            "A sum over several firms or plans: kept, never counted.",
        ),
    ),
    "count_rumour": Why(
        Said("확인되지 않은 보도", "Unconfirmed report"),
        Said(
            "당사자가 확인하지 않은 보도입니다. 기록은 남기고 집계하지 않습니다.",
            "An unconfirmed report: kept, never counted.",
        ),
    ),
    "count_not_investment": Why(
        Said("투자가 아닌 목표", "Not an investment"),
        Said(
            "수주 목표이며 투자가 아닙니다.",
            "A target for orders, not an investment.",
        ),
    ),
    "count_financing_only": Why(
        Said("자금 조달", "Financing only"),
        Said(
            "자금을 모으는 목표입니다. 그 돈으로 하는 투자를 따로 집계합니다.",
            "Raising money; what is bought with it counts on its own.",
        ),
    ),
    "count_public_money": Why(
        Said("공공 재원", "Public money"),
        Said(
            "공공 재원으로 하는 지출이며 민간투자가 아닙니다.",
            "Public money spent through firms is not private investment.",
        ),
    ),
    "count_fund_layer": Why(
        Said("펀드 결성액", "Fund layer"),
        Said(
            "펀드 돈은 모을 때가 아니라 투자받은 기업에서 한 번만 집계합니다.",
            "Fund money counts once, at the investee, not where it is collected.",
        ),
    ),
    "count_not_new": Why(
        Said("새 투자가 아님", "Not new investment"),
        Said(
            "{nature:word}: 새로 만들어지는 투자가 아니어서 뺍니다.",
            "{nature:word}: creates no new investment and is left out.",
        ),
    ),
    "count_leased_capacity": Why(
        Said("설비 임차·이용", "Leased capacity"),
        Said(
            "다른 기업의 설비를 빌리거나 사는 금액입니다. 투자하는 소유자에서 한 번만 집계합니다.",
            "Bought or leased capacity counts once, at the owner who invests.",
        ),
    ),
    "count_abroad": Why(
        Said("국외 집행", "Abroad"),
        Said(
            "수행 장소가 {place:word}입니다. 국내 금액을 알 수 있을 때만 집계합니다.",
            "Performed in: {place:word}. Only a stated Korean amount counts.",
        ),
    ),
    "count_public_party": Why(
        Said("공공 투자자", "Public investor"),
        Said(
            "투자자가 모두 공공기관입니다. 민간 투자만 집계합니다.",
            "All investors are public; the target is private investment.",
        ),
    ),
    "count_out_of_scope": Why(
        Said("AI 범위 밖", "Out of AI scope"),
        Said(
            "분야({category:word})가 AI 투자 범위표에 들어 있지 않습니다.",
            "The category ({category:word}) is not in the scope of AI investment.",
        ),
    ),
    "count_foreign_parent": Why(
        Said("외국계 투자자", "Foreign parent"),
        Said(
            "범위표가 이 분야에서 외국계 투자자를 빼고 있습니다.",
            "The scope table leaves investors with a foreign parent out of this category.",
        ),
    ),
    "count_foreign_share": Why(
        Said("외국계 참여자 몫 제외", "Foreign share removed"),
        Said(
            "범위표에 따라 외국계 참여자의 몫을 뺐습니다. 남은 몫: {left:won}.",
            "The shares of participants with a foreign parent were taken out; {left:won} remains.",
        ),
    ),
    "count_ai_share_unknown": Why(
        Said("AI 비중 미상", "AI share not stated"),
        Said(
            "여러 목적의 금액인데 AI에 쓰는 비율이 밝혀지지 않았습니다. "
            "비율을 적으면 그만큼 집계합니다.",
            "A figure for several purposes without its AI share; stated, that share counts.",
        ),
    ),
    "count_public_part_unknown": Why(
        Said("공공 부담액 미상", "Public part not stated"),
        Said(
            "민관 합작이거나 공공 자금이 섞인 투자인데 공공 부담액이 밝혀지지 않았습니다.",
            "A partnership or round with public money whose public part is not stated.",
        ),
    ),
    "count_amount_unknown": Why(
        Said("원화 금액 미상", "Amount in won not stated"),
        Said(
            "원화 금액이 밝혀지지 않아 더할 수 없습니다.",
            "The amount in won is not stated and cannot be added.",
        ),
    ),
    "count_public_part": Why(
        Said("공공 부담액 제외", "Public part removed"),
        Said(
            "민관 합작 가운데 공공 부담액을 뺐습니다. 남은 민간 몫: {left:won}.",
            "The public part was taken out; the private part is {left:won}.",
        ),
    ),
    "count_public_participant": Why(
        Said("공공 참여자 몫 제외", "Public participant removed"),
        Said(
            "공공 참여자의 몫을 뺐습니다. 남은 민간 몫: {left:won}.",
            "The shares of public participants were taken out; {left:won} remains.",
        ),
    ),
    "count_ai_share": Why(
        Said("AI 밖의 몫 제외", "Non-AI share removed"),
        Said(
            "AI에 쓰지 않는 몫을 뺐습니다.",
            "The share that is not AI was taken out.",
        ),
    ),
    "count_joint_child": Why(
        Said("공동 투자의 하위 건", "Child of a joint pledge"),
        Said(
            "공동 투자 {parent}에서 지분으로 집계하므로 여기서는 세지 않습니다.",
            "Counted through the shares of the joint pledge {parent}, not here.",
        ),
    ),
    "count_part_of": Why(
        Said("다른 계획의 일부", "Part of another plan"),
        Said(
            "{parent} 금액에 들어 있어 다시 세지 않습니다.",
            "Contained in {parent}, so not counted again.",
        ),
    ),
    "count_overlap": Why(
        Said("중복 가능", "Possible duplicate"),
        Said(
            "{kept}와(과) 같은 투자일 수 있어 한 번만 셉니다(중복 확인 키: {key}).",
            "Possibly the same investment as {kept}; one of them counts (key: {key}).",
        ),
    ),
    "count_out_of_window": Why(
        Said("대상 기간 밖", "Outside the window"),
        Said(
            "2024~2027년 밖의 금액입니다.",
            "Outside 2024–2027.",
        ),
    ),
    "count_unallocated": Why(
        Said("연도 미정", "Years not stated"),
        Said(
            "연도별 금액이 없고 기간({start}~{end})이 모두 2024~2027년에 들지 않아 "
            "배정하지 않았습니다.",
            "No yearly amounts, and the period ({start}–{end}) does not lie wholly in 2024–2027.",
        ),
    ),
    "count_stage_closed": Why(
        Said("끝난 계획", "Closed stage"),
        Said(
            "{stage:word} 단계의 금액은 집계하지 않습니다.",
            "Money in the stage “{stage:word}” does not count.",
        ),
    ),
    "count_deferred": Why(
        Said("연기된 계획", "Deferred"),
        Said(
            "연기되어 새 날짜가 정해질 때까지 집계하지 않습니다.",
            "Deferred: does not count until a new date is set.",
        ),
    ),
    "count_net_public": Why(
        Said("순액: 보조금·공공 출자", "Net: grants and public equity"),
        Said(
            "재원 가운데 보조금과 공공 출자를 비율대로 뺐습니다. 민관 합작의 공공 부담액과 "
            "공공 참여자의 몫은 총액에서 이미 빠져 다시 빼지 않습니다.",
            "Grants and public equity among the sources were taken out in proportion; what public "
            "partners and participants put in is out of the headline and is not taken twice.",
        ),
    ),
    "count_net_loan": Why(
        Said("순액: 정책융자", "Net: policy loans"),
        Said(
            "재원 가운데 갚지 않은 정책융자를 비율대로 뺐습니다. 등록된 융자에서 이미 갚은 몫은 "
            "민간 돈이므로 빼지 않습니다.",
            "Policy loans that are not repaid were taken out in proportion; what was repaid of a "
            "registered loan is private money.",
        ),
    ),
    "count_fund_commitments": Why(
        Said("출자 약정·결성액", "Commitments and fund size"),
        Said(
            "펀드에 모은 돈입니다. 투자받은 기업에서만 한 번 집계합니다.",
            "Money collected in funds; it counts once, at the investee.",
        ),
    ),
    "count_fund_unknown": Why(
        Said("출자자 미상 몫 제외", "Unknown investors removed"),
        Said(
            "공공인지 민간인지 알 수 없는 출자자의 몫을 뺐습니다. 남은 몫: {left:won}. "
            "출자 약정을 등록하면 그만큼 집계합니다.",
            "The part of investors not known as public or private was taken out; "
            "{left:won} remains. Registered commitments make it count.",
        ),
    ),
    "count_fund_public": Why(
        Said("펀드의 공공 몫 제외", "Public share of the fund removed"),
        Said(
            "출자 단계를 거슬러 올라가 공공 출자의 몫을 비율대로 뺐습니다. "
            "남은 민간 몫: {left:won}.",
            "The public share along the chain of funds was taken out pro rata; "
            "the private part is {left:won}.",
        ),
    ),
    "count_investee_pledged": Why(
        Said("투자받은 기업의 계획과 중복", "Pledged by the investee already"),
        Said(
            "투자받은 기업이 같은 해에 등록한 투자계획({codes})이 이미 집계되어 그만큼 뺐습니다.",
            "The investee's own pledges of the year ({codes}) count already; so much was taken "
            "out.",
        ),
    ),
}

LINES = {
    "intent": Said("의향", "Intent"),
    "announced": Said("발표", "Announced"),
    "firm": Said("확정", "Firm"),
    "realised": Said("집행", "Realised"),
    "through_funds": Said("펀드를 거친 투자", "Through funds"),
}
"""The four lines that are always shown together, and the line of the funds beside them."""

EFFECTS = {
    "committed": Said("출자 약정(펀드끼리의 출자 제외)", "Committed by investors (not by funds)"),
    "invested": Said("펀드 투자(합)", "Invested by funds (sum)"),
    "loan_face": Said("융자액(액면)", "Loans at face value"),
    "disbursed": Said("융자 지급", "Loans paid out"),
    "outstanding": Said("융자 잔액", "Loans outstanding"),
    "overdue": Said("융자 연체", "Loans overdue"),
    "tax_declared": Said("신고한 공제세액", "Credits as declared"),
    "tax_worked": Said("계산한 공제세액", "Credits as worked out"),
    "counted_records": Said("집계하는 건", "Records counted"),
    "counted_investments": Said("집계하는 투자 건", "Investments counted"),
    "verified_records": Said("승인된 건", "Verified records"),
    "provisions_in_force": Said("시행 중인 조문", "Provisions in force"),
}
"""What approval may change beside them."""
