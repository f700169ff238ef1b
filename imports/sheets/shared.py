"""Columns that several kinds have, and the sheet of dated money."""

from dataclasses import replace
from datetime import date
from typing import Final

from imports.columns import (
    DAY,
    FIRST_DAY,
    LAST_DAY,
    LONG_TEXT,
    SIGNED_WON,
    TEXT,
    WHOLE,
    WON,
    YEAR,
    Column,
    SheetSpec,
    choice,
)
from imports.labels import Words
from models.kinds import KINDS
from models.vocabulary import (
    Basis,
    EvidenceGrade,
    Kind,
    MovementKind,
    RecordedAs,
    Visibility,
)

EXAMPLE_MARK: Final = "예시"
"""A row whose reference begins with this word is an example and is never read."""

REFERENCE: Final = Column(
    "reference",
    ("Reference", "관리번호"),
    TEXT,
    (
        "Your own number of the record; it never changes. The filer and this number decide "
        "whether a row is new.",
        "제출자가 붙인 번호이며 바꾸지 않습니다. 제출자와 관리번호로 새 자료인지 판단합니다.",
    ),
    required=True,
    aliases=("참조번호", "번호", "ref"),
)
FILER: Final = Column(
    "filer",
    ("Filer", "제출자"),
    TEXT,
    (
        "Business registration number, code or registered name.",
        "사업자등록번호, 코드 또는 등록된 이름을 적습니다.",
    ),
    required=True,
    example="123-45-67891",
    aliases=("제출 기업", "기업명", "회사명", "company"),
)
TITLE: Final = Column(
    "title",
    ("Title", "사업명"),
    LONG_TEXT,
    ("Name of the project or programme.", "사업이나 계획의 이름을 적습니다."),
    required=True,
)
AMOUNT: Final = Column(
    "amount_won",
    ("Amount", "총액"),
    WON,
    (
        "In the unit of the header, or with its own unit (1조 2,000억). Empty when not stated.",
        "머리글의 단위로 적거나 단위를 붙여 적습니다(1조 2,000억). 밝혀지지 않았으면 비웁니다.",
    ),
)
AMOUNT_TEXT: Final = Column(
    "amount_text",
    ("Amount as stated", "금액 원문"),
    TEXT,
    ("The words of the source.", "출처에 적힌 그대로 옮깁니다."),
)
CURRENCY: Final = Column(
    "currency",
    ("Currency", "통화"),
    replace(TEXT, width=8),
    ("Three letters; KRW when empty.", "영문 세 글자로 적습니다. 비우면 KRW입니다."),
)
FOREIGN_AMOUNT: Final = Column(
    "foreign_amount",
    ("Foreign amount", "외화 금액"),
    WHOLE,
    (
        "Whole units of that currency, where the source states one.",
        "출처가 외화로 밝힌 때에만 그 통화의 금액을 적습니다.",
    ),
)
ANNOUNCED_ON: Final = Column(
    "announced_on",
    ("Announced on", "발표일"),
    DAY,
    ("Day of the announcement.", "발표한 날입니다. 예: 2026-10-15"),
)
KNOWN_ON: Final = Column(
    "known_on",
    ("Known on", "자료 확인일"),
    DAY,
    ("Day of the source.", "출처가 나온 날, 곧 이 내용을 알게 된 날입니다."),
    required=True,
    example=date(2026, 10, 15),
)
PART_OF: Final = Column(
    "part_of",
    ("Part of", "상위 계획"),
    TEXT,
    (
        "Reference or code of the record that contains this one.",
        "이 자료를 포함하는 자료의 관리번호나 등록번호를 적습니다.",
    ),
)
VISIBILITY: Final = Column(
    "visibility",
    ("Visibility", "공개 범위"),
    choice(Visibility),
    ("Public when empty.", "비우면 공개입니다."),
)
EMBARGO_UNTIL: Final = Column(
    "embargo_until",
    ("Embargo until", "공개 예정일"),
    DAY,
    ("Only when embargoed.", "비공개 기한이 있을 때에만 적습니다."),
)
SOURCE: Final = Column(
    "source",
    ("Source", "출처"),
    LONG_TEXT,
    ("Document or address.", "문서 이름이나 주소를 적습니다."),
)
NOTE: Final = Column(
    "note", ("Note", "비고"), LONG_TEXT, ("Anything else.", "그 밖에 알릴 내용을 적습니다.")
)
CLOSING: Final = (VISIBILITY, EMBARGO_UNTIL, SOURCE, NOTE)


