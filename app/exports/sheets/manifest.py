"""What the run was made with and what was assumed, so that it can be made again."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from app.exports.page import Book, Page, Words
from app.i18n import LANGUAGES
from app.messages.projection import said
from app.messages.words import word
from app.projections import figures

WIDTH = 78
HEADS = (("항목", "Item"), ("값", "Value"))
NAMES: Mapping[str, Words] = {
    "specification": ("명세", "Specification"),
    "version": ("프로그램 버전", "Version of the program"),
    "python": ("파이썬", "Python"),
    "packages": ("패키지", "Packages"),
    "parameters_sha256": ("계수표 지문", "Coefficients SHA-256"),
    "adoption_sha256": ("활용률 자료 지문", "Adoption data SHA-256"),
    "inputs_sha256": ("모형 입력 지문", "Inputs of the model, SHA-256"),
    "generator": ("난수 생성기", "Random generator"),
    "chunk": ("한 번에 도는 반복", "Draws at a time"),
    "block": ("난수 묶음", "Block of random numbers"),
    "streams": ("난수 흐름", "Random streams"),
    "scenario": ("출발 시나리오", "Starting scenario"),
    "overrides": ("바꾼 조건", "Levers"),
    "coefficients": ("계수", "Coefficients"),
    "begun": ("시작(UTC)", "Begun (UTC)"),
    "ended": ("끝(UTC)", "Ended (UTC)"),
}
"""The entries of the stored manifest that are shown; its warnings are the sentences below."""


def write(book: Book, page: Page) -> None:
    """The manifest as rows, then what was not estimated, then the log, in both languages."""
    page.widths(42, WIDTH, WIDTH)
    page.heads(3, 0, HEADS)
    row = 4
    for name, value in _rows(book):
        page.text(row, 0, name)
        page.wrapped(row, 1, value, WIDTH)
        row += 1
    results, inputs = book.run.results, book.run.inputs
    row = _said(book, page, row + 1, ("추정하지 않은 것", "Not estimated"), results["refused"])
    _said(
        book,
        page,
        row + 1,
        ("자료와 가정의 기록", "Data and assumptions"),
        [*inputs["log"], *results["log"]],
    )
    page.finish(freeze=(4, 1))


def _rows(book: Book) -> Iterator[tuple[str, str]]:
    run = book.run
    yield "실행 · Run", run.number
    yield "시나리오 · Scenario", " · ".join(figures.title(run, lang) for lang in LANGUAGES)
    yield "범위 · Scope", _both(run.scope)
    yield "기준 · Basis", _both(run.basis)
    yield "기준일 · As of", run.as_of.isoformat()
    yield "반복 / 씨앗 · Draws / seed", f"{run.draws:,} / {run.seed}"
    yield "입력 지문 · Inputs SHA-256", run.inputs_sha256
    yield "결과 지문 · Results SHA-256", run.results_sha256
    for name, value in run.manifest.items():
        if name in NAMES:
            yield " · ".join(NAMES[name]), _flat(value)


def _both(code: str) -> str:
    return " · ".join(word(code, lang) for lang in LANGUAGES)


def _flat(value: Any) -> str:
    if isinstance(value, Mapping):
        return ", ".join(f"{key} {item}" for key, item in value.items())
    if isinstance(value, list):
        return ", ".join(_flat(item) for item in value) or "—"
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _said(book: Book, page: Page, row: int, words: Words, entries: list[Mapping[str, Any]]) -> int:
    page.section(row, words, 3)
    row += 1
    for entry in entries:
        page.text(row, 0, entry["code"])
        page.wrapped(row, 1, said(entry, "ko", book.names), WIDTH)
        page.wrapped(row, 2, said(entry, "en", book.names), WIDTH)
        row += 1
    return row
