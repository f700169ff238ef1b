"""deferred lines name a new date, and overdue proposals are dismissed with a reason"""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

RULES = ("overdue_line", "end_without_evidence", "deferral_over", "deferral_undated")
STAGES = (
    "intent",
    "announced",
    "firm",
    "executing",
    "completed",
    "deferred",
    "cancelled",
    "superseded",
    "lapsed",
    "disputed",
)


def choice(name: str, *values: str) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=32)


def upgrade() -> None:
    with op.batch_alter_table("pledge_line") as table:
        table.add_column(sa.Column("deferred_to", sa.Date(), nullable=True))
        table.create_check_constraint(
            op.f("ck_pledge_line_new_date_of_deferred"),
            "deferred_to IS NULL OR stage = 'deferred'",
        )
    op.create_table(
        "overdue_dismissal",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("instrument_id", sa.Integer(), nullable=False),
        sa.Column("rule", choice("overduerule", *RULES), nullable=False),
        sa.Column("year", sa.Integer(), nullable=True),
        sa.Column("stage", choice("stage", *STAGES), nullable=False),
        sa.Column("facts", sa.String(64), nullable=False),
        sa.Column("as_of", sa.Date(), nullable=False),
        sa.Column("reason", sa.String(2000), nullable=False),
        sa.Column("dismissed_by_id", sa.Integer(), nullable=False),
        sa.Column("dismissed_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("length(reason) > 0", name="says_why"),
        sa.ForeignKeyConstraint(
            ["instrument_id"],
            ["instrument.id"],
            name=op.f("fk_overdue_dismissal_instrument_id"),
        ),
        sa.ForeignKeyConstraint(
            ["dismissed_by_id"],
            ["user_account.id"],
            name=op.f("fk_overdue_dismissal_dismissed_by_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_overdue_dismissal")),
        sa.UniqueConstraint(
            "instrument_id", "facts", name=op.f("uq_overdue_dismissal_instrument_id_facts")
        ),
    )
    op.create_index("ix_overdue_dismissal_instrument_id", "overdue_dismissal", ["instrument_id"])


def downgrade() -> None:
    op.drop_table("overdue_dismissal")
    with op.batch_alter_table("pledge_line") as table:
        table.drop_constraint(op.f("ck_pledge_line_new_date_of_deferred"), type_="check")
        table.drop_column("deferred_to")
