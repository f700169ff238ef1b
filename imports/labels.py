"""The words that cells use for choices: every code with its Korean and its English label."""

from collections.abc import Iterable
from enum import StrEnum
from typing import Final, Literal

from imports.target_labels import OF_TARGETS
from imports.tax_labels import TAX_LABELS
from models.financing import Finance
from models.lending import LoanFunding, LoanLedger, LoanStage, RepaymentProfile
from models.schedules.day_count import DayCount
from models.vocabulary import (
    Basis,
    BudgetAccount,
    Category,
    EvidenceGrade,
    FirmSize,
    FundForm,
    FundStage,
    InvestmentNature,
    MovementKind,
    Nature,
    Place,
    Provision,
    ProvisionStatus,
    RecordedAs,
    SpendKind,
    Stage,
    TaxTier,
    Visibility,
)

Language = Literal["ko", "en"]
Words = tuple[str, str]
"""English and Korean, in this order, as in every column."""

FLAG: Final[dict[bool, Words]] = {True: ("Yes", "예"), False: ("No", "아니요")}

_STAGES: Final = {
    "intent": ("Intent", "의향"),
    "announced": ("Announced", "발표"),
    "firm": ("Firm", "확정"),
    "executing": ("Executing", "집행 중"),
    "completed": ("Completed", "완료"),
    "deferred": ("Deferred", "연기"),
    "cancelled": ("Cancelled", "취소"),
    "superseded": ("Superseded", "대체됨"),
    "lapsed": ("Lapsed", "기한 경과"),
    "disputed": ("Disputed", "다툼 있음"),
}
_CATEGORIES: Final = {
    "data_centre": ("Data centre", "데이터센터"),
    "compute": ("Compute (GPU, servers)", "연산자원(GPU·서버)"),
    "semiconductor": ("Semiconductor", "반도체"),
    "model": ("Models and services", "모델·서비스"),
    "network": ("Network", "네트워크"),
    "cloud": ("Cloud", "클라우드"),
    "robotics": ("Robotics", "로봇"),
    "rnd_talent": ("R&D and talent", "연구개발·인력"),
    "equity": ("Equity raised by AI firms", "AI 기업 지분투자"),
    "other_ai": ("Other AI", "기타 AI"),
    "mixed": ("Mixed", "혼합"),
    "not_ai": ("Not AI", "AI 아님"),
}
_NATURES: Final = {
    "investment": ("Investment", "투자"),
    "aggregate": ("Aggregate of several firms", "여러 기업 합계"),
    "rumour": ("Rumour", "미확인 보도"),
    "orders_target": ("Orders target", "수주 목표"),
    "fundraising": ("Own fundraising target", "자금 조달 목표"),
    "equity_round": ("Equity round", "투자 유치"),
    "fund": ("Fund", "펀드"),
    "acquisition": ("Acquisition", "인수·합병"),
    "land": ("Land alone", "토지만"),
    "intra_group": ("Within the group", "계열사 간 거래"),
    "secondary": ("Secondary purchase", "구주 매입"),
    "lease": ("Lease of another's capacity", "타사 설비 임차"),
    "public_money": ("Public money", "공공 자금"),
}
_LOAN_STAGES: Final = {
    "programme": ("Programme", "사업"),
    "applied": ("Applied", "신청"),
    "approved": ("Approved", "승인"),
    "effective": ("Effective", "약정 발효"),
    "disbursing": ("Disbursing", "집행 중"),
    "disbursed": ("Disbursed", "집행 완료"),
    "repaying": ("Repaying", "상환 중"),
    "in_arrears": ("In arrears", "연체"),
    "rescheduled": ("Rescheduled", "상환 조정"),
    "written_off": ("Written off", "상각"),
    "closed": ("Closed", "종결"),
}
_MOVEMENTS: Final = {
    "actual": ("Actual", "집행"),
    "refund": ("Refund", "환급"),
    "adjustment": ("Adjustment", "정정"),
    "call": ("Capital call", "출자 요청"),
    "paid_in": ("Paid in", "출자금 납입"),
    "disbursement": ("Disbursement", "지급"),
    "distribution": ("Distribution", "배분"),
    "repayment": ("Repayment", "상환"),
    "prepayment": ("Prepayment", "조기 상환"),
    "fee": ("Fee", "수수료"),
    "rate_change": ("Change of rate", "금리 변경"),
    "reschedule": ("Rescheduling", "상환 일정 조정"),
    "write_off": ("Write-off", "대손 상각"),
    "recovery": ("Recovery after write-off", "상각 뒤 회수"),
    "balance": ("Quarterly balance", "분기 잔액"),
}
_FIRM_SIZES: Final = {
    "sme": ("SME", "중소기업"),
    "graduated": ("Left SME, up to 3 years", "중소기업 졸업 3년 이내"),
    "graduated_late": ("Left SME, 4 to 5 years", "중소기업 졸업 4~5년"),
    "mid": ("Mid-size", "중견기업"),
    "mid_large": ("Mid-size and large", "중견·대기업"),
    "large": ("Large", "대기업"),
    "corporation": ("Corporation", "법인"),
    "all": ("All", "전체"),
}
_FUND_FORMS: Final = {
    "programme": ("Programme", "사업"),
    "fund_of_funds": ("Fund of funds", "모태펀드"),
    "fund": ("Fund", "펀드"),
    "direct": ("Direct investment", "직접투자"),
    "indirect": ("Indirect investment", "간접투자"),
    "equity": ("Equity", "지분투자"),
    "procurement": ("Procurement", "조달"),
    "register": ("Register", "등록부"),
}

