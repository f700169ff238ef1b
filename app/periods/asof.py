"""Which days are closed and may be read, and whether what a page shows is provisional."""

from datetime import date

from flask import Flask, g, request
from flask_login import current_user

from app import store
from app.accounts.identity import viewer
from app.registry.current import data_day, today
from models.queries.periods import closed_days as read_closed_days
from models.queries.publication import require_published
from models.queries.visibility import Viewer


def init_app(app: Flask) -> None:
    """Offer the closed days and the mark of provisional figures; keep back what waits."""
    app.before_request(guard)
    app.add_template_global(closed_days)
    app.add_template_global(is_provisional)


def guard() -> None:
    """Refuse an address that names a closed day before it is published for its reader.

    Raises NotPublished.
    """
    if "asof" in request.args and current_user.is_authenticated:
        with store.reading() as session:
            require_published(session, Viewer.of(viewer(), today()), data_day())


def closed_days() -> list[date]:
    """The closed month-ends that the user behind this request may read, the latest first."""
    if not current_user.is_authenticated:
        return []
    if "closed_days" not in g:
        with store.reading() as session:
            g.closed_days = read_closed_days(session, Viewer.of(viewer(), today()))
    days: list[date] = g.closed_days
    return days


def is_provisional(day: date | None = None) -> bool:
    """Whether the figures of ``day``, or of the day of this page, may still change."""
    return (day or data_day()) not in closed_days()
