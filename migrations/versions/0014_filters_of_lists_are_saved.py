"""filters of lists are saved, and a bundle may come from a selection"""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision: str | None = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "saved_filter",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("owner_id", sa.Integer(), nullable=False),
        sa.Column("list_name", sa.String(length=40), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("query", sa.String(length=2000), nullable=False),
        sa.Column("is_shared", sa.Boolean(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["owner_id"], ["user_account.id"], name=op.f("fk_saved_filter_owner_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_saved_filter")),
        sa.UniqueConstraint(
            "owner_id", "list_name", "name", name=op.f("uq_saved_filter_owner_id_list_name_name")
        ),
    )
    for column in ("list_name", "owner_id"):
        op.create_index(op.f(f"ix_saved_filter_{column}"), "saved_filter", [column])
    op.create_table(
        "list_default",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("list_name", sa.String(length=40), nullable=False),
        sa.Column("filter_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["filter_id"], ["saved_filter.id"], name=op.f("fk_list_default_filter_id")
        ),
        sa.ForeignKeyConstraint(
            ["user_id"], ["user_account.id"], name=op.f("fk_list_default_user_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_list_default")),
        sa.UniqueConstraint("user_id", "list_name", name=op.f("uq_list_default_user_id_list_name")),
    )
    for column in ("filter_id", "user_id"):
        op.create_index(op.f(f"ix_list_default_{column}"), "list_default", [column])

    with op.batch_alter_table("submission") as batch:
        batch.add_column(
            sa.Column("is_selection", sa.Boolean(), nullable=False, server_default=sa.false())
        )
    with op.batch_alter_table("submission") as batch:
        batch.alter_column("is_selection", server_default=None)


def downgrade() -> None:
    with op.batch_alter_table("submission") as batch:
        batch.drop_column("is_selection")
    op.drop_table("list_default")
    op.drop_table("saved_filter")
