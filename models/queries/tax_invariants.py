"""What must hold among the stored tax settings, whatever wrote them."""

from collections.abc import Iterator

import sqlalchemy as sa
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from models.queries.broken import Broken
from models.tax_setting import DIMENSIONS, TaxSetting
from models.vocabulary import ScopeState


def setting_overlaps(session: Session) -> Iterator[Broken]:
    """On any day one confirmed row says a setting for one provision, tier and firm size."""
    earlier, later = aliased(TaxSetting), aliased(TaxSetting)
    same = [col(earlier.parameter) == col(later.parameter)]
    for name in DIMENSIONS:
        one, other = col(getattr(earlier, name)), col(getattr(later, name))
        same.append((one == other) | (one.is_(None) & other.is_(None)))
    still_held = col(earlier.valid_to).is_(None) | (col(earlier.valid_to) >= col(later.valid_from))
    query = (
        sa.select(col(later.parameter), col(later.valid_from))
        .select_from(earlier)
        .join(later, sa.and_(*same))
        .where(col(earlier.state) == ScopeState.CONFIRMED, col(later.state) == ScopeState.CONFIRMED)
        .where(col(earlier.valid_from) <= col(later.valid_from), still_held)
        .where(col(earlier.id) != col(later.id))
    )
    for parameter, day in session.execute(query):
        yield Broken("verify_setting_overlap", {"parameter": parameter, "day": day})
