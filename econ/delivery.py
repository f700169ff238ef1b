"""How far pledges are delivered: priors by status, own history, empirical-Bayes cells."""

from dataclasses import dataclass

import numpy as np

from econ.parameters import Parameters
from econ.pledge_book import PledgeBook
from econ.realisation import delivered, trace
from econ.results import Entry
from econ.units import Vector

UNCERTAIN = ("intent", "announced", "board", "contracted", "in_progress")
SMALLEST_DISPERSION = 1.0
TINY = 1e-3


@dataclass(frozen=True, slots=True)
class History:
    """Fully reported pledge-years; all of length m.

    Attributes
    ----------
    pledge : array of int
        Row in the book.
    share : Vector
        Delivered share of the balance, at most 1.
    over_bn : Vector
        Delivered above the balance, KRW bn: shown apart, it fills nobody else's gap.
    """

    pledge: np.ndarray[tuple[int], np.dtype[np.intp]]
    share: Vector
    over_bn: Vector


@dataclass(frozen=True, slots=True)
class Cell:
    """A group of pledges that share one final delivery share.

    Attributes
    ----------
    status, size : str
        ``size`` is empty where the cell takes over the share of its status.
    a, b : float
        Beta of the final share.
    tranches : int
        Own pledge-years behind it; 0 means prior only.
    """

    status: str
    size: str
    a: float
    b: float
    tranches: int

    @property
    def name(self) -> str:
        """Return the name of the stream that draws this cell."""
        return "/".join(part for part in ("delivery", self.status, self.size) if part)

    @property
    def mean(self) -> float:
        """Return the mean final share."""
        return self.a / (self.a + self.b)


def empirical_bayes(prior: float, *, weight: float, total: float, count: float) -> float:
    """Return the share pooled from a prior and observed shares: (n0 p0 + Σy)/(n0 + n).

    Parameters
    ----------
    prior : float
        p0, a share.
    weight : float
        n0, observations that the prior counts for.
    total, count : float
        Sum and number of the observed shares (specification 3.2).
    """
    return (weight * prior + total) / (weight + count)


def history(book: PledgeBook) -> History:
    """Return the fully reported pledge-years with a balance, with their delivered shares.

    Parameters
    ----------
    book : PledgeBook
        With spread schedules, KRW bn.
    """
    followed = trace(book.schedule_bn, 1.0, 1.0, reported=book.reported_bn, covered=book.covered)
    full = (book.covered == 1.0) & (followed.balance > 0.0)
    rows, _ = np.nonzero(full)
    balance, realised = followed.balance[full], followed.realised[full]
    return History(
        pledge=rows,
        share=np.clip(realised / balance, 0.0, 1.0),
        over_bn=np.maximum(realised - balance, 0.0),
    )


def implied_final(book: PledgeBook, past: History, parameters: Parameters) -> Vector:
    """Return the final share that each observed yearly share implies, shape (m,).

    The prior is a share finally delivered, an observation the share of one year (amendment 1); the
    two meet on the scale of the prior, with the slippage, hazard and profile of the pledge.
    """
    finals = np.empty(len(past.share))
    for index, row in enumerate(past.pledge):
        profile = parameters.categories[book.categories[row]].profile
        status = book.statuses[row]
        hazard = parameters[f"cancellation.{status}"] if status in UNCERTAIN else 0.0
        shape = parameters.vector(f"profile.{profile}")
        finals[index] = delivered(shape, past.share[index], parameters["delivery.slippage"], hazard)
    return finals


def cells(book: PledgeBook, past: History, parameters: Parameters) -> dict[tuple[str, str], Cell]:
    """Return the cell of every (status, size) in the book whose delivery is uncertain.

    Cells with fewer than five observations take over the cell of their status (specification 3.2).
    """
    finals = implied_final(book, past, parameters)
    smallest = parameters["delivery.smallest_cell"]
    found: dict[tuple[str, str], Cell] = {}
    for status, size in sorted(set(zip(book.statuses, book.sizes, strict=True))):
        if status in UNCERTAIN:
            own = _members(book, past, status, size)
            level = size if own.sum() >= smallest else ""
            chosen = own if level else _members(book, past, status)
            found[status, size] = _cell(status, level, finals[chosen], parameters)
    return found


def dispersion(past: History, parameters: Parameters) -> float:
    """Return φ of the Beta outcome: own residuals where there are enough, else the fallback.

    φ = max(1, 1/mean(e²/(μ(1-μ))) - 1), specification 3.2.
    """
    if len(past.share) < parameters["rule.fractional_tranches"]:
        return parameters["delivery.dispersion"]
    mean = float(past.share.mean())
    noise = float(past.share.var()) / max(mean * (1.0 - mean), TINY)
    return max(SMALLEST_DISPERSION, 1.0 / max(noise, TINY) - 1.0)


def refusals(past: History, book: PledgeBook, parameters: Parameters) -> list[Entry]:
    """Return which estimates of delivery were not made, with the rule that stopped each."""
    refused = []
    need = int(parameters["rule.fractional_tranches"])
    if len(past.share) < need:
        values = {"estimate": "fractional_response", "have": len(past.share), "need": need}
        refused.append(Entry("too_few_tranches", values))
    cancelled = sum(status == "cancelled" for status in book.statuses)
    need = int(parameters["rule.cancel_events"])
    if cancelled < need:
        values = {"estimate": "cancellation_hazard", "have": cancelled, "need": need}
        refused.append(Entry("too_few_cancellations", values))
    return refused


def _members(
    book: PledgeBook, past: History, status: str, size: str | None = None
) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    return np.array(
        [book.statuses[row] == status and size in (None, book.sizes[row]) for row in past.pledge],
        dtype=np.bool_,
    )


def _cell(status: str, size: str, finals: Vector, parameters: Parameters) -> Cell:
    weight = parameters["delivery.prior_weight"]
    prior = parameters[f"delivery.share.{status}"]
    total, count = float(finals.sum()), len(finals)
    mean = empirical_bayes(prior, weight=weight, total=total, count=count)
    size_of_beta = weight + count
    return Cell(status, size, mean * size_of_beta, (1.0 - mean) * size_of_beta, count)
