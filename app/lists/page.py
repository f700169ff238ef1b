"""One page of a list, and the addresses that lead from it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, TypeVar
from urllib.parse import urlencode

from flask import Flask, request, url_for

from app.lists.address import PAGE_SIZES, PAGES, Asked, Tag

R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class Cut:
    """Which part of ``count`` rows is shown; a page beyond the last is the last."""

    count: int
    page: int
    pages: int
    per: int

    @classmethod
    def of(cls, count: int, asked: Asked[Any]) -> "Cut":
        """The part that the address asks for."""
        pages = max(1, -(-count // asked.per))
        return cls(count, min(asked.page, pages), pages, asked.per)

    @property
    def offset(self) -> int:
        """How many rows stand before it."""
        return (self.page - 1) * self.per

    def part(self, rows: Sequence[R]) -> Sequence[R]:
        """The rows of this page among all."""
        return rows[self.offset : self.offset + self.per]


def init_app(app: Flask) -> None:
    """Offer the addresses around a list to templates."""
    app.add_template_global(without)
    app.add_template_global(file_url)
    app.jinja_env.globals["page_sizes"] = PAGE_SIZES


def without(tag: Tag) -> str:
    """This page's address without one condition."""
    left = [
        (key, value)
        for key, value in request.args.items(multi=True)
        if value and (key, value) != (tag.key, tag.value) and key != "page"
    ]
    return f"{request.path}?{urlencode(left)}" if left else request.path


def file_url(endpoint: str, ending: str, **values: Any) -> str:
    """The address of the same list as a file."""
    kept = [pair for pair in request.args.items(multi=True) if pair[0] not in PAGES and pair[1]]
    address = url_for(endpoint, ending=ending, **values)
    return f"{address}?{urlencode(kept)}" if kept else address
