"""what is typed into a form is kept until it is sent"""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "form_draft",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("form", sa.String(60), nullable=False),
        sa.Column("opening", sa.String(32), nullable=False),
        sa.Column("typed", sa.JSON(), nullable=False),
        sa.Column("is_closed", sa.Boolean(), nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["user_id"], ["user_account.id"], name=op.f("fk_form_draft_user_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_form_draft")),
        sa.UniqueConstraint("user_id", "opening", name=op.f("uq_form_draft_user_id_opening")),
    )
    op.create_index(op.f("ix_form_draft_user_id"), "form_draft", ["user_id"])
    op.create_index(op.f("ix_form_draft_saved_at"), "form_draft", ["saved_at"])


def downgrade() -> None:
    op.drop_table("form_draft")
