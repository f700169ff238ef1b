"""The workbook of national targets: the targets, and what was observed."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Final

from imports.columns import DAY, FIGURE, FLAG, LONG_TEXT, TEXT, Column, SheetSpec, choice
from imports.sheets import shared
from imports.sheets.shared import EXAMPLE_MARK, year
from models.target_vocabulary import (
    Bound,
    Confidence,
    MetricUnit,
    MilestoneState,
    TargetKind,
    Topic,
)

REFERENCE: Final = Column(
    "reference",
    ("Reference", "관리번호"),
    TEXT,
    (
        "Letters, digits and hyphens. A row of a registered number changes or corrects it.",
        "영문자, 숫자, 붙임표로 적습니다. 등록된 번호의 행은 그 행을 바꾸거나 바로잡습니다.",
    ),
    required=True,
    example=f"{EXAMPLE_MARK}-1",
)
INDICATOR: Final = Column(
    "indicator",
    ("Indicator code", "지표 코드"),
    TEXT,
    (
        "Small letters, digits and underscores; joins observations with their target.",
        "영문 소문자, 숫자, 밑줄로 적습니다. 관측값을 목표와 잇습니다.",
    ),
    required=True,
    example="ai_professionals",
)
UNIT: Final = Column(
    "unit",
    ("Unit", "단위"),
    choice(MetricUnit),
    (
        "What the figure counts; money is in won, never thousands of won.",
        "무엇을 센 값인지 고릅니다. 돈은 원 단위입니다.",
    ),
    example=MetricUnit.PERSONS,
)
BOUND: Final = Column(
    "bound",
    ("Meant as", "값의 뜻"),
    choice(Bound),
    ("As stated when empty.", "비우면 적힌 값 그대로입니다."),
)
PERIOD: Final = Column(
    "period",
    ("Period", "기간"),
    TEXT,
    ("For instance 2024-2027, reference year.", "예: 2024-2027, 기준 연도."),
)
KNOWN_ON: Final = replace(
    shared.KNOWN_ON,
    hint=(
        "Day of the source; the last day where it gives only a month or a year.",
        "출처가 나온 날입니다. 월이나 연도만 알면 그 마지막 날을 적습니다.",
    ),
)
SOURCE: Final = replace(
    shared.SOURCE, required=True, example=f"{EXAMPLE_MARK} https://www.example.test/report"
)
CONFIDENCE: Final = Column(
    "confidence",
    ("Confidence", "신뢰 수준"),
    choice(Confidence),
    (
        "How sure the source is; high when empty.",
        "출처가 얼마나 확실한지 고릅니다. 비우면 높음입니다.",
    ),
)
REASON: Final = Column(
    "reason",
    ("Reason of the change", "변경 사유"),
    LONG_TEXT,
    ("Why a registered row changes.", "등록된 행을 바꾸는 까닭입니다."),
)
CLOSING: Final = (KNOWN_ON, SOURCE, CONFIDENCE, shared.NOTE, REASON)


def _named(korean: str, english: str, ko: str, en: str) -> tuple[Column, Column]:
    """The name of the row in both languages."""
    return (
        Column(
            "name_ko",
            (f"{english} (Korean)", f"{korean}(국문)"),
            LONG_TEXT,
            ("As Korean readers call it.", "한국어 이름입니다."),
            required=True,
            example=ko,
        ),
        Column(
            "name_en",
            (f"{english} (English)", f"{korean}(영문)"),
            LONG_TEXT,
            ("As English readers call it.", "영어 이름입니다."),
            required=True,
            example=en,
        ),
    )


TARGETS: Final = SheetSpec(
    "Targets",
    ("Targets", "목표"),
    (
        REFERENCE,
        Column(
            "kind",
            ("Kind", "구분"),
            choice(TargetKind, 24),
            (
                "An official estimate has no pace; an indicator states no figure.",
                "공식 추정치에는 속도가 없고, 지표에는 수치가 없습니다.",
            ),
            required=True,
            example=TargetKind.TARGET,
        ),
        Column(
            "topic",
            ("Topic", "주제"),
            choice(Topic, 20),
            ("Part of the strategy.", "전략의 어느 부분인지 고릅니다."),
            required=True,
            example=Topic.TALENT,
        ),
        INDICATOR,
        *_named("지표 이름", "Name", "AI 전문인재(작성 예)", "AI professionals (example)"),
        UNIT,
        Column(
            "baseline",
            ("Baseline", "기준값"),
            FIGURE,
            ("Empty when not stated.", "밝혀지지 않았으면 비웁니다."),
            example=Decimal(51_000),
        ),
        year(
            "baseline_year", ("Baseline year", "기준 연도"), ("Its year.", "기준값의 연도입니다.")
        ),
        Column(
            "baseline_note",
            ("Baseline note", "기준값 설명"),
            LONG_TEXT,
            ("What the baseline is.", "기준값이 무엇인지 적습니다."),
        ),
        Column(
            "value",
            ("Value", "목표값"),
            FIGURE,
            (
                "In the unit; won may be written 65조.",
                "단위에 맞춰 적습니다. 원은 65조처럼 적어도 됩니다.",
            ),
            example=Decimal(200_000),
        ),
        BOUND,
        year("due_year", ("Due year", "목표 연도"), ("Its year.", "이룰 연도입니다.")),
        PERIOD,
        Column(
            "milestone",
            ("State of the milestone", "과제 상태"),
            choice(MilestoneState),
            ("Only for milestones.", "이행 과제에만 고릅니다."),
        ),
        Column(
            "valid_from",
            ("Holds from", "적용 시작일"),
            DAY,
            (
                "A later day closes the row before it; the same day corrects it.",
                "앞선 행보다 뒤의 날이면 그 행을 닫고, 같은 날이면 바로잡습니다.",
            ),
            required=True,
            example=date(2024, 9, 26),
        ),
        *CLOSING,
    ),
)
OBSERVATIONS: Final = SheetSpec(
    "Observations",
    ("Observations", "관측값"),
    (
        REFERENCE,
        INDICATOR,
        Column(
            "series",
            ("Series code", "계열 코드"),
            TEXT,
            (
                "Observations of one series go by one source and definition.",
                "한 계열의 관측값은 같은 조사와 정의를 따릅니다.",
            ),
            required=True,
            example="spri_workforce",
        ),
        *_named("계열 이름", "Name", "AI 산업 인력(작성 예)", "AI industry workforce (example)"),
        replace(
            year("year", ("Year", "연도"), ("Year that was observed.", "관측한 연도입니다.")),
            required=True,
            example=2024,
        ),
        PERIOD,
        replace(UNIT, required=True),
        Column(
            "value",
            ("Value", "관측값"),
            FIGURE,
            (
                "In the unit; won may be written 65조.",
                "단위에 맞춰 적습니다. 원은 65조처럼 적어도 됩니다.",
            ),
            required=True,
            example=Decimal(54_000),
        ),
        BOUND,
        Column(
            "definition",
            ("Definition", "정의"),
            LONG_TEXT,
            ("Who was asked what.", "누구에게 무엇을 물은 값인지 적습니다."),
            required=True,
            example="작성 예",
        ),
        Column(
            "breaks_series",
            ("Breaks the series", "계열 단절"),
            FLAG,
            (
                "Yes where the question changed: earlier years do not compare.",
                "질문이 바뀌어 앞선 연도와 비교할 수 없으면 예를 고릅니다.",
            ),
        ),
        Column(
            "is_provisional",
            ("Provisional", "잠정"),
            FLAG,
            ("Yes while the source calls it so.", "출처가 잠정치라고 하면 예를 고릅니다."),
        ),
        *CLOSING,
    ),
)
SHEETS: Final = (TARGETS, OBSERVATIONS)
