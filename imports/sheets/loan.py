"""The workbook of policy loans: terms, tranches, the ledger, and balances of the lender."""

from dataclasses import replace
from datetime import date
from typing import Final

from imports.columns import (
    COUNT,
    DAY,
    FLAG,
    SHARE,
    SIGNED_WON,
    TEXT,
    WON,
    Codec,
    Column,
    SheetSpec,
    choice,
)
from imports.labels import Words
from imports.sheets import shared
from models.kinds import KINDS
from models.lending import LoanFunding, LoanLedger, LoanStage, RepaymentProfile
from models.schedules.day_count import DayCount
from models.vocabulary import Kind, MovementKind

NAME: Final = "Loans"


def _day(field: str, header: Words, hint: Words) -> Column:
    return Column(field, header, DAY, hint)


def _percent(field: str, header: Words, hint: Words) -> Column:
    return Column(field, header, SHARE, hint)


def _won(field: str, header: Words, hint: Words, codec: Codec = WON) -> Column:
    return Column(field, header, codec, hint)


COLUMNS: Final = (
    shared.REFERENCE,
    shared.FILER,
    replace(shared.TITLE, example="AI 설비 저리융자(작성 예)"),
    Column(
        "stage",
        ("Stage", "단계"),
        choice(LoanStage),
        ("A programme is not a loan.", "사업은 개별 융자가 아닙니다."),
        required=True,
        example=LoanStage.APPROVED,
    ),
    replace(shared.AMOUNT, example=30_000_000_000),
    replace(shared.AMOUNT_TEXT, example="300억원"),
    shared.CURRENCY,
    shared.FOREIGN_AMOUNT,
    Column(
        "funding",
        ("Funding", "재원"),
        choice(LoanFunding, 20),
        (
            "Whose money it is: only the budget is a direct fiscal cost.",
            "누구의 돈인지 고릅니다. 예산만 직접 재정 부담입니다.",
        ),
        example=LoanFunding.BUDGET,
    ),
    Column(
        "ledger",
        ("Ledger", "원장"),
        choice(LoanLedger, 24),
        (
            "Where the lender keeps the ledger, file quarterly balances; entries when empty.",
            "대출 기관이 원장을 가지고 있으면 분기 잔액만 냅니다. 비우면 건별입니다.",
        ),
    ),
    Column("lender", ("Lender", "대출 기관"), TEXT, ("Who lends.", "빌려주는 곳입니다.")),
    Column("beneficiary", ("Borrower", "차입자"), TEXT, ("Who borrows.", "빌리는 곳입니다.")),
    _day("applied_on", ("Applied on", "신청일"), ("Day of the application.", "신청한 날입니다.")),
    _day("approved_on", ("Approved on", "승인일"), ("Day of the approval.", "승인한 날입니다.")),
    _day(
        "effective_on",
        ("Effective on", "약정 발효일"),
        (
            "Day from which money may be drawn; the schedule begins here.",
            "돈을 찾을 수 있게 된 날입니다. 지급 전에는 이 날부터 상환표를 만듭니다.",
        ),
    ),
    Column(
        "rate_ppm",
        ("Interest rate", "금리"),
        SHARE,
        ("Percent a year; empty when not stated.", "연 이율입니다. 모르면 비웁니다."),
        example=20_000,
    ),
    Column(
        "rate_text",
        ("Rate as stated", "금리 원문"),
        TEXT,
        ("The words of the source.", "출처에 적힌 그대로 옮깁니다."),
    ),
    Column(
        "market_rate_ppm",
        ("Market rate", "시장 금리"),
        SHARE,
        ("Percent a year without the programme.", "정책이 없을 때의 연 이율입니다."),
    ),
    _percent(
        "subsidy_ppm",
        ("Interest paid by the state", "이차보전율"),
        (
            "Points a year; only for interest subsidy.",
            "나라가 대신 내는 연 이율입니다. 이차보전일 때에만 적습니다.",
        ),
    ),
    _percent(
        "guaranteed_ppm",
        ("Guaranteed part", "보증 비율"),
        ("Only for guarantees.", "보증하는 비율입니다. 보증일 때에만 적습니다."),
    ),
    Column(
        "maturity_months",
        ("Maturity (months)", "만기(개월)"),
        COUNT,
        ("Months.", "개월 수입니다."),
        example=120,
    ),
    Column(
        "grace_months",
        ("Grace (months)", "거치(개월)"),
        COUNT,
        ("Months without principal.", "원금을 갚지 않는 개월 수입니다."),
        example=36,
    ),
    Column(
        "interest_grace_months",
        ("Interest grace (months)", "이자 유예(개월)"),
        COUNT,
        (
            "Months whose interest is due after them.",
            "이 개월 수의 이자는 유예가 끝난 첫 상환일에 냅니다.",
        ),
    ),
    Column(
        "tenor_text",
        ("Tenor as stated", "기간 원문"),
        TEXT,
        ("The words of the source.", "출처에 적힌 그대로 옮깁니다."),
    ),
    Column(
        "payments_per_year",
        ("Payments a year", "연 상환 횟수"),
        COUNT,
        ("1 to 12.", "1에서 12 사이입니다."),
        example=2,
    ),
    _day(
        "first_due_on",
        ("First due date", "첫 상환일"),
        (
            "One period after the first payment when empty.",
            "비우면 첫 지급일에서 한 주기 뒤입니다.",
        ),
    ),
    Column(
        "day_count",
        ("Day count", "일수 계산"),
        choice(DayCount),
        ("How days become years.", "이자를 날수로 세는 방법입니다."),
        example=DayCount.ACTUAL_365,
    ),
    Column(
        "profile",
        ("Repayment", "상환 방식"),
        choice(RepaymentProfile, 20),
        ("How principal is repaid.", "원금을 갚는 방식입니다."),
        example=RepaymentProfile.EQUAL_PRINCIPAL,
    ),
    Column(
        "is_constrained",
        ("Credit-constrained", "자금 제약"),
        FLAG,
        (
            "Whether the borrower could not borrow elsewhere; empty when not known.",
            "다른 곳에서 빌릴 수 없었는지 적습니다. 모르면 비웁니다.",
        ),
    ),
    *shared.PERIOD_YEARS,
    shared.ANNOUNCED_ON,
    shared.KNOWN_ON,
    shared.PART_OF,
    *shared.CLOSING,
)

