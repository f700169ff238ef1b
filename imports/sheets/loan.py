"""The workbook of policy loans: programmes and loans, and the money that moved."""

from dataclasses import replace
from typing import Final

from imports.columns import COUNT, FLAG, SHARE, TEXT, Column, SheetSpec, choice
from imports.sheets import shared
from models.vocabulary import Kind, LoanStage, RepaymentProfile

NAME: Final = "Loans"

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
    Column("lender", ("Lender", "대출 기관"), TEXT, ("Who lends.", "빌려주는 곳입니다.")),
    Column("beneficiary", ("Borrower", "차입자"), TEXT, ("Who borrows.", "빌리는 곳입니다.")),
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

SHEETS: Final = (
    SheetSpec(NAME, ("Loans", "융자"), COLUMNS),
    shared.movements(Kind.LOAN, "Movements", ("Movements", "자금 흐름"), NAME),
)