LABELS: Final[dict[type[StrEnum], dict[str, Words]]] = {
    Stage: _STAGES,
    Category: _CATEGORIES,
    Nature: _NATURES,
    LoanStage: _LOAN_STAGES,
    MovementKind: _MOVEMENTS,
    FirmSize: _FIRM_SIZES,
    FundForm: _FUND_FORMS,
    InvestmentNature: {
        "primary": ("New shares", "신주 투자"),
        "secondary": ("Existing shares", "구주 매입"),
        "fund": ("Into another fund", "다른 펀드 출자"),
    },
    Finance: {
        "own_funds": ("Own funds", "자기자금"),
        "debt": ("Debt", "차입"),
        "private_equity": ("Equity", "출자(민간)"),
        "public_grant": ("Public grant", "보조금"),
        "public_equity": ("Public equity", "공공 출자"),
        "policy_loan": ("Policy loan", "정책융자"),
        "credit_guarantee": ("Guarantee (not money)", "보증(돈이 아님)"),
    },
    BudgetAccount: {
        "general_account": ("General account", "일반회계"),
        "special_account": ("Special account", "특별회계"),
        "public_fund": ("Public fund", "기금"),
    },
    EvidenceGrade: {
        "A": ("A audited", "A 감사받음"),
        "B": ("B filing", "B 공시"),
        "C": ("C company statement", "C 기업 진술"),
        "D": ("D press", "D 언론"),
    },
    Place: {
        "korea": ("Korea", "국내"),
        "abroad": ("Abroad", "국외"),
        "mixed": ("Korea and abroad", "국내외"),
    },
    SpendKind: {
        "capital": ("Capital", "자본지출"),
        "current": ("Current", "경상지출"),
        "mixed": ("Mixed", "혼합"),
    },
    Visibility: {
        "public": ("Public", "공개"),
        "officials": ("Officials only", "공무원만"),
        "embargoed": ("Embargoed until a date", "공개 예정일까지 비공개"),
    },
    RecordedAs: {
        "period": ("Amount of the period", "기간 금액"),
        "running_total": ("Running total", "누계"),
    },
    Basis: {"cash": ("Cash", "현금"), "accrual": ("Accrual", "발생")},
    FundStage: {
        "planned": ("Planned", "계획"),
        "formed": ("Formed", "결성"),
        "investing": ("Investing", "투자 중"),
        "harvesting": ("Harvesting", "회수 중"),
        "liquidated": ("Liquidated", "청산"),
        "failed": ("Failed to form", "결성 실패"),
    },
    RepaymentProfile: {
        "equal_principal": ("Equal principal", "원금 균등"),
        "annuity": ("Equal instalments", "원리금 균등"),
        "bullet": ("Bullet", "만기 일시"),
        "bullet_capitalised": ("Bullet with interest added", "만기 일시(이자 가산)"),
        "custom": ("As stated by date", "날짜별로 정함"),
    },
    LoanFunding: {
        "budget": ("State budget", "재정(예산)"),
        "bank_account": ("The bank's own account", "은행 자체 계정"),
        "interest_subsidy": ("Interest subsidy", "이차보전"),
        "guarantee": ("Guarantee", "보증"),
    },
    LoanLedger: {
        "entries": ("Every entry, here", "건별로 여기에 적음"),
        "quarterly_balances": ("With the lender: quarterly balances", "대출 기관의 분기 잔액"),
    },
    DayCount: {
        "30/360": ("30/360", "30/360"),
        "actual/365": ("Actual/365", "실제 일수/365"),
        "actual/actual": ("Actual/actual", "실제 일수/실제 일수"),
    },
    TaxTier: {
        "national_strategic": ("National strategic technology", "국가전략기술"),
        "semiconductor": ("Semiconductor", "반도체"),
        "new_growth": ("New growth and core technology", "신성장·원천기술"),
        "general": ("General", "일반"),
        "other": ("Other", "기타"),
    },
    Provision: {
        "rnd_credit": ("R&D credit", "연구개발비 세액공제"),
        "investment_credit": ("Investment credit", "통합투자세액공제"),
        "temporary_investment_credit": ("Temporary investment credit", "임시투자세액공제"),
        "equity_credit": ("Equity credit", "출자 세액공제"),
        "rule": ("Rule", "규정"),
    },
    ProvisionStatus: {
        "in_force": ("In force", "시행"),
        "expired": ("Expired", "종료"),
        "superseded": ("Superseded", "대체됨"),
        "proposed": ("Proposed", "검토 중"),
    },
    **TAX_LABELS,
    **OF_TARGETS,
}


def label(member: StrEnum | bool, language: Language) -> str:
    """Say a choice in one language."""
    english, korean = words_of(member)
    return korean if language == "ko" else english


def words_of(member: StrEnum | bool) -> Words:
    """A choice in English and Korean."""
    return FLAG[member] if isinstance(member, bool) else LABELS[type(member)][member.value]


def by_word(members: Iterable[StrEnum]) -> dict[str, StrEnum]:
    """Every word that a cell may use, folded: code, Korean label, English label."""
    found: dict[str, StrEnum] = {}
    for member in members:
        for word in (member.value, *LABELS[type(member)][member.value]):
            found[fold(word)] = member
    return found


def fold(word: str) -> str:
    """A word without case, spaces and joining marks, so that small differences do not matter."""
    return "".join(mark for mark in word.casefold() if mark.isalnum() or mark == "&")
