"""One run laid out: inputs sorted, spread and indexed, ready for the chain and the simulation."""

import dataclasses
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np

from econ.delivery import Cell, cells, dispersion, history, refusals
from econ.errors import WindowNotCovered
from econ.funds import drawn_down
from econ.inputs import FundBook, Inputs, Settings
from econ.lending import LoanTable, loan_table
from econ.names import ASSETS
from econ.parameters import Parameters
from econ.pledge_book import PledgeBook
from econ.pooling import Pooled, pool
from econ.provisions import TaxTable, tax_table
from econ.realisation import exposure
from econ.results import Entry
from econ.spreading import reporting_log, spread
from econ.units import LARGEST_BN, Matrix, Vector, frozen, within

Index = np.ndarray[tuple[int], np.dtype[np.intp]]
CERTAIN = -1
Name = TypeVar("Name", str, tuple[str, str])


@dataclass(frozen=True, slots=True)
class Frame:
    """Everything that stays the same over draws; money in nominal KRW bn.

    Attributes
    ----------
    inputs, settings, parameters
        As given.
    book : PledgeBook
        Spread, on the basis asked for, sorted, without years after the window.
    offset : int
        Position of the window's first year in the book.
    groups : tuple of (category, size); group : Index, shape (n,)
    lanes : tuple of (Cell, profile); lane : Index, shape (n,), CERTAIN for ended pledges
    firms : tuple of str; firm : Index, shape (n,)
    exposed : Matrix, shape (n, Y)
        Share of each year in which a pledge can be cancelled.
    begins : Index, shape (n,)
        Position of the first year with a plan or a report; Y where there is none.
    tax, loans : TaxTable, LoanTable
    drawn_bn : Vector, shape (years of the window,)
        Public fund money invested in each year.
    autonomous_bn : Vector, shape (years of the window,)
        N0.
    pooled : mapping of asset to Pooled
    over_bn : float
        Delivered above the balances, shown apart.
    tranches : int
        Fully reported pledge-years.
    log, refused : tuple of Entry
    known : mapping of player to bool
    """

    inputs: Inputs
    settings: Settings
    parameters: Parameters
    book: PledgeBook
    offset: int
    groups: tuple[tuple[str, str], ...]
    group: Index
    lanes: tuple[tuple[Cell, str], ...]
    lane: Index
    firms: tuple[str, ...]
    firm: Index
    exposed: Matrix
    begins: Index
    tax: TaxTable
    loans: LoanTable
    drawn_bn: Vector
    autonomous_bn: Vector
    pooled: dict[str, Pooled]
    phi: float
    over_bn: float
    tranches: int
    log: tuple[Entry, ...]
    refused: tuple[Entry, ...]
    known: dict[str, bool]

    @property
    def window(self) -> tuple[int, ...]:
        """The years of the target."""
        return self.settings.window


def lay_out(inputs: Inputs, settings: Settings, parameters: Parameters) -> Frame:
    """Sort, spread and index the inputs of one run.

    Raises
    ------
    WindowNotCovered
        When the pledge book does not hold every year of the window.
    """
    book, log = spread(_sorted(_trimmed(inputs.pledges, settings)), settings, parameters)
    past = history(book)
    found = cells(book, past, parameters)
    profiles = [parameters.categories[name].profile for name in book.categories]
    groups, group = _index(list(zip(book.categories, book.sizes, strict=True)))
    lanes, lane = _lanes(book, found, profiles)
    firms, firm = _index(list(book.firms))
    loans, loan_log = loan_table(inputs.loans.loans, settings.window)
    known = _known(inputs)
    return Frame(
        inputs=inputs,
        settings=settings,
        parameters=parameters,
        book=book,
        offset=settings.first_year - book.years[0],
        groups=groups,
        group=group,
        lanes=lanes,
        lane=lane,
        firms=firms,
        firm=firm,
        exposed=exposure(book.covered, book.schedule_bn),
        begins=_begins(book),
        tax=tax_table(inputs.tax, groups, settings.window, parameters),
        loans=loans,
        drawn_bn=_drawn(inputs.funds, settings, parameters),
        autonomous_bn=_autonomous(inputs, settings),
        pooled=_pooled(inputs, parameters),
        phi=dispersion(past, parameters),
        over_bn=float(past.over_bn.sum()),
        tranches=len(past.share),
        log=(*log, *reporting_log(book, settings), *loan_log, *_unknown(known)),
        refused=(*refusals(past, book, parameters), *_panel_refusals(inputs)),
        known=known,
    )


