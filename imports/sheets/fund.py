"""The workbook of funds: programmes and vehicles, who commits, budgets, and money that moved."""

from dataclasses import replace
from datetime import date
from typing import Final

from imports.columns import DAY, FLAG, SHARE, TEXT, WON, Column, SheetSpec, choice
from imports.sheets import shared
from models.vocabulary import BudgetAccount, FundForm, FundStage, InvestmentNature, Kind, Place

NAME: Final = "Funds"

COLUMNS: Final = (
    shared.REFERENCE,
    shared.FILER,
    replace(shared.TITLE, example="AI 혁신 펀드(작성 예)"),
    Column(
        "form",
        ("Form", "형태"),
        choice(FundForm),
        ("What it is.", "펀드나 사업의 형태를 고릅니다."),
        required=True,
        example=FundForm.FUND,
    ),
    Column(
        "stage",
        ("Stage", "단계"),
        choice(FundStage),
        ("A plan disburses nothing.", "계획은 집행이 아닙니다."),
        required=True,
        example=FundStage.FORMED,
    ),
    replace(shared.AMOUNT, example=500_000_000_000),
    replace(shared.AMOUNT_TEXT, example="5,000억원"),
    shared.CURRENCY,
    shared.FOREIGN_AMOUNT,
    Column(
        "public_won",
        ("Public money", "공공 출자액"),
        WON,
        ("Committed by public bodies.", "공공 부문의 출자 약정액입니다."),
        example=150_000_000_000,
    ),
    Column(
        "private_won",
        ("Private money", "민간 출자액"),
        WON,
        ("Committed by private investors.", "민간의 출자 약정액입니다."),
        example=350_000_000_000,
    ),
    Column("operator", ("Operator", "운용사"), TEXT, ("Who runs it.", "운용하는 곳입니다.")),
    Column(
        "beneficiary", ("Beneficiary", "투자 대상"), TEXT, ("Who receives.", "투자받는 곳입니다.")
    ),
    *shared.PERIOD_YEARS,
    shared.ANNOUNCED_ON,
    shared.KNOWN_ON,
    shared.PART_OF,
    *shared.CLOSING,
)

NUMBER: Final = Column(
    "number",
    ("Commitment", "출자 번호"),
    TEXT,
    (
        "Your own number of the commitment; calls and payments name it.",
        "제출자가 붙인 출자 약정의 번호입니다. 출자 요청과 납입에서 이 번호를 씁니다.",
    ),
    required=True,
    example="LP-1",
)

COMMITMENTS: Final = (
    shared.child_reference(NAME),
    NUMBER,
    Column(
        "party",
        ("Investor (registered)", "출자자(등록)"),
        TEXT,
        (
            "Business registration number, code or registered name; or use one of the next two.",
            "사업자등록번호, 코드, 등록된 이름을 적습니다. 없으면 다음 두 칸 중 하나를 씁니다.",
        ),
        example="123-45-67891",
    ),
    Column(
        "fund",
        ("Investing fund", "출자한 펀드"),
        TEXT,
        (
            "Reference or code of the registered fund that commits; its investors are looked "
            "through.",
            "출자한 펀드의 관리번호나 등록번호입니다. 그 펀드의 출자자를 거슬러 올라가 계산합니다.",
        ),
    ),
    Column(
        "investor",
        ("Investor (name)", "출자자(이름)"),
        TEXT,
        ("Only for investors that are not registered.", "등록되지 않은 출자자만 이름을 적습니다."),
    ),
    Column(
        "is_public",
        ("Public", "공공 여부"),
        FLAG,
        (
            "Empty: as the party is registered; for a name, not known.",
            "비우면 등록된 참여자의 구분을 따르고, 이름만 적은 출자자는 미상으로 봅니다.",
        ),
        example=False,
    ),
    replace(
        shared.AMOUNT,
        header=("Amount", "약정액"),
        hint=("What was committed, in won.", "출자하기로 한 금액입니다."),
        required=True,
        example=500_000_000_000,
    ),
    Column(
        "committed_on",
        ("Committed on", "약정일"),
        DAY,
        ("Day of the commitment.", "출자를 약정한 날입니다."),
        example=date(2026, 3, 31),
    ),
)


def _budget_won(field: str, header: tuple[str, str], hint: tuple[str, str]) -> Column:
    return Column(field, header, WON, hint, example=10_000_000_000)


