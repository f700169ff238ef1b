"""Which revision of an instrument is the current one."""

import sqlalchemy as sa
from sqlalchemy.orm import aliased
from sqlmodel import col

from models.instrument import Revision
from models.vocabulary import COUNTED_STATES, OPEN_STATES

_counted = aliased(Revision)

CURRENT: sa.ColumnElement[bool] = col(Revision.state).in_(COUNTED_STATES) | (
    col(Revision.state).in_(OPEN_STATES)
    & ~sa.exists().where(
        col(_counted.instrument_id) == col(Revision.instrument_id),
        col(_counted.state).in_(COUNTED_STATES),
    )
)
"""The verified or certified revision; where there is none, the one still open."""
