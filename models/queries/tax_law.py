"""The dated law of tax credits: verified provisions and confirmed settings as one book."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import NamedTuple

from sqlmodel import Session, col, select

from models.event import Event
from models.people import User
from models.queries.dated import held
from models.queries.frozen import confirmed_by, frozen_at
from models.tax_incentive import TaxIncentiveTerms
from models.tax_setting import TaxFigure, TaxSetting
from models.tax_vocabulary import TaxParameter
from models.taxes.book import LawBook, Rate, Setting
from models.vocabulary import Kind, ScopeState


class Kept(NamedTuple):
    """A setting with the names of who proposed and who confirmed it."""

    row: TaxSetting
    proposed_by: str
    confirmed_by: str


class Filed(NamedTuple):
    """An official figure with the names of who filed and who confirmed it."""

    row: TaxFigure
    proposed_by: str
    confirmed_by: str


def read_rates(session: Session, on: date) -> list[Rate]:
    """Every verified provision that was known on the day ``on``."""
    return [
        Rate(
            code=one.code,
            title=one.title,
            article=one.terms.article,
            provision=one.terms.provision,
            tier=one.terms.tier,
            size=one.terms.firm_size,
            rate_ppm=one.terms.rate_ppm,
            since=one.terms.effective_from,
            until=one.terms.effective_to,
            status=one.terms.status,
        )
        for one in held(session, Kind.TAX_INCENTIVE, TaxIncentiveTerms, on)
    ]


def read_book(session: Session, on: date) -> LawBook:
    """Provisions known on the day ``on``, and every setting that was confirmed by then.

    By then is when the period of the day was closed: rows that were closed later still held.
    """
    by = frozen_at(session, on)
    ends = _ends_undone(session, by)
    settings = [
        Setting(
            parameter=row.parameter,
            value=row.value,
            since=row.valid_from,
            until=ends.get(row.key, row.valid_to),
            provision=row.provision,
            tier=row.tier,
            size=row.firm_size,
        )
        for row in session.exec(select(TaxSetting).where(confirmed_by(TaxSetting, by)))
    ]
    return LawBook(read_rates(session, on), settings)


def _ends_undone(session: Session, by: datetime | None) -> dict[int, date | None]:
    """The ends that rows had at the moment ``by``, of those that were closed later."""
    if by is None:
        return {}
    query = select(Event.changes).where(Event.action == "confirm_tax_setting", col(Event.at) > by)
    ends: dict[int, date | None] = {}
    for changes in session.exec(query.order_by(col(Event.id).desc())):
        if shut := changes.get("closed"):
            key, _, *before = shut
            ends[key] = date.fromisoformat(before[0]) if before and before[0] else None
    return ends


def tax_settings(session: Session) -> list[Kept]:
    """Every setting, in the order of the parameters, the newest row of each place first."""
    names = _names(session)
    places = {parameter: place for place, parameter in enumerate(TaxParameter)}
    rows = session.exec(select(TaxSetting)).all()
    ordered = sorted(rows, key=lambda row: (places[row.parameter], _place(row), -_days(row)))
    return [Kept(row, *_people(row, names)) for row in ordered]


def find_setting(session: Session, key: int) -> TaxSetting | None:
    """A setting by its number."""
    return session.get(TaxSetting, key)


def tax_figures(session: Session) -> list[Filed]:
    """Every official figure that was filed, the newest publication first."""
    names = _names(session)
    query = select(TaxFigure).order_by(
        col(TaxFigure.published_on).desc(), col(TaxFigure.year).desc(), col(TaxFigure.id)
    )
    return [Filed(row, *_people(row, names)) for row in session.exec(query)]


def current_figures(session: Session, on: date) -> Sequence[TaxFigure]:
    """Of every cell the confirmed figure that was published last, up to the day ``on``."""
    query = (
        select(TaxFigure)
        .where(confirmed_by(TaxFigure, frozen_at(session, on)), TaxFigure.published_on <= on)
        .order_by(col(TaxFigure.published_on), col(TaxFigure.id))
    )
    found = {(row.year, row.provision, row.tier, row.firm_size): row for row in session.exec(query)}
    return sorted(found.values(), key=lambda row: (row.year, row.provision, row.key))


def waiting_figures(session: Session) -> Sequence[TaxFigure]:
    """Figures that wait for their second person."""
    query = select(TaxFigure).where(TaxFigure.state == ScopeState.PROPOSED)
    return session.exec(query.order_by(col(TaxFigure.id))).all()


def _names(session: Session) -> dict[int | None, str]:
    return {user.id: user.name for user in session.exec(select(User))}


def _people(row: TaxSetting | TaxFigure, names: dict[int | None, str]) -> tuple[str, str]:
    return names.get(row.proposed_by_id or 0, ""), names.get(row.confirmed_by_id or 0, "")


def _place(row: TaxSetting) -> tuple[str, str, str]:
    return row.provision or "", row.tier or "", row.firm_size or ""


def _days(row: TaxSetting) -> int:
    return row.valid_from.toordinal()
