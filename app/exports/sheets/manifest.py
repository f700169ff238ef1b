"""What the run was made with and what was assumed, so that it can be made again."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from app.exports.page import Book, Page, Words
from app.messages.projection import said

WIDTH = 78
HEADS = (("항목", "Item"), ("값", "Value"))


def write(book: Book, page: Page) -> None:
    """The manifest as rows, then what was not estimated, then the log, in both languages."""
    page.widths(30, WIDTH, WIDTH)
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
    yield "run", run.number
    yield "scenario", run.scenario
    yield "scope / basis", f"{run.scope} / {run.basis}"
    yield "as of", run.as_of.isoformat()
    yield "draws / seed", f"{run.draws} / {run.seed}"
    yield "inputs SHA-256", run.inputs_sha256
    yield "results SHA-256", run.results_sha256
    for name, value in run.manifest.items():
        if name not in ("warnings", "refused"):
            yield name, _flat(value)


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
