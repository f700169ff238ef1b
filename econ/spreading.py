"""Amounts without years get years, inside a run only and with a line in the log."""

import dataclasses

import numpy as np

from econ.inputs import Settings
from econ.parameters import Parameters
from econ.pledge_book import PledgeBook
from econ.realisation import stretched
from econ.results import Entry

DEFAULT_LENGTH = 4


def spread(
    book: PledgeBook, settings: Settings, parameters: Parameters
) -> tuple[PledgeBook, list[Entry]]:
    """Return the book on the basis asked for, with every amount in a year, and what was assumed.

    Parameters
    ----------
    book : PledgeBook
        KRW bn.
    settings : Settings
        Gives the basis (headline or net) and the cut-off.
    parameters : Parameters
        Gives the profiles by category.

    Notes
    -----
    Amendment 12: the default profile is stretched to the pledge's own period; without a period it
    covers four years from the announcement.
    """
    schedule = np.array(book.schedule_bn)
    log: list[Entry] = []
    for row in np.flatnonzero(book.unallocated_bn > 0.0):
        first, last = _period(book, int(row), settings)
        rule = parameters.categories[book.categories[row]]
        shape = stretched(parameters.vector(f"profile.{rule.profile}"), last - first + 1)
        amounts = book.unallocated_bn[row] * shape
        inside = 0.0
        for year, amount in zip(range(first, last + 1), amounts, strict=True):
            if year in book.years:
                schedule[row, year - book.years[0]] += amount
                inside += float(amount)
        log.append(_spread_entry(book, int(row), (first, last), rule.profile, inside))
    share = _basis(book, settings)
    return dataclasses.replace(
        book,
        schedule_bn=schedule * share[:, np.newaxis],
        reported_bn=book.reported_bn * share[:, np.newaxis],
        overlap_bn=book.overlap_bn * share,
        unallocated_bn=np.zeros(len(book.ids)),
    ), log


def reporting_log(book: PledgeBook, settings: Settings) -> list[Entry]:
    """Return an entry for each pledge with elapsed years that nobody reported, or part-reported."""
    log: list[Entry] = []
    elapsed = [index for index, year in enumerate(book.years) if year <= settings.as_of.year]
    for row, name in enumerate(book.ids):
        planned = [index for index in elapsed if book.schedule_bn[row, index] > 0.0]
        silent = [book.years[i] for i in planned if book.covered[row, i] == 0.0]
        partly = [book.years[i] for i in elapsed if 0.0 < book.covered[row, i] < 1.0]
        if silent:
            log.append(Entry("unreported_years_modelled", {"id": name, "years": silent}))
        if partly:
            log.append(Entry("partly_reported_years_modelled", {"id": name, "years": partly}))
    return log


def _period(book: PledgeBook, row: int, settings: Settings) -> tuple[int, int]:
    start, end, announced = (
        None if np.isnan(value) else int(value)
        for value in (book.start_year[row], book.end_year[row], book.announced_year[row])
    )
    first = start or announced or settings.as_of.year
    if start is None and end is not None:
        first = min(first, end)
    return first, end or first + DEFAULT_LENGTH - 1


def _spread_entry(
    book: PledgeBook, row: int, period: tuple[int, int], profile: str, inside: float
) -> Entry:
    unknown = np.isnan(book.start_year[row]) or np.isnan(book.end_year[row])
    amount = float(book.unallocated_bn[row])
    return Entry(
        "period_assumed" if unknown else "amount_spread",
        {
            "id": book.ids[row],
            "amount_bn": amount,
            "first_year": period[0],
            "last_year": period[1],
            "profile": profile,
            "outside_bn": amount - inside,
        },
    )


def _basis(book: PledgeBook, settings: Settings) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    if settings.basis == "net":
        return np.array(book.net_share)
    return np.ones(len(book.ids))
