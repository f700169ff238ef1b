"""The workbook of tax credit claims: claims, support behind them, earlier credits, clawbacks."""

from dataclasses import replace
from datetime import date
from typing import Final

from imports.columns import DAY, FLAG, TEXT, WON, YEAR, Codec, Column, SheetSpec, choice
from imports.labels import Words
from imports.sheets import shared
from models.tax_claim import CREDITS, SIZES
from models.tax_vocabulary import AssetKind, ClaimBasis, ClawbackCause, Site, SupportItem
from models.vocabulary import Provision, TaxTier

NAME: Final = "TaxClaims"
EOK: Final = 10**8


def _won(
    field: str, header: Words, hint: Words, example: int | None = None, *, required: bool = False
) -> Column:
    return Column(field, header, WON, hint, required=required, example=example)


def _fact(field: str, header: Words, hint: Words) -> Column:
    return Column(field, header, FLAG, hint)


def _choice(field: str, header: Words, codec: Codec, hint: Words, example: object) -> Column:
    return Column(field, header, codec, hint, required=True, example=example)


PROVISION: Final = _choice(
    "provision",
    ("Provision", "제도"),
    choice(CREDITS, 22),
    ("What is claimed.", "신청하는 제도를 고릅니다."),
    Provision.INVESTMENT_CREDIT,
)

COLUMNS: Final = (
    shared.REFERENCE,
    shared.FILER,
    replace(shared.TITLE, example="AI 데이터센터 투자 세액공제(작성 예)"),
    Column(
        "opens_on",
        ("Tax year from", "사업연도 시작일"),
        DAY,
        ("First day of the tax year.", "사업연도의 첫날입니다."),
        required=True,
        example=date(2026, 1, 1),
    ),
    Column(
        "closes_on",
        ("Tax year to", "사업연도 종료일"),
        DAY,
        ("Last day of the tax year.", "사업연도의 마지막 날입니다."),
        required=True,
        example=date(2026, 12, 31),
    ),
    PROVISION,
    _choice(
        "tier",
        ("Tier", "기술 구분"),
        choice(TaxTier),
        ("Technology tier.", "기술 구분을 고릅니다."),
        TaxTier.NATIONAL_STRATEGIC,
    ),
    _choice(
        "firm_size",
        ("Firm size", "기업 규모"),
        choice(SIZES, 22),
        ("Of the firm in this tax year.", "이 사업연도의 기업 규모입니다."),
        SIZES[-1],
    ),
    _choice(
        "claim_basis",
        ("Ground", "제출 근거"),
        choice(ClaimBasis, 20),
        (
            "Self-declared, or taxpayer data used with consent.",
            "스스로 신고했는지, 과세정보 제공에 동의했는지 고릅니다.",
        ),
        ClaimBasis.SELF_DECLARED,
    ),
    Column(
        "consent",
        ("Consent", "동의 문서"),
        TEXT,
        ("Number of the consent, if any.", "동의에 따른 자료이면 동의 문서 번호를 적습니다."),
    ),
    replace(
        shared.AMOUNT,
        header=("Credit claimed", "신고한 공제세액"),
        hint=("As on the return; empty when not known.", "신고서에 적은 공제세액입니다."),
        example=240 * EOK,
    ),
    _won(
        "invested_won",
        ("Investment", "투자금액"),
        ("Of this tax year, before deductions.", "이 사업연도의 투자금액(차감 전)입니다."),
        1200 * EOK,
        required=True,
    ),
    *(
        _won(
            f"prior{number}_won",
            (f"Investment {number} years before", f"{number}년 전 투자금액"),
            ("0 when none; empty when not known.", "없으면 0, 모르면 비웁니다."),
            600 * EOK,
        )
        for number in (1, 2, 3)
    ),
    _won(
        "revenue_won",
        ("Revenue", "수입금액"),
        ("For R&D credits.", "연구개발비 세액공제일 때 적습니다."),
    ),
    _choice(
        "site",
        ("Site", "투자 장소"),
        choice(Site, 24),
        ("Art. 130.", "수도권과밀억제권역인지 고릅니다(제130조)."),
        Site.OUTSIDE,
    ),
    _fact(
        "since_1989",
        ("There before 1990", "1989년 이전부터 사업"),
        ("Only in the capital area.", "과밀억제권역일 때만 적습니다."),
    ),
    _fact(
        "is_expansion",
        ("Expansion", "증설투자"),
        ("Only in the capital area.", "과밀억제권역일 때만 적습니다."),
    ),
    _fact(
        "in_complex",
        ("In an industrial complex", "산업단지·공업지역"),
        ("Only in the capital area.", "과밀억제권역일 때만 적습니다."),
    ),
    _fact(
        "is_listed",
        ("Asset of the decree", "시행령이 정한 자산"),
        ("Only in the capital area.", "과밀억제권역일 때만 적습니다."),
    ),
    _won(
        "tax_base_won",
        ("Tax base (Art. 132)", "과세표준(제132조)"),
        (
            "Before the deductions that Art. 132① item 2 lists.",
            "제132조 ① 2호의 손금산입·소득공제를 하지 않은 과세표준입니다.",
        ),
        3000 * EOK,
    ),
    _won(
        "computed_tax_won",
        ("Computed tax", "산출세액"),
        ("Before credits.", "공제 전 산출세액입니다."),
        700 * EOK,
    ),
    _won(
        "other_relief_won",
        ("Other reliefs", "그 밖의 공제·감면"),
        ("Not in this register; 0 when none.", "등록부 밖의 공제·감면이며 없으면 0입니다."),
        0,
    ),
    _won(
        "allowed_won",
        ("Allowed credit", "결정된 공제세액"),
        (
            "As the tax office determined it; empty until then.",
            "세무서가 결정·경정한 금액이며 그전에는 비웁니다.",
        ),
    ),
    Column(
        "filed_on",
        ("Return filed on", "신고일"),
        DAY,
        ("Interest of a clawback runs from it.", "추징 이자를 이날의 다음 날부터 셉니다."),
        example=date(2027, 3, 31),
    ),
    shared.KNOWN_ON,
    shared.SOURCE,
    shared.NOTE,
)

