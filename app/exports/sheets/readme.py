"""The first sheet: what this file is, its figures, how to read it, and its limits."""

from collections.abc import Iterator, Sequence

from app.exports.page import Book, Page, Words
from app.exports.sheets.ledger_a import SeriesCells
from app.exports.style import SHARE, TN
from app.i18n import LANGUAGES
from app.messages.projection import ATTRIBUTION, SERIES
from app.messages.words import word
from app.projections import figures

SHEETS: Sequence[tuple[str, Words]] = (
    ("Manifest", ("실행 기록과 가정", "How the run was made, and what was assumed")),
    (
        "Coefficients",
        ("모든 계수와 근거(파란 칸을 바꿀 수 있음)", "Every coefficient with its source"),
    ),
    ("Delivery", ("최종 이행률에서 연간 이행률로", "From final to annual delivery shares")),
    ("Pledges", ("약정별 연도별 집행", "Each pledge by year")),
    ("UserCost", ("세액공제와 사용자비용", "Credits and the user cost of capital")),
    ("Loans", ("융자", "Loans")),
    ("Funds", ("펀드", "Funds")),
    ("Investment", ("두 번 세지 않은 총투자", "Total investment without counting twice")),
    ("Coalitions", ("16개 조합", "The sixteen coalitions")),
    ("Shapley", ("기여 배분", "Attribution")),
    ("LedgerA", ("경제효과", "Economic impact")),
    ("Fan", ("모의실험 분위수", "Simulated quantiles")),
    ("Checks", ("항등식 검사", "Identities")),
)
PURPOSE: Words = (
    "등록된 투자계획과 지원 수단이 2027년까지의 민간 AI 투자와 2026년 경제효과로 이어지는 계산을 "
    "수식으로 담았습니다. 파란 칸을 바꾸면 합계까지 다시 계산됩니다.",
    "How registered pledges and instruments lead to private AI investment by 2027 and to the "
    "impact of 2026, as live formulas: change a blue cell and the totals follow.",
)
LIMITS: Sequence[Words] = (
    (
        "310조원은 설문에 바탕을 둔 2026년의 연간 최대 잠재치이며 투자액이 아닙니다. "
        "65조원과 더하지 않습니다.",
        "KRW 310T is a survey-based annual maximum for 2026, not investment; "
        "it is never added to 65T.",
    ),
    (
        "이행률의 사전값은 외국인직접투자의 신고·도착 비율에서 빌린 것입니다. "
        "자체 실적이 쌓이면 바뀝니다.",
        "Delivery priors rest on an analogue from inward FDI until own history exists.",
    ),
    (
        "전망은 적힌 가정 아래의 계산이며 정책 성과의 예보가 아닙니다.",
        "Projections under stated assumptions, not forecasts of policy success.",
    ),
    (
        "보고되지 않은 해는 0이 아니라 모형으로 채웁니다. 알 수 없는 것은 알 수 없음으로 둡니다.",
        "Years nobody reported are modelled, never nil; what is not known says so.",
    ),
)
LEGEND: Sequence[tuple[str, Words]] = (
    ("input", ("파란 글자: 계수와 입력(바꿀 수 있음)", "Blue: coefficients and inputs")),
    ("live", ("검은 글자: 수식", "Black: live formulas")),
    (
        "simulated",
        ("회색 기울임: 모의실험 값(씨앗과 반복 횟수에 딸림)", "Grey italics: simulated values"),
    ),
)


def write(book: Book, page: Page, primary: SeriesCells) -> None:
    """The cover: run, scenario with its assumption, headline figures, contents, limits."""
    page.widths(46, 22, 18, 18, 78)
    row = 2
    for look, words in _head(book):
        page.sentence(row, 5, "\n".join(words), look)
        page.sheet.set_row(row, 34)
        row += 1
    row = _figures(book, page, row + 1, primary)
    row = _legend(page, row + 1)
    row = _contents(book, page, row + 1)
    _limits(book, page, row + 1)
    page.finish(wide=False)


