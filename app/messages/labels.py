"""What the codes of the register are called, list by list, as (Korean, English).

Choices that a workbook cell may hold are named once, in ``imports.labels``, so that pages and
workbooks use the same word for the same thing; the rest is named here.
"""

from collections.abc import Mapping
from enum import StrEnum

from app.messages.names import NAMES
from app.messages.tax_words import PARAMETERS, STAGES
from imports.labels import LABELS as OF_CELLS
from models.lending import ArrearsClass, DiscountPurpose, SubsidyPart
from models.overdue_words import Outcome, OverdueRule, Standing
from models.party_words import Part
from models.period_words import Filing, PeriodAction, PeriodState
from models.tax_vocabulary import ClaimStage, TaxParameter
from models.vocabulary import (
    AiShare,
    CostPart,
    CountingBasis,
    Dimension,
    ForeignParent,
    Kind,
    Measure,
    Origin,
    PartyKind,
    Region,
    Role,
    ScopeState,
    Size,
    State,
    SubmissionState,
    Verdict,
)

Pair = tuple[str, str]

_OF_PAGES: Mapping[type[StrEnum], Mapping[str, Pair]] = {
    Kind: {
        "pledge": ("투자계획", "Investment pledge"),
        "tax_incentive": ("조세지원", "Tax incentive"),
        "tax_claim": ("세액공제 신청", "Tax credit claim"),
        "fund": ("정책펀드", "Policy fund"),
        "loan": ("정책융자", "Policy loan"),
    },
    State: {
        "draft": ("작성 중", "Draft"),
        "at_company": ("회사 내 확인 대기", "Waiting inside the company"),
        "submitted": ("제출됨", "Submitted"),
        "in_review": ("검토 중", "In review"),
        "returned": ("보완 요청", "Returned"),
        "verified": ("승인됨", "Verified"),
        "certified": ("자료 확정", "Certified"),
        "superseded": ("이전 판", "Earlier version"),
        "withdrawn": ("철회됨", "Withdrawn"),
    },
    Size: {
        "large": ("대기업", "Large"),
        "mid": ("중견기업", "Mid-size"),
        "sme": ("중소기업", "SME"),
        "startup": ("창업기업", "Start-up"),
    },
    PartyKind: {
        "company": ("기업", "Company"),
        "group": ("기업집단", "Group"),
        "consortium": ("컨소시엄", "Consortium"),
        "fund": ("펀드", "Fund"),
        "bank": ("은행", "Bank"),
        "public_body": ("공공기관", "Public body"),
    },
    Role: {
        "official": ("담당 공무원", "Official"),
        "economist": ("경제 분석 담당자", "Economist"),
        "company": ("기업 담당자", "Company"),
        "auditor": ("감사 담당자", "Auditor"),
        "administrator": ("관리자", "Administrator"),
    },
    SubmissionState: {
        "uploaded": ("제출 전", "Uploaded"),
        "applied": ("접수됨", "Received"),
        "verified": ("승인됨", "Verified"),
        "withdrawn": ("철회됨", "Withdrawn"),
    },
    Verdict: {
        "same": ("같은 투자", "Same investment"),
        "different": ("다른 투자", "Different investments"),
        "part_of": ("한쪽이 다른 쪽의 일부", "One is part of the other"),
    },
    CountingBasis: {
        "headline": ("총액 기준", "Headline basis"),
        "net": ("순액 기준", "Net basis"),
        "net_grants": ("순액 기준(정책융자는 빼지 않음)", "Net of grants, policy loans left in"),
    },
    CostPart: {
        "loan_subsidy": ("정책융자의 재정 보조(현재가치)", "Loan subsidy (present value)"),
        "tax_expenditure": ("조세지출", "Tax expenditure"),
        "fund_share": ("펀드 투자의 공공 몫", "Public share of fund investments"),
    },
    ArrearsClass: {
        "current": ("연체 없음", "Not overdue"),
        "days_1_30": ("1~30일", "1–30 days"),
        "days_31_90": ("31~90일", "31–90 days"),
        "days_91_180": ("91~180일", "91–180 days"),
        "days_over_180": ("180일 초과", "Over 180 days"),
    },
    DiscountPurpose: {
        "treasury": ("재정 할인율", "Treasury rate"),
        "lender_ordinary": ("대출 기관의 일반 금리", "Lender's ordinary rate"),
        "imf_world_bank": ("IMF·세계은행(국제 비교)", "IMF and World Bank (comparison)"),
        "oecd_dac": ("OECD DAC(국제 비교)", "OECD DAC (comparison)"),
    },
    SubsidyPart: {
        "paid_out": ("지급", "Paid out"),
        "service": ("원리금 상환", "Debt service"),
        "recovered": ("부도 뒤 회수", "Recovered after default"),
        "fees": ("수수료", "Fees"),
        "interest_support": ("이차보전", "Interest paid by the state"),
        "guarantee_calls": ("보증 이행", "Guarantee calls"),
    },
    Part: {
        "files": ("제출", "Files it"),
        "participates": ("참여", "Takes part"),
        "invests_in_fund": ("출자자", "Investor"),
        "received_fund_money": ("투자받음", "Investee"),
        "lends": ("대출 기관", "Lender"),
        "operates": ("운용", "Operator"),
        "benefits": ("지원 대상", "Beneficiary"),
    },
    OverdueRule: {
        "overdue_line": ("연도가 지났는데 집행이 모자람", "Year is over, spending is short"),
        "end_without_evidence": ("증빙 없이 기간이 끝남", "Ended without evidence"),
        "deferral_over": ("연기한 날짜도 지남", "The new date is over too"),
        "deferral_undated": ("연기했으나 새 날짜가 없음", "Deferred without a new date"),
    },
    Outcome: {
        "defer": ("새 날짜로 연기", "Defer to a new date"),
        "lapse": ("기한 경과로 처리", "Mark as lapsed"),
    },
    Standing: {
        "undecided": ("판단 전", "Undecided"),
        "change_waiting": ("변경 요청 중", "A change waits"),
        "dismissed": ("제외함", "Put aside"),
    },
    Measure: {
        "intent": ("의향", "Intent"),
        "announced": ("발표", "Announced"),
        "firm": ("확정", "Firm"),
        "realised": ("집행", "Realised"),
        "remaining": ("남은 확정", "Remaining firm"),
        "progress": ("진척", "Progress"),
        "over_delivery": ("초과 집행", "Over-delivery"),
    },
    Dimension: {
        "year": ("연도", "Year"),
        "category": ("분야", "Category"),
        "region": ("지역", "Region"),
        "size": ("기업 규모", "Firm size"),
        "investor": ("투자자 유형", "Investor kind"),
        "origin": ("국내·외국계", "Domestic or foreign"),
        "spend_kind": ("지출 성격", "Expenditure kind"),
    },
    Origin: {
        "domestic": ("국내", "Domestic"),
        "foreign": ("외국계", "Foreign parent"),
    },
    ForeignParent: {
        "counted": ("집계함", "Counted"),
        "left_out": ("집계하지 않음", "Left out"),
    },
    AiShare: {
        "stated": ("적힌 비율만", "Stated share only"),
        "whole": ("비율이 없으면 전액", "All of it where no share is stated"),
    },
    PeriodState: {
        "planned_period": ("열기 전", "Planned"),
        "open_period": ("열림", "Open"),
        "closed_period": ("마감됨", "Closed"),
        "published_period": ("발행됨", "Published"),
    },
    PeriodAction: {
        "open": ("열기", "Open"),
        "close": ("마감", "Close"),
        "publish": ("발행", "Publish"),
        "retract": ("발행 취소", "Take back publication"),
        "reopen": ("마감 취소", "Open again"),
    },
    Filing: {
        "filed": ("제출함", "Filed"),
        "filed_unchecked": ("제출함(승인 전)", "Filed, not verified"),
        "no_change": ("변동 없음", "No change"),
        "no_change_unchecked": ("변동 없음(승인 전)", "No change, not verified"),
        "missing_filing": ("미제출", "Not filed"),
    },
    ScopeState: {
        "waiting": ("확인 대기", "Waiting"),
        "confirmed": ("확인됨", "Confirmed"),
        "declined": ("거절됨", "Declined"),
    },
    ClaimStage: STAGES,
    TaxParameter: PARAMETERS,
    Region: {
        "seoul": ("서울", "Seoul"),
        "busan": ("부산", "Busan"),
        "daegu": ("대구", "Daegu"),
        "incheon": ("인천", "Incheon"),
        "gwangju": ("광주", "Gwangju"),
        "daejeon": ("대전", "Daejeon"),
        "ulsan": ("울산", "Ulsan"),
        "sejong": ("세종", "Sejong"),
        "gyeonggi": ("경기", "Gyeonggi"),
        "gangwon": ("강원", "Gangwon"),
        "chungbuk": ("충북", "Chungbuk"),
        "chungnam": ("충남", "Chungnam"),
        "jeonbuk": ("전북", "Jeonbuk"),
        "jeonnam": ("전남", "Jeonnam"),
        "gyeongbuk": ("경북", "Gyeongbuk"),
        "gyeongnam": ("경남", "Gyeongnam"),
        "jeju": ("제주", "Jeju"),
        "several_regions": ("여러 지역", "Several regions"),
    },
}

LABELS: Mapping[type[StrEnum], Mapping[str, Pair]] = {
    **_OF_PAGES,
    **{
        members: {value: (korean, english) for value, (english, korean) in words.items()}
        for members, words in OF_CELLS.items()
    },
}

WORDS: Mapping[str, Pair] = {
    value: pair
    for labels in (NAMES, *reversed(list(LABELS.values())))
    for value, pair in labels.items()
}
"""Codes whose list is not said; where two lists share a code the earlier list names it."""