TRANCHE: Final = Column(
    "tranche",
    ("Tranche", "지급 차수"),
    TEXT,
    (
        "Your own number of the tranche; payments name it.",
        "제출자가 붙인 지급 차수입니다. 지급 기록에서 이 번호를 씁니다.",
    ),
)

TRANCHES: Final = (
    shared.child_reference(NAME),
    replace(TRANCHE, required=True, example="1"),
    replace(
        shared.AMOUNT,
        header=("Amount", "지급 예정액"),
        hint=("What is to be paid out, in won.", "지급하기로 한 금액입니다."),
        required=True,
        example=10_000_000_000,
    ),
    replace(
        _day("planned_on", ("Planned on", "지급 예정일"), ("Planned day.", "지급할 날입니다.")),
        example=date(2026, 7, 15),
    ),
)

INSTALMENTS: Final = (
    shared.child_reference(NAME),
    replace(
        _day("due_on", ("Due on", "상환일"), ("A due date.", "원금을 갚는 날입니다.")),
        required=True,
    ),
    replace(
        _won("principal_won", ("Principal", "원금"), ("Due on that day.", "그날 갚는 원금입니다.")),
        required=True,
    ),
)

CORRECTS: Final = Column(
    "corrects",
    ("Corrects entry", "고치는 건 번호"),
    TEXT,
    (
        "For an adjustment, or where this row replaces an earlier one of its kind.",
        "정정이거나, 같은 구분의 앞선 건을 이 건으로 바꿀 때 그 건 번호를 적습니다.",
    ),
)

