"""The workbook of pledges: five sheets joined by the filer's own reference."""

from dataclasses import replace
from datetime import date
from typing import Final

from imports.columns import DAY, FLAG, SHARE, TEXT, WON, YEAR, Column, SheetSpec, choice
from imports.sheets import shared
from models.financing import Finance
from models.vocabulary import Category, EvidenceGrade, Kind, Nature, Place, SpendKind, Stage

NAME: Final = "Pledges"

COLUMNS: Final = (
    shared.REFERENCE,
    shared.FILER,
    replace(shared.TITLE, example="AI 데이터센터 건립(작성 예)"),
    replace(shared.AMOUNT, example=1_200_000_000_000),
    replace(shared.AMOUNT_TEXT, example="1조 2,000억원"),
    shared.CURRENCY,
    shared.FOREIGN_AMOUNT,
    replace(shared.ANNOUNCED_ON, example=date(2026, 10, 15)),
    shared.KNOWN_ON,
    Column(
        "period_start",
        ("First year", "시작 연도"),
        YEAR,
        ("First year of the plan.", "계획의 첫해입니다."),
        example=2026,
    ),
    Column(
        "period_end",
        ("Last year", "종료 연도"),
        YEAR,
        ("Last year of the plan.", "계획의 마지막 해입니다."),
        example=2027,
    ),
    Column(
        "category",
        ("Category", "분야"),
        choice(Category, 20),
        ("What the money is for.", "돈을 쓰는 분야를 고릅니다."),
        required=True,
        example=Category.DATA_CENTRE,
    ),
    Column(
        "nature",
        ("Nature", "금액 성격"),
        choice(Nature, 20),
        ("What kind of statement the amount is; investment when empty.", "비우면 투자입니다."),
        example=Nature.INVESTMENT,
    ),
    Column(
        "spend_kind",
        ("Spending", "지출 구분"),
        choice(SpendKind),
        ("Capital, current or mixed; empty when not stated.", "밝혀지지 않았으면 비웁니다."),
    ),
    Column(
        "place",
        ("Place", "수행 장소"),
        choice(Place),
        ("Where the spending is performed; Korea when empty.", "비우면 국내입니다."),
        example=Place.KOREA,
    ),
    Column("region", ("Region", "지역"), TEXT, ("Region.", "시·도를 적습니다."), example="세종"),
    Column(
        "ai_share_ppm",
        ("AI share", "AI 비중"),
        SHARE,
        (
            "Percent that is for AI; empty when the source says nothing, never 100 by guess.",
            "AI에 쓰는 비율입니다. 출처에 없으면 비우고, 짐작해서 100으로 적지 않습니다.",
        ),
        example=1_000_000,
    ),
    Column(
        "is_partnership",
        ("Public–private partnership", "민관 합작"),
        FLAG,
        ("Whether public partners invest too; no when empty.", "비우면 아니요입니다."),
    ),
    Column(
        "public_part_won",
        ("Public part", "공공 부담액"),
        WON,
        (
            "The public partners' part; empty when not known, 0 when none.",
            "공공 부문이 부담하는 금액입니다. 모르면 비우고 없으면 0을 적습니다.",
        ),
    ),
    Column(
        "public_grant_won",
        ("Public grant", "정부 보조금"),
        WON,
        ("Grants received for it.", "받는 보조금입니다."),
    ),
    Column(
        "policy_loan_won",
        ("Policy loan", "정책융자"),
        WON,
        ("Policy loans that finance it.", "이 계획에 쓰는 정책융자입니다."),
    ),
    shared.PART_OF,
    Column(
        "overlap_key",
        ("Overlap key", "중복 확인 키"),
        TEXT,
        (
            "The same for everybody who files the same project, place and period.",
            "같은 사업·장소·기간이면 누가 내든 같은 값을 적습니다.",
        ),
    ),
    Column(
        "counterparty",
        ("Counterparty", "상대방"),
        TEXT,
        ("Local government, client or partner.", "지방자치단체, 발주처, 협력사 등입니다."),
    ),
    *shared.CLOSING,
    Column(
        "rate_on",
        ("Exchange rate of", "적용 환율일"),
        DAY,
        (
            "Day whose verified rate converts the amount; only where the source states no won.",
            "이 날의 확인된 환율로 원화를 계산합니다. 출처에 원화 금액이 없을 때만 적습니다.",
        ),
    ),
)

PARTICIPANTS: Final = (
    shared.child_reference(NAME),
    Column(
        "party",
        ("Party", "참여자"),
        TEXT,
        (
            "Business registration number, code or registered name.",
            "사업자등록번호, 코드 또는 등록된 이름을 적습니다.",
        ),
        required=True,
        example="보기기업",
    ),
    Column(
        "brn",
        ("Business registration number", "사업자등록번호"),
        TEXT,
        (
            "Ten digits; foreign firms and consortia leave it empty.",
            "열 자리 숫자입니다. 외국 기업과 컨소시엄은 비웁니다.",
        ),
        example="123-45-67891",
    ),
    Column(
        "share_ppm",
        ("Share", "지분"),
        SHARE,
        ("Shares of one pledge sum to 100.", "한 계획의 지분을 더하면 100이 되어야 합니다."),
        required=True,
        example=1_000_000,
    ),
)