BUDGETS: Final = (
    shared.child_reference(NAME),
    replace(
        shared.year("year", ("Year", "연도"), ("Budget year.", "회계연도입니다.")),
        required=True,
        example=2026,
    ),
    Column(
        "project_code",
        ("Project code", "세부사업 코드"),
        TEXT,
        ("Code of the detailed project.", "예산서의 세부사업 코드입니다."),
        example="1234-567",
    ),
    Column(
        "budget_account",
        ("Account or fund", "회계·기금 구분"),
        choice(BudgetAccount),
        ("Which kind of account pays.", "일반회계, 특별회계, 기금 가운데 고릅니다."),
        required=True,
        example=BudgetAccount.PUBLIC_FUND,
    ),
    Column(
        "account_name",
        ("Name of the account", "회계·기금 이름"),
        TEXT,
        ("As the budget calls it.", "예산서에 적힌 이름입니다."),
        example="정보통신진흥기금(작성 예)",
    ),
    _budget_won("budgeted_won", ("Budgeted", "예산액"), ("As decided.", "확정된 예산액입니다.")),
    _budget_won(
        "executed_won",
        ("Executed", "집행액"),
        ("Handed out by the ministry.", "부처가 교부하거나 지출한 금액입니다."),
    ),
    _budget_won(
        "spent_won",
        ("Actually spent", "실집행액"),
        ("Spent by whoever received it.", "받은 기관이 실제로 쓴 금액입니다."),
    ),
    shared.SOURCE,
)

PARTICULARS: Final = (
    Column(
        "commitment",
        ("Commitment number", "출자 번호(약정)"),
        TEXT,
        (
            "For calls and payments: the number in Commitments.",
            "출자 요청과 납입일 때, 출자 약정 시트의 출자 번호입니다.",
        ),
        example="LP-1",
    ),
    Column(
        "party",
        ("Investee (registered)", "투자받은 곳(등록)"),
        TEXT,
        (
            "For investments: registration number, code or registered name.",
            "투자일 때, 사업자등록번호, 코드 또는 등록된 이름을 적습니다.",
        ),
    ),
    Column(
        "investee",
        ("Investee (name)", "투자받은 곳(이름)"),
        TEXT,
        ("Only when it is not registered.", "등록되지 않은 곳만 이름을 적습니다."),
    ),
    Column(
        "investment",
        ("Investment", "투자 구분"),
        choice(InvestmentNature),
        (
            "New shares count; existing shares and other funds do not.",
            "신주 투자만 집계하고, 구주 매입과 다른 펀드 출자는 집계하지 않습니다.",
        ),
    ),
    Column(
        "is_recycled",
        ("Recycled", "재투자 여부"),
        FLAG,
        (
            "Whether returned money is invested again; no when empty.",
            "회수한 돈을 다시 투자했으면 예라고 적습니다. 비우면 아니요입니다.",
        ),
    ),
    Column(
        "place",
        ("Place", "수행 장소"),
        choice(Place),
        (
            "Where the investee spends; Korea when empty.",
            "투자금을 쓰는 곳입니다. 비우면 국내입니다.",
        ),
    ),
    Column(
        "ai_share_ppm",
        ("AI share", "AI 비중"),
        SHARE,
        (
            "Percent that is for AI; empty when not stated, never 100 by guess.",
            "AI에 쓰는 비율입니다. 모르면 비우고, 짐작해서 100으로 적지 않습니다.",
        ),
    ),
    Column(
        "coinvested_won",
        ("Co-investment", "동반 투자액"),
        WON,
        (
            "What others than the fund put into the same deal.",
            "같은 건에 펀드 밖에서 들어온 투자액입니다.",
        ),
    ),
    Column(
        "corrects",
        ("Corrects entry", "고치는 건 번호"),
        TEXT,
        ("Only for an adjustment.", "정정일 때에만, 고칠 건의 번호를 적습니다."),
    ),
)

SHEETS: Final = (
    SheetSpec(NAME, ("Funds", "펀드"), COLUMNS),
    SheetSpec("Commitments", ("Commitments", "출자 약정"), COMMITMENTS, fills="commitments"),
    SheetSpec("Budgets", ("Budgets", "예산"), BUDGETS, fills="budgets"),
    shared.movements(Kind.FUND, "Movements", ("Movements", "자금 흐름"), NAME, PARTICULARS),
)