LEDGER: Final = (
    TRANCHE,
    _won(
        "principal_won",
        ("Principal", "원금"),
        ("Part of a repayment.", "상환액 가운데 원금입니다. 정정은 늘고 준 만큼 적습니다."),
        SIGNED_WON,
    ),
    _won(
        "interest_won",
        ("Interest", "이자"),
        ("Part of a repayment.", "상환액 가운데 이자입니다."),
        SIGNED_WON,
    ),
    _won(
        "penalty_won",
        ("Interest on arrears", "연체 이자"),
        ("Part of a repayment.", "상환액 가운데 연체 이자입니다."),
        SIGNED_WON,
    ),
    _percent(
        "rate_ppm",
        ("Interest rate", "금리"),
        (
            "For a change of rate or a rescheduling: the rate that holds from that day.",
            "금리 변경이나 상환 일정 조정일 때, 그날부터의 연 이율입니다.",
        ),
    ),
    _day(
        "first_due_on",
        ("First due date", "첫 상환일"),
        ("For a rescheduling.", "상환 일정 조정일 때, 새 일정의 첫 상환일입니다."),
    ),
    Column(
        "periods",
        ("Due dates", "상환 횟수"),
        COUNT,
        (
            "For a rescheduling: how many from now on.",
            "상환 일정 조정일 때, 남은 상환 횟수입니다.",
        ),
    ),
    Column(
        "grace_periods",
        ("Due dates without principal", "거치 횟수"),
        COUNT,
        ("For a rescheduling.", "상환 일정 조정일 때, 이자만 내는 횟수입니다."),
    ),
    CORRECTS,
)

BALANCES: Final = (
    _won(
        "disbursed_won",
        ("Paid out so far", "지급 누계"),
        (
            "Running total, with interest that was added to the principal.",
            "처음부터의 누계입니다. 원금에 더한 이자도 넣습니다.",
        ),
    ),
    _won(
        "repaid_won",
        ("Principal repaid so far", "원금 상환 누계"),
        ("Running total.", "처음부터의 누계입니다."),
    ),
    _won(
        "written_off_won",
        ("Written off so far", "상각 누계"),
        ("Running total; nothing when empty.", "처음부터의 누계입니다. 비우면 없습니다."),
    ),
    _won(
        "interest_won",
        ("Interest", "이자"),
        ("Received so far, a running total.", "받은 이자의 누계입니다."),
    ),
    _won(
        "overdue_won",
        ("Overdue", "연체액"),
        (
            "Principal and interest overdue at the end of the quarter.",
            "분기 말에 연체된 원금과 이자입니다.",
        ),
    ),
    _day(
        "overdue_since",
        ("Overdue since", "연체 시작일"),
        ("Due date of the oldest unpaid part.", "가장 오래 밀린 돈의 상환일입니다."),
    ),
    CORRECTS,
)

_KEPT_HERE: Final = tuple(
    kind for kind in KINDS[Kind.LOAN].movements if kind is not MovementKind.BALANCE
)

SHEETS: Final = (
    SheetSpec(NAME, ("Loans", "융자"), COLUMNS),
    SheetSpec("Tranches", ("Tranches", "지급 차수"), TRANCHES, fills="tranches"),
    SheetSpec("Instalments", ("Instalments", "날짜별 원금"), INSTALMENTS, fills="instalments"),
    shared.movements(Kind.LOAN, "Movements", ("Movements", "자금 흐름"), NAME, LEDGER, _KEPT_HERE),
    shared.movements(
        Kind.LOAN,
        "Balances",
        ("Quarterly balances", "분기 잔액"),
        NAME,
        BALANCES,
        (MovementKind.BALANCE,),
    ),
)
