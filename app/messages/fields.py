"""What the fields of a record are called, as (Korean, English)."""

import re
from collections.abc import Mapping

from app.i18n import Language
from app.messages import targets
from app.messages.labels import Pair
from app.messages.tax_words import FIELDS as OF_TAXES
from app.messages.words import Said, word
from imports.columns import SheetSpec
from imports.labels import Words
from imports.sheets import SHEETS
from models.kinds import KINDS
from models.parts import PartOf
from models.vocabulary import Kind

_OF_PAGES: Mapping[str, Pair] = {
    "financing": ("재원", "Financing"),
    "exchange_rate": ("환율", "Exchange rate"),
    "quoted_on": ("환율 날짜", "Day of the rate"),
    "rate_millionths": ("1단위당 원", "Won per unit"),
    "lines": ("연도별 계획", "Yearly plan"),
    "participants": ("참여 기업", "Participants"),
    "commitments": ("출자 약정", "Commitments"),
    "budgets": ("예산", "Budgets"),
    "tranches": ("지급 차수", "Tranches"),
    "instalments": ("날짜별 원금", "Instalments"),
    "overdue_rule": ("기한 경과 규칙", "Overdue rule"),
    "missing_won": ("모자란 금액", "Missing"),
    "purpose": ("용도", "Purpose"),
    "default_ppm": ("기대 부도율(연)", "Expected default a year"),
    "recovery_ppm": ("회수율", "Recovered part"),
    "recovery_months": ("회수 시차(개월)", "Months until recovery"),
    "fee_ppm": ("수수료율(연)", "Fee a year"),
    "subsidy_won": ("재정 보조", "Subsidy cost"),
    "estimate": ("추정", "Estimate"),
    "estimated_on": ("추정일", "Estimated on"),
    "first_day": ("첫날", "First day"),
    "last_day": ("마지막 날", "Last day"),
    "filing_due": ("제출 기한", "Filing due"),
    "period": ("기간", "Period"),
    "step": ("단계", "Step"),
    "kept": ("남길 기록", "Record kept"),
    "is_withdrawal": ("철회 요청", "Withdrawal"),
    "sign_off": ("사내 두 번째 확인", "Two people of the company"),
    "code": ("코드", "Code"),
    "name_ko": ("국문 이름", "Korean name"),
    "name_en": ("영문 이름", "English name"),
    "crn": ("법인등록번호", "Corporate registration number"),
    "is_public": ("공공 여부", "Public"),
    "is_foreign": ("외국계 여부", "Foreign"),
    "group": ("기업집단", "Group"),
    "size": ("기업 규모", "Firm size"),
    "form": ("형태", "Form"),
    "operator": ("운용사", "Operator"),
    "beneficiary": ("지원 대상", "Beneficiary"),
    "public_won": ("공공 출자", "Public money"),
    "private_won": ("민간 출자", "Private money"),
    "start_year": ("시작 연도", "First year"),
    "end_year": ("끝 연도", "Last year"),
    "lender": ("대출 기관", "Lender"),
    "rate_ppm": ("금리·공제율", "Rate"),
    "rate_text": ("원문 금리·공제율", "Rate as stated"),
    "market_rate_ppm": ("시장 금리", "Market rate"),
    "maturity_months": ("만기(개월)", "Maturity (months)"),
    "grace_months": ("거치(개월)", "Grace (months)"),
    "tenor_text": ("원문 만기", "Tenor as stated"),
    "payments_per_year": ("연간 상환 횟수", "Payments a year"),
    "profile": ("상환 방식", "Repayment"),
    "is_constrained": ("다른 자금을 구할 수 없었는지", "Credit-constrained"),
    "article": ("조문", "Article"),
    "provision": ("제도", "Provision"),
    "tier": ("기술 구분", "Tier"),
    "firm_size": ("기업 규모", "Firm size"),
    "extra_rule": ("추가 공제", "Additional credit"),
    "cap_rule": ("한도", "Cap"),
    "effective_from": ("시행일", "In force from"),
    "effective_to": ("기한", "In force until"),
    "effective_text": ("원문 시행 기간", "Period as stated"),
    "status": ("상태", "Status"),
    "reason": ("변경 사유", "Reason of the change"),
    "state": ("처리 상태", "State"),
    "verdict": ("중복 판단", "Overlap decision"),
    "in_scope": ("AI 투자 범위", "In AI scope"),
    "is_chips": ("반도체로 표시", "Shown as chips"),
    "foreign_parent": ("외국계 투자자", "Foreign parents"),
    "ai_share": ("적히지 않은 AI 비율", "Unstated AI share"),
    "valid_from": ("적용 시작일", "Holds from"),
    "valid_to": ("적용 종료일", "Holds until"),
    "counts": ("처리 건수", "Counts"),
    "user": ("사용자", "User"),
    "address": ("접속 주소", "Address"),
    "account": ("계정 지문", "Digest of the account"),
    "results_sha256": ("결과 지문", "Digest of the results"),
    **OF_TAXES,
}

