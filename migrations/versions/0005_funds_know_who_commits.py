"""funds know who commits"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


BEFORE = (
    "actual",
    "refund",
    "adjustment",
    "call",
    "disbursement",
    "distribution",
    "repayment",
    "claim",
)
AFTER = (*BEFORE[:4], "paid_in", *BEFORE[4:])


def _allow(kinds: tuple[str, ...]) -> None:
    """Let movements be of these kinds and no others."""
    listed = ", ".join(f"'{kind}'" for kind in kinds)
    with op.batch_alter_table("movement") as batch_op:
        batch_op.drop_constraint(op.f("ck_movement_movementkind"), type_="check")
        batch_op.create_check_constraint(op.f("ck_movement_movementkind"), f"kind IN ({listed})")


def upgrade() -> None:
    _allow(AFTER)
    op.create_table(
        "fund_budget",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("revision_id", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("project_code", sa.String(length=60), nullable=False),
        sa.Column(
            "budget_account",
            sa.Enum(
                "general_account",
                "special_account",
                "public_fund",
                name="budgetaccount",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("account_name", sa.String(length=300), nullable=False),
        sa.Column("budgeted_won", sa.BigInteger(), nullable=True),
        sa.Column("executed_won", sa.BigInteger(), nullable=True),
        sa.Column("spent_won", sa.BigInteger(), nullable=True),
        sa.Column("source", sa.String(length=500), nullable=False),
        sa.CheckConstraint(
            "budgeted_won >= 0 AND executed_won >= 0 AND spent_won >= 0",
            name=op.f("ck_fund_budget_amounts_not_negative"),
        ),
        sa.ForeignKeyConstraint(
            ["revision_id"], ["revision.id"], name=op.f("fk_fund_budget_revision_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_fund_budget")),
        sa.UniqueConstraint(
            "revision_id",
            "year",
            "project_code",
            name=op.f("uq_fund_budget_revision_id_year_project_code"),
        ),
    )
    with op.batch_alter_table("fund_budget", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_fund_budget_revision_id"), ["revision_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_fund_budget_year"), ["year"], unique=False)

    op.create_table(
        "fund_commitment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("revision_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(length=60), nullable=False),
        sa.Column("party_id", sa.Integer(), nullable=True),
        sa.Column("fund", sa.String(length=120), nullable=False),
        sa.Column("fund_id", sa.Integer(), nullable=True),
        sa.Column("investor", sa.String(length=300), nullable=False),
        sa.Column("is_public", sa.Boolean(), nullable=True),
        sa.Column("amount_won", sa.BigInteger(), nullable=False),
        sa.Column("committed_on", sa.Date(), nullable=True),
        sa.CheckConstraint(
            "fund = '' OR (investor = '' AND is_public IS NULL)",
            name=op.f("ck_fund_commitment_one_fund"),
        ),
        sa.CheckConstraint(
            "party_id IS NULL OR (fund = '' AND investor = '')",
            name=op.f("ck_fund_commitment_one_party"),
        ),
        sa.CheckConstraint("amount_won >= 0", name=op.f("ck_fund_commitment_amount_not_negative")),
        sa.ForeignKeyConstraint(
            ["fund_id"], ["instrument.id"], name=op.f("fk_fund_commitment_fund_id")
        ),
        sa.ForeignKeyConstraint(
            ["party_id"], ["party.id"], name=op.f("fk_fund_commitment_party_id")
        ),
        sa.ForeignKeyConstraint(
            ["revision_id"], ["revision.id"], name=op.f("fk_fund_commitment_revision_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_fund_commitment")),
        sa.UniqueConstraint(
            "revision_id", "number", name=op.f("uq_fund_commitment_revision_id_number")
        ),
    )
    with op.batch_alter_table("fund_commitment", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_fund_commitment_fund_id"), ["fund_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_fund_commitment_party_id"), ["party_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_fund_commitment_revision_id"), ["revision_id"], unique=False
        )

    op.create_table(
        "fund_movement",
        sa.Column("movement_id", sa.Integer(), nullable=False),
        sa.Column("commitment", sa.String(length=60), nullable=False),
        sa.Column("party_id", sa.Integer(), nullable=True),
        sa.Column("investee", sa.String(length=300), nullable=False),
        sa.Column(
            "investment",
            sa.Enum(
                "primary",
                "secondary",
                "fund",
                name="investmentnature",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=True,
        ),
        sa.Column("is_recycled", sa.Boolean(), nullable=False),
        sa.Column(
            "place",
            sa.Enum(
                "korea",
                "abroad",
                "mixed",
                name="place",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=True,
        ),
        sa.Column("ai_share_ppm", sa.Integer(), nullable=True),
        sa.Column("coinvested_won", sa.BigInteger(), nullable=True),
        sa.Column("corrects", sa.String(length=60), nullable=False),
        sa.CheckConstraint(
            "ai_share_ppm > 0 AND ai_share_ppm <= 1000000",
            name=op.f("ck_fund_movement_ai_share_range"),
        ),
        sa.CheckConstraint(
            "coinvested_won >= 0", name=op.f("ck_fund_movement_coinvested_not_negative")
        ),
        sa.ForeignKeyConstraint(
            ["movement_id"], ["movement.id"], name=op.f("fk_fund_movement_movement_id")
        ),
        sa.ForeignKeyConstraint(["party_id"], ["party.id"], name=op.f("fk_fund_movement_party_id")),
        sa.PrimaryKeyConstraint("movement_id", name=op.f("pk_fund_movement")),
    )
    with op.batch_alter_table("fund_movement", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_fund_movement_party_id"), ["party_id"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("fund_movement", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_fund_movement_party_id"))

    op.drop_table("fund_movement")
    with op.batch_alter_table("fund_commitment", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_fund_commitment_revision_id"))
        batch_op.drop_index(batch_op.f("ix_fund_commitment_party_id"))
        batch_op.drop_index(batch_op.f("ix_fund_commitment_fund_id"))

    op.drop_table("fund_commitment")
    with op.batch_alter_table("fund_budget", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_fund_budget_year"))
        batch_op.drop_index(batch_op.f("ix_fund_budget_revision_id"))

    op.drop_table("fund_budget")
    _allow(BEFORE)