def _head(book: Book) -> Iterator[tuple[str, Words]]:
    """What the file is, under which conditions, and what the page of the run warns of."""
    run, start = book.run, figures.start_of(book.run)
    yield "prose", PURPOSE
    day = run.as_of.isoformat()
    said = [f"{word(run.scope, lang)} · {word(run.basis, lang)}" for lang in LANGUAGES]
    yield "lead", (f"기준일 {day} · {said[0]}", f"As of {day} · {said[1]}")
    title = [figures.title(run, lang) for lang in LANGUAGES]
    if start:
        yield (
            "warning",
            (f"{title[0]}: {start.assumption_ko}", f"{title[1]}: {start.assumption_en}"),
        )
    for item in figures.heavy(run, book.names):
        name = f"{item.code} {item.title}".strip()
        yield (
            "warning",
            (
                f"한 약정이 결과를 좌우합니다: {name}이(가) 전망의 {item.share:.0%}입니다.",
                f"One pledge decides the outcome: {name} is {item.share:.0%} of the projection.",
            ),
        )
    if run.results["convergence"]["preview"]:
        yield (
            "warning",
            (
                f"미리보기({run.draws:,}회)입니다. 보고에는 10,000회 이상을 쓰세요.",
                f"A preview of {run.draws:,} draws; use 10,000 or more for a report.",
            ),
        )


def _figures(book: Book, page: Page, row: int, primary: SeriesCells) -> int:
    results, register = book.run.results, book.run.inputs["register"]
    page.section(row, ("주요 수치", "Headline figures"), 5)
    heads: list[Words] = [
        ("항목", "Item"),
        ("값", "Value"),
        ("5%", ""),
        ("95%", ""),
        ("설명", "Note"),
    ]
    page.heads(row + 1, 0, heads)
    last, row = results["cumulative"][-1], row + 2
    page.text(row, 0, "2027년 말 누계 중앙값 · Median to 2027")
    for col, name in ((1, "p50"), (2, "p05"), (3, "p95")):
        page.number(row, col, last[name], TN, "simulated")
    page.text(row, 4, f"{book.run.draws:,} draws, seed {book.run.seed}", "lead")
    page.text(row + 1, 0, "중앙 계수의 누계(수식) · Central chain (live)")
    total = sum(book.chain["investment"]["total"])
    page.formula(row + 1, 1, book.use("total.investment"), total, TN, "total")
    page.text(row + 2, 0, "65조원 달성 확률 · Chance of KRW 65T")
    page.number(row + 2, 1, results["attainment"]["probability"], SHARE, "simulated")
    row += 3
    for name, words in (
        ("intent_won", "의향 · Intent"),
        ("announced_won", "발표 · Announced"),
        ("firm_won", "확정 · Firm"),
        ("realised_won", "집행 · Realised"),
    ):
        page.text(row, 0, words)
        won = register[name]
        if won is None:
            page.text(row, 1, "미제출 · Not filed", "unknown")
        else:
            page.number(row, 1, won / 10**9, TN, "live")
        row += 1
    return _impact(book, page, row, primary)


def _impact(book: Book, page: Page, row: int, primary: SeriesCells) -> int:
    name = book.run.results["primary_series"]
    ledger = next(item for item in book.chain["ledger_a"] if item["series"] == name)
    words = SERIES.get(name)
    series = f"{words.ko} · {words.en}" if words else name
    for label, track, cells in (
        ("2026년 효과(공식 최대 잠재치) · Impact, official", "official", primary.official),
        ("2026년 효과(근거 기반) · Impact, evidence", "evidence", primary.evidence),
    ):
        page.text(row, 0, label)
        value = ledger[track]["total"][-1]
        page.formula(row, 1, str(cells.totals[-1]), value, TN, "total")
        page.text(row, 4, f"추정, 관측값 아님 · modelled, not observed ({series})", "lead")
        row += 1
    return row


def _legend(page: Page, row: int) -> int:
    page.section(row, ("색의 뜻", "Colours"), 5)
    for offset, (look, words) in enumerate(LEGEND, start=1):
        page.text(row + offset, 0, "1,234.5", look)
        page.text(row + offset, 1, " · ".join(words), "lead")
    return row + len(LEGEND) + 1


def _contents(book: Book, page: Page, row: int) -> int:
    page.section(row, ("시트", "Sheets"), 5)
    for offset, (name, words) in enumerate(SHEETS, start=1):
        style = book.styles("link")
        page.sheet.write_url(row + offset, 0, f"internal:'{name}'!A1", style, name)
        page.text(row + offset, 1, " · ".join(words), "lead")
    return row + len(SHEETS) + 1


def _limits(book: Book, page: Page, row: int) -> None:
    page.section(row, ("읽을 때 조심할 점", "Limits"), 5)
    weights = book.run.results["prior_weight"]
    said = {"weight": f"{sum(weights.values()) / len(weights):.0%}"}
    lines = [*LIMITS, (ATTRIBUTION.to("ko", said), ATTRIBUTION.to("en", said))]
    for offset, words in enumerate(lines, start=1):
        page.sentence(row + offset, 5, "\n".join(words), "prose")
        page.sheet.set_row(row + offset, 38)
