"""pledges say what finances them"""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision: str | None = "0012"
branch_labels = None
depends_on = None

FINANCE = (
    "own_funds",
    "debt",
    "private_equity",
    "public_grant",
    "public_equity",
    "policy_loan",
    "credit_guarantee",
)
INDEXED = ("finance", "party_id", "record", "revision_id")


def upgrade() -> None:
    op.create_table(
        "pledge_financing",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("revision_id", sa.Integer(), nullable=False),
        sa.Column("entry", sa.String(length=60), nullable=False),
        sa.Column(
            "finance",
            sa.Enum(*FINANCE, name="finance", native_enum=False, create_constraint=True, length=32),
            nullable=False,
        ),
        sa.Column("amount_won", sa.BigInteger(), nullable=True),
        sa.Column("party_id", sa.Integer(), nullable=True),
        sa.Column("record", sa.String(length=20), nullable=False),
        sa.Column("covers", sa.String(length=60), nullable=False),
        sa.Column("evidence", sa.String(length=500), nullable=False),
        sa.CheckConstraint(
            "(finance = 'credit_guarantee') = (covers <> '')",
            name=op.f("ck_pledge_financing_guarantee_covers"),
        ),
        sa.CheckConstraint(
            "finance <> 'own_funds' OR record = ''",
            name=op.f("ck_pledge_financing_own_funds_are_own"),
        ),
        sa.CheckConstraint("amount_won >= 0", name=op.f("ck_pledge_financing_amount_not_negative")),
        sa.ForeignKeyConstraint(
            ["party_id"], ["party.id"], name=op.f("fk_pledge_financing_party_id")
        ),
        sa.ForeignKeyConstraint(
            ["revision_id"], ["revision.id"], name=op.f("fk_pledge_financing_revision_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pledge_financing")),
        sa.UniqueConstraint(
            "revision_id", "entry", name=op.f("uq_pledge_financing_revision_id_entry")
        ),
    )
    with op.batch_alter_table("pledge_financing", schema=None) as batch_op:
        for name in INDEXED:
            batch_op.create_index(batch_op.f(f"ix_pledge_financing_{name}"), [name], unique=False)


def downgrade() -> None:
    op.drop_table("pledge_financing")
