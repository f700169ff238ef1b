"""figures are closed by period, and each step of a period has two people"""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

STATES = ("planned_period", "open_period", "closed_period", "published_period")
ACTIONS = ("open", "close", "publish", "retract", "reopen")


def choice(name: str, *values: str) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=32)


def key(table: str, column: str, target: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{target}.id"], name=op.f(f"fk_{table}_{column}"))


def upgrade() -> None:
    op.create_table(
        "reporting_period",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        sa.Column("filing_due", sa.Date(), nullable=False),
        sa.Column("state", choice("periodstate", *STATES), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("figures", sa.JSON(), nullable=False),
        sa.Column("digest", sa.String(64), nullable=True),
        sa.CheckConstraint("last_day >= first_day", name="days_in_order"),
        sa.CheckConstraint(
            "(state IN ('closed_period', 'published_period')) = (closed_at IS NOT NULL)",
            name="closed_whole",
        ),
        sa.CheckConstraint("(closed_at IS NULL) = (digest IS NULL)", name="digest_when_closed"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reporting_period")),
        sa.UniqueConstraint("last_day", name=op.f("uq_reporting_period_last_day")),
    )
    op.create_table(
        "period_step",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("period_id", sa.Integer(), nullable=False),
        sa.Column("action", choice("periodaction", *ACTIONS), nullable=False),
        sa.Column(
            "state", choice("scopestate", "waiting", "confirmed", "declined"), nullable=False
        ),
        sa.Column("reason", sa.String(2000), nullable=False),
        sa.Column("asked_by_id", sa.Integer(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("answered_by_id", sa.Integer(), nullable=True),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("answer", sa.String(2000), nullable=False),
        sa.CheckConstraint("answered_by_id <> asked_by_id", name="maker_is_not_checker"),
        sa.CheckConstraint(
            "state <> 'confirmed' OR answered_by_id IS NOT NULL", name="confirmed_by_a_second"
        ),
        key("period_step", "period_id", "reporting_period"),
        key("period_step", "asked_by_id", "user_account"),
        key("period_step", "answered_by_id", "user_account"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_period_step")),
    )
    op.create_index("ix_period_step_period_id", "period_step", ["period_id"])
    op.create_table(
        "no_change",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("period_id", sa.Integer(), nullable=False),
        sa.Column("party_id", sa.Integer(), nullable=False),
        sa.Column("note", sa.String(2000), nullable=False),
        sa.Column("made_by_id", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        key("no_change", "period_id", "reporting_period"),
        key("no_change", "party_id", "party"),
        key("no_change", "made_by_id", "user_account"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_no_change")),
        sa.UniqueConstraint("period_id", "party_id", name=op.f("uq_no_change_period_id_party_id")),
    )
    op.create_index("ix_no_change_period_id", "no_change", ["period_id"])
    op.create_index("ix_no_change_party_id", "no_change", ["party_id"])


def downgrade() -> None:
    for table in ("no_change", "period_step", "reporting_period"):
        op.drop_table(table)