def year(field: str, header: Words, hint: Words) -> Column:
    """A column of one year."""
    return Column(field, header, YEAR, hint)


PERIOD_YEARS: Final = (
    year("start_year", ("First year", "시작 연도"), ("First year of the period.", "첫해입니다.")),
    year(
        "end_year",
        ("Last year", "종료 연도"),
        ("Last year of the period.", "마지막 해입니다."),
    ),
)


def child_reference(of: str) -> Column:
    """The reference of a row that belongs to a row of the sheet ``of``."""
    hint = (
        f"Reference of the row in {of}; filer/reference where two filers use one number.",
        f"{of} 시트의 관리번호입니다. 번호가 겹치면 제출자/관리번호로 적습니다.",
    )
    return replace(REFERENCE, hint=hint)


EVIDENCE_GRADE: Final = Column(
    "evidence_grade",
    ("Evidence grade", "증빙 등급"),
    choice(EvidenceGrade),
    (
        "A audited, B filing, C company statement, D press.",
        "A 감사받음, B 공시, C 기업 진술, D 언론 가운데 고릅니다.",
    ),
)
EVIDENCE: Final = Column(
    "evidence",
    ("Evidence", "증빙"),
    LONG_TEXT,
    ("Document, resolution or filing number.", "이사회 의결, 공시 번호 등 근거 문서입니다."),
)


def movements(
    kind: Kind,
    name: str,
    title: Words,
    of: str,
    particulars: tuple[Column, ...] = (),
    kinds: tuple[MovementKind, ...] = (),
) -> SheetSpec:
    """A sheet of dated money under records of ``kind``, with the columns only it has.

    Rows are of ``kinds``, or of any kind that the records may have.
    """
    kinds = kinds or KINDS[kind].movements
    day = date(2026, 9, 30)
    columns = (
        child_reference(of),
        Column(
            "entry",
            ("Entry", "건 번호"),
            TEXT,
            (
                "Your own number of this entry; an entry is never edited, only corrected by "
                "another one.",
                "제출자가 붙인 건 번호입니다. 낸 건은 고치지 않고 새 건으로 정정합니다.",
            ),
            required=True,
            example="2026-3Q",
        ),
        Column(
            "kind",
            ("Kind", "구분"),
            choice(kinds),
            ("What moved.", "돈의 성격을 고릅니다."),
            required=True,
            example=kinds[0],
        ),
        Column(
            "period_from",
            ("Period from", "기간 시작일"),
            FIRST_DAY,
            ("First day.", "기간의 첫날입니다."),
            required=True,
            example=date(2026, 7, 1),
        ),
        Column(
            "period_to",
            ("Period to", "기간 종료일"),
            LAST_DAY,
            ("Last day.", "기간의 마지막 날입니다."),
            required=True,
            example=day,
        ),
        Column(
            "amount_won",
            ("Amount", "금액"),
            SIGNED_WON,
            (
                "Positive; only an adjustment may be negative.",
                "양수로 적습니다. 정정만 음수가 될 수 있습니다.",
            ),
            required=True,
            example=12_000_000_000,
        ),
        Column(
            "recorded_as",
            ("Recorded as", "기록 방식"),
            choice(RecordedAs),
            (
                "Amount of the period (when empty) or running total.",
                "기간 금액인지 누계인지 고릅니다. 비우면 기간 금액입니다.",
            ),
        ),
        Column(
            "basis",
            ("Basis", "회계 기준"),
            choice(Basis),
            ("Cash when empty.", "비우면 현금입니다."),
        ),
        replace(EVIDENCE_GRADE, required=True, example=EvidenceGrade.FILING),
        EVIDENCE,
        KNOWN_ON,
        *particulars,
    )
    return SheetSpec(name, title, columns, fills="movements", kinds=kinds)