_OF_WORKBOOK: Mapping[str, Pair] = {
    column.field: (column.header[1], column.header[0])
    for kind in (Kind.TAX_CLAIM, Kind.LOAN, Kind.FUND, Kind.TAX_INCENTIVE, Kind.PLEDGE)
    for spec in reversed(SHEETS[kind])
    for column in spec.columns
}
FIELDS: Mapping[str, Pair] = {**targets.FIELDS, **_OF_PAGES, **_OF_WORKBOOK}
"""Fields are called as in the workbooks, so that both say the same word; a pledge's go first."""

_OF_KINDS: Mapping[tuple[Kind, bool], Mapping[str, Pair]] = {
    (kind, moved): {
        column.field: (column.header[1], column.header[0])
        for spec in SHEETS[kind]
        if (spec.fills == "movements" if moved else spec is SHEETS[kind][0])
        for column in spec.columns
    }
    for kind in Kind
    for moved in (False, True)
}
"""What the workbook of a kind calls its fields, and those of its dated money."""

_PARTS: Mapping[str, tuple[PartOf, SheetSpec]] = {
    part.name: (part, spec)
    for kind, made in KINDS.items()
    for part in made.parts
    for spec in SHEETS[kind]
    if spec.fills == part.name
}

ANY_STAGE = "plan"
"""Stands for the stage where the field of a year is meant whatever its stage."""
_LINE = re.compile(r"lines\.(\w+)\.(\w+)\.(\w+)")
_UNALLOCATED = Said("연도 미정", "Year not set")
_LINE_AMOUNT = Said("계획액", "amount")


def field(name: str, lang: Language, kind: Kind | None = None, *, moved: bool = False) -> str:
    """What a field is called; ``lines.2027.firm.evidence`` names a field of a year line.

    With ``kind`` as the workbook of that kind calls it, ``moved`` in its dated money; without, by
    the word that all kinds share.
    """
    line = _LINE.fullmatch(name)
    if line:
        return _line_field(*line.groups(), lang=lang)
    first, _, rest = name.partition(".")
    if rest and first in _PARTS:
        return _part_field(first, rest, lang=lang)
    own = _OF_KINDS[kind, moved] if kind else {}
    known = own.get(name) or FIELDS.get(name)
    return Said(*known).to(lang) if known else name


def _part_field(first: str, rest: str, *, lang: Language) -> str:
    """A value of one row of a list: what it is, and in brackets which row."""
    part, spec = _PARTS[first]
    which, value = rest, part.values[0]
    if len(part.values) > 1:
        which, _, value = rest.rpartition(".")
        row = f"{_words(spec.title, lang)} {which.replace('.', ' · ')}"
        return f"{_words(spec.column(value).header, lang)} ({row})"
    if len(part.identity) > 1:
        which = " · ".join(word(piece, lang) for piece in rest.split("."))
    return f"{_words(spec.column(value).header, lang)} ({which})"


def _words(pair: Words, lang: Language) -> str:
    return pair[1] if lang == "ko" else pair[0]


def _line_field(year: str, stage: str, part: str, *, lang: Language) -> str:
    when = _UNALLOCATED.to(lang) if year == "unallocated" else year
    if year.isdecimal() and lang == "ko":
        when = f"{year}년"
    what = _LINE_AMOUNT.to(lang) if part == "amount_won" else Said(*FIELDS[part]).to(lang)
    return " ".join([when, *([] if stage == ANY_STAGE else [word(stage, lang)]), what])
