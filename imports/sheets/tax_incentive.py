"""The workbook of tax incentives: dated provisions with their rates."""

from dataclasses import replace
from datetime import date
from typing import Final

from imports.columns import DAY, LONG_TEXT, SHARE, TEXT, Column, SheetSpec, choice
from imports.sheets import shared
from models.vocabulary import FirmSize, Provision, ProvisionStatus, TaxTier

NAME: Final = "TaxIncentives"

COLUMNS: Final = (
    shared.REFERENCE,
    shared.FILER,
    replace(shared.TITLE, example="통합투자세액공제(작성 예)"),
    Column(
        "article",
        ("Article", "조문"),
        TEXT,
        ("Article of the act.", "법 조문입니다."),
        required=True,
        example="제24조",
    ),
    Column(
        "provision",
        ("Provision", "제도"),
        choice(Provision, 22),
        ("What it grants.", "제도의 종류를 고릅니다."),
        required=True,
        example=Provision.INVESTMENT_CREDIT,
    ),
    Column(
        "tier",
        ("Tier", "기술 구분"),
        choice(TaxTier),
        ("Technology tier.", "기술 구분을 고릅니다."),
        example=TaxTier.GENERAL,
    ),
    Column(
        "firm_size",
        ("Firm size", "기업 규모"),
        choice(FirmSize, 22),
        ("As the provision divides firms.", "조문이 나누는 기업 규모입니다."),
        required=True,
        example=FirmSize.LARGE,
    ),
    Column(
        "rate_ppm",
        ("Rate", "공제율"),
        SHARE,
        ("Percent; empty when there is no single rate.", "하나로 정해지지 않았으면 비웁니다."),
        example=10_000,
    ),
    Column(
        "rate_text",
        ("Rate as stated", "공제율 원문"),
        TEXT,
        ("The words of the source.", "출처에 적힌 그대로 옮깁니다."),
    ),
    Column(
        "extra_rule",
        ("Additional rule", "추가 공제"),
        LONG_TEXT,
        ("Additional credit.", "추가 공제 규정입니다."),
    ),
    Column("cap_rule", ("Cap", "한도"), LONG_TEXT, ("Cap of the credit.", "공제 한도 규정입니다.")),
    Column(
        "effective_from",
        ("Effective from", "시행일"),
        DAY,
        ("First day.", "시행 첫날입니다."),
        example=date(2026, 1, 1),
    ),
    Column("effective_to", ("Effective to", "종료일"), DAY, ("Last day.", "시행 마지막 날입니다.")),
    Column(
        "effective_text",
        ("Dates as stated", "시행 기간 원문"),
        TEXT,
        ("The words of the source.", "출처에 적힌 그대로 옮깁니다."),
    ),
    Column(
        "status",
        ("Status", "상태"),
        choice(ProvisionStatus),
        ("A proposed provision counts nowhere.", "검토 중인 제도는 어디에도 세지 않습니다."),
        required=True,
        example=ProvisionStatus.IN_FORCE,
    ),
    replace(shared.AMOUNT, header=("Tax expenditure", "조세지출액")),
    shared.AMOUNT_TEXT,
    shared.CURRENCY,
    shared.FOREIGN_AMOUNT,
    shared.ANNOUNCED_ON,
    shared.KNOWN_ON,
    *shared.CLOSING,
)

SHEETS: Final = (SheetSpec(NAME, ("Tax incentives", "조세특례"), COLUMNS),)