def _trimmed(book: PledgeBook, settings: Settings) -> PledgeBook:
    if book.years[0] > settings.first_year or book.years[-1] < settings.last_year:
        need = (settings.first_year, settings.last_year)
        raise WindowNotCovered(name="pledges", have=(book.years[0], book.years[-1]), need=need)
    width = settings.last_year - book.years[0] + 1
    return dataclasses.replace(
        book,
        years=book.years[:width],
        schedule_bn=book.schedule_bn[:, :width],
        reported_bn=book.reported_bn[:, :width],
        covered=book.covered[:, :width],
    )


def _sorted(book: PledgeBook) -> PledgeBook:
    reported = [bool(row.any()) for row in book.covered > 0.0]
    names = zip(book.categories, book.sizes, book.statuses, book.ids, strict=True)
    keys = list(zip(reported, names, strict=True))
    return book.taken(sorted(range(len(keys)), key=keys.__getitem__))


def _begins(book: PledgeBook) -> Index:
    active = (book.schedule_bn > 0.0) | (book.covered > 0.0)
    return np.where(active.any(axis=1), active.argmax(axis=1), len(book.years))


def _index(names: Sequence[Name]) -> tuple[tuple[Name, ...], Index]:
    distinct = tuple(sorted(set(names)))
    position = {name: index for index, name in enumerate(distinct)}
    return distinct, np.array([position[name] for name in names], dtype=np.intp)


def _lanes(
    book: PledgeBook, found: dict[tuple[str, str], Cell], profiles: Sequence[str]
) -> tuple[tuple[tuple[Cell, str], ...], Index]:
    keys = [
        (found[status, size], profile) if (status, size) in found else None
        for status, size, profile in zip(book.statuses, book.sizes, profiles, strict=True)
    ]
    distinct = {key for key in keys if key is not None}
    lanes = tuple(sorted(distinct, key=lambda lane: (lane[0].name, lane[1])))
    position = {lane: index for index, lane in enumerate(lanes)}
    rows = [CERTAIN if key is None else position[key] for key in keys]
    return lanes, np.array(rows, dtype=np.intp)


def _drawn(funds: FundBook, settings: Settings, parameters: Parameters) -> Vector:
    first = min([settings.first_year, *funds.years[:1]])
    years = range(first, settings.last_year + 1)
    given = dict(zip(funds.years, funds.disbursed_bn.tolist(), strict=True))
    disbursed = np.array([given.get(year, 0.0) for year in years])
    drawn = drawn_down(disbursed, pattern=parameters.vector("fund.draw_down"))
    return drawn[settings.first_year - first :]


def _autonomous(inputs: Inputs, settings: Settings) -> Vector:
    shape = (len(settings.window),)
    given = np.zeros(shape) if inputs.autonomous_bn is None else inputs.autonomous_bn
    column = frozen(given, name="autonomous_bn", shape=shape)
    within(column, name="autonomous_bn", low=0.0, high=LARGEST_BN)
    return column


def _pooled(inputs: Inputs, parameters: Parameters) -> dict[str, Pooled]:
    estimates = {estimate.asset: estimate for estimate in inputs.estimates}
    pooled = {}
    for asset in ASSETS:
        prior = parameters.row(f"elasticity.{asset}")
        own = estimates.get(asset)
        mean, se = (own.mean, own.se) if own else (None, None)
        pooled[asset] = pool(prior.value, prior.sd or 0.0, mean, se, parameters=parameters)
    return pooled


def _known(inputs: Inputs) -> dict[str, bool]:
    return {
        "pledge": bool(inputs.pledges.ids),
        "tax_incentive": bool(inputs.tax.provisions),
        "fund": bool(inputs.funds.years),
        "loan": bool(inputs.loans.loans),
    }


def _unknown(known: dict[str, bool]) -> list[Entry]:
    return [Entry(f"{player}_unknown", {}) for player, given in known.items() if not given]


def _panel_refusals(inputs: Inputs) -> list[Entry]:
    estimated = {estimate.asset for estimate in inputs.estimates}
    missing = [asset for asset in ASSETS if asset not in estimated]
    return [Entry("elasticity_prior_only", {"assets": missing})] if missing else []