LINES: Final = (
    shared.child_reference(NAME),
    Column(
        "year",
        ("Year", "연도"),
        YEAR,
        (
            "Empty: the part that is not allocated to any year.",
            "비우면 연도가 정해지지 않은 금액입니다.",
        ),
        example=2026,
    ),
    replace(
        shared.AMOUNT,
        header=("Amount", "금액"),
        hint=(
            "Lines of one pledge sum to its amount; empty only when the amount is not stated.",
            "한 계획의 금액을 더하면 총액이 되어야 합니다. 총액이 없을 때에만 비웁니다.",
        ),
        example=1_200_000_000_000,
    ),
    Column(
        "stage",
        ("Stage", "단계"),
        choice(Stage),
        ("How far this amount is.", "이 금액이 어디까지 왔는지 고릅니다."),
        required=True,
        example=Stage.FIRM,
    ),
    Column(
        "stage_on",
        ("Stage since", "단계 날짜"),
        DAY,
        ("Day of the stage.", "그 단계가 된 날입니다."),
        example=date(2026, 10, 15),
    ),
    replace(
        shared.EVIDENCE_GRADE,
        hint=(
            "Needed from firm on: A audited, B filing, C company statement, D press.",
            "확정부터는 꼭 고릅니다: A 감사받음, B 공시, C 기업 진술, D 언론.",
        ),
        example=EvidenceGrade.FILING,
    ),
    replace(
        shared.EVIDENCE,
        hint=(
            "Needed from firm on: resolution, filing, contract, permit or loan agreement.",
            "확정부터는 꼭 적습니다: 의결, 공시, 계약, 허가, 대출 약정.",
        ),
        example="이사회 의결 2026-10-15(작성 예)",
    ),
    Column(
        "deferred_to",
        ("Deferred to", "연기한 새 날짜"),
        DAY,
        (
            "Of a deferred line: the new date; empty when nobody stated one.",
            "연기한 줄의 새 날짜입니다. 밝혀지지 않았으면 비웁니다.",
        ),
    ),
    replace(
        shared.FOREIGN_AMOUNT,
        hint=(
            "In the currency of the pledge; with several lines each needs one to be converted.",
            "투자계획의 통화로 적습니다. 줄이 여럿이면 모두 적어야 원화로 계산합니다.",
        ),
    ),
)

FINANCING: Final = (
    shared.child_reference(NAME),
    Column(
        "entry",
        ("Entry", "재원 번호"),
        TEXT,
        ("Your own number of this source.", "제출자가 붙인 재원의 번호입니다."),
        required=True,
        example="1",
    ),
    Column(
        "finance",
        ("Source of money", "재원"),
        choice(Finance, 20),
        ("Where the money comes from.", "돈이 나오는 곳을 고릅니다."),
        required=True,
        example=Finance.OWN_FUNDS,
    ),
    replace(
        shared.AMOUNT,
        header=("Amount", "금액"),
        hint=(
            "Empty when not known. Sources may stay below the total; the rest is not stated. "
            "Guarantees are not summed.",
            "모르면 비웁니다. 합이 총액보다 작으면 나머지는 미정입니다. 보증은 더하지 않습니다.",
        ),
        example=700_000_000_000,
    ),
    Column(
        "party",
        ("Financier", "자금 제공자"),
        TEXT,
        (
            "Business registration number, code or registered name; may stay empty.",
            "사업자등록번호, 코드 또는 등록된 이름입니다. 비울 수 있습니다.",
        ),
    ),
    Column(
        "record",
        ("Loan, fund or programme", "연계 기록"),
        TEXT,
        (
            "Code of the registered loan (L-…) or fund or programme (F-…) that the money is from.",
            "돈이 나온 융자(L-…)나 펀드·사업(F-…)의 등록번호입니다.",
        ),
    ),
    Column(
        "covers",
        ("Covers", "보증 대상"),
        TEXT,
        (
            "Of a guarantee: the entry of the debt or policy loan that it covers.",
            "보증이면 보증하는 차입이나 정책융자의 재원 번호를 적습니다.",
        ),
    ),
    replace(
        shared.EVIDENCE,
        hint=("Document or address, where given.", "근거 문서나 주소입니다. 있으면 적습니다."),
    ),
)

SHEETS: Final = (
    SheetSpec(NAME, ("Pledges", "투자계획"), COLUMNS),
    SheetSpec("Participants", ("Participants", "참여자"), PARTICIPANTS, fills="participants"),
    SheetSpec("Lines", ("Year lines", "연도별 금액"), LINES, fills="lines"),
    shared.movements(Kind.PLEDGE, "Realisations", ("Realisations", "집행 실적"), NAME),
    SheetSpec("Financing", ("Financing", "재원"), FINANCING, fills="financing", is_optional=True),
)
