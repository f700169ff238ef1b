"""foreign amounts have a dated rate"""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision: str | None = "0016"
branch_labels = None
depends_on = None

STATES = ("waiting", "confirmed", "declined")


def upgrade() -> None:
    op.create_table(
        "exchange_rate",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("quoted_on", sa.Date(), nullable=False),
        sa.Column("rate_millionths", sa.BigInteger(), nullable=False),
        sa.Column("source", sa.String(length=500), nullable=False),
        sa.Column("note", sa.String(length=2000), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                *STATES, name="scopestate", native_enum=False, create_constraint=True, length=32
            ),
            nullable=False,
        ),
        sa.Column("proposed_by_id", sa.Integer(), nullable=False),
        sa.Column("proposed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("confirmed_by_id", sa.Integer(), nullable=True),
        sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("answer", sa.String(length=2000), nullable=False),
        sa.CheckConstraint(
            "rate_millionths > 0 AND rate_millionths <= 1000000000000",
            name=op.f("ck_exchange_rate_rate_range"),
        ),
        sa.CheckConstraint("currency <> 'KRW'", name=op.f("ck_exchange_rate_foreign_currency")),
        sa.CheckConstraint(
            "confirmed_by_id <> proposed_by_id", name=op.f("ck_exchange_rate_maker_is_not_checker")
        ),
        sa.CheckConstraint(
            "state <> 'confirmed' OR confirmed_by_id IS NOT NULL",
            name=op.f("ck_exchange_rate_confirmed_by_a_second"),
        ),
        sa.ForeignKeyConstraint(
            ["proposed_by_id"], ["user_account.id"], name=op.f("fk_exchange_rate_proposed_by_id")
        ),
        sa.ForeignKeyConstraint(
            ["confirmed_by_id"], ["user_account.id"], name=op.f("fk_exchange_rate_confirmed_by_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_exchange_rate")),
    )
    with op.batch_alter_table("exchange_rate", schema=None) as batch_op:
        batch_op.create_index(
            "ix_exchange_rate_currency_day", ["currency", "quoted_on"], unique=False
        )
    with op.batch_alter_table("pledge_terms", schema=None) as batch_op:
        batch_op.add_column(sa.Column("rate_on", sa.Date(), nullable=True))
    with op.batch_alter_table("pledge_line", schema=None) as batch_op:
        batch_op.add_column(sa.Column("foreign_amount", sa.BigInteger(), nullable=True))
        batch_op.create_check_constraint(
            op.f("ck_pledge_line_foreign_amount_not_negative"), "foreign_amount >= 0"
        )


def downgrade() -> None:
    with op.batch_alter_table("pledge_line", schema=None) as batch_op:
        batch_op.drop_constraint(op.f("ck_pledge_line_foreign_amount_not_negative"), type_="check")
        batch_op.drop_column("foreign_amount")
    with op.batch_alter_table("pledge_terms", schema=None) as batch_op:
        batch_op.drop_column("rate_on")
    op.drop_table("exchange_rate")