ENTRY: Final = Column(
    "entry",
    ("Entry", "건 번호"),
    TEXT,
    ("Your own number of this row.", "제출자가 붙인 건 번호입니다."),
    required=True,
    example="1",
)

SUPPORTS: Final = (
    shared.child_reference(NAME),
    ENTRY,
    _choice(
        "item",
        ("Item of Art. 127①", "제127조 ① 항목"),
        choice(SupportItem, 24),
        ("What kind of support.", "지원의 종류를 고릅니다."),
        SupportItem.STATE_LOAN_INTEREST,
    ),
    _won(
        "amount_won",
        ("Amount", "차감액"),
        ("Deducted from the investment.", "투자금액에서 차감하는 금액입니다."),
        10 * EOK,
        required=True,
    ),
    Column(
        "record",
        ("Loan or grant", "융자·보조금 기록"),
        TEXT,
        (
            "Code of the registered loan, fund or pledge behind it (L-…, F-…, P-…).",
            "등록된 융자·펀드·투자계획의 번호입니다(L-…, F-…, P-…).",
        ),
    ),
)

CARRIED: Final = (
    shared.child_reference(NAME),
    Column(
        "origin_year",
        ("Origin year", "발생 연도"),
        YEAR,
        ("Year in which the credit arose.", "공제가 발생한 사업연도입니다."),
        required=True,
        example=2023,
    ),
    PROVISION,
    _won(
        "unused_won",
        ("Unused credit", "이월된 미공제액"),
        (
            "At the start of the first tax year that you file here.",
            "처음 제출하는 사업연도가 시작될 때 남은 금액입니다.",
        ),
        30 * EOK,
        required=True,
    ),
)

CLAWBACKS: Final = (
    shared.child_reference(NAME),
    ENTRY,
    _choice(
        "cause",
        ("Cause", "추징 사유"),
        choice(ClawbackCause, 24),
        ("Art. 146 or 24③.", "사유를 고릅니다."),
        ClawbackCause.DISPOSAL,
    ),
    _choice(
        "asset",
        ("Asset", "자산"),
        choice(AssetKind),
        ("Buildings are watched longer.", "건물은 관리 기간이 더 깁니다."),
        AssetKind.OTHER,
    ),
    _won(
        "credit_won",
        ("Credit of the asset", "자산의 공제세액"),
        ("The part of the credit that it carried.", "그 자산에 대한 세액공제액입니다."),
        5 * EOK,
        required=True,
    ),
    Column(
        "completed_on",
        ("Completed on", "투자 완료일"),
        DAY,
        ("Day of completion.", "투자를 마친 날입니다."),
        required=True,
        example=date(2026, 9, 30),
    ),
    Column(
        "happened_on",
        ("Happened on", "사유 발생일"),
        DAY,
        ("Day of the disposal or other use.", "처분하거나 전용한 날입니다."),
        required=True,
        example=date(2027, 5, 31),
    ),
    Column(
        "repaid_on",
        ("Repaid on", "납부 신고일"),
        DAY,
        ("Day of the return that pays it back.", "추징세액을 신고한 날입니다."),
        example=date(2028, 3, 31),
    ),
)

SHEETS: Final = (
    SheetSpec(NAME, ("Tax claims", "세액공제 신청"), COLUMNS),
    SheetSpec("Supports", ("Support deducted", "차감할 지원"), SUPPORTS, fills="supports"),
    SheetSpec("Carried", ("Carried from earlier", "이전 이월액"), CARRIED, fills="carried"),
    SheetSpec("Clawbacks", ("Clawbacks", "추징"), CLAWBACKS, fills="clawbacks"),
)
