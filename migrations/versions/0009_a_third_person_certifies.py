"""a third person certifies, and a withdrawal is a version of its own"""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

TABLES = ("revision", "movement")
CHECKS = {
    "certified_by_a_third": "certified_by_id <> made_by_id AND certified_by_id <> verified_by_id",
    "certified_whole": "(certified_by_id IS NULL) = (certified_at IS NULL)",
}


def upgrade() -> None:
    with op.batch_alter_table("revision") as batch:
        batch.add_column(
            sa.Column("is_withdrawal", sa.Boolean(), nullable=False, server_default=sa.false())
        )
    with op.batch_alter_table("revision") as batch:
        batch.alter_column("is_withdrawal", server_default=None)
    for table in TABLES:
        with op.batch_alter_table(table) as batch:
            batch.add_column(sa.Column("certified_by_id", sa.Integer()))
            batch.add_column(sa.Column("certified_at", sa.DateTime(timezone=True)))
        with op.batch_alter_table(table) as batch:
            batch.create_foreign_key(
                f"fk_{table}_certified_by_id", "user_account", ["certified_by_id"], ["id"]
            )
            for name, rule in CHECKS.items():
                batch.create_check_constraint(op.f(f"ck_{table}_{name}"), rule)


def downgrade() -> None:
    op.execute(sa.text("UPDATE revision SET state = 'verified' WHERE state = 'certified'"))
    op.execute(sa.text("UPDATE movement SET state = 'verified' WHERE state = 'certified'"))
    for table in TABLES:
        with op.batch_alter_table(table) as batch:
            for name in CHECKS:
                batch.drop_constraint(op.f(f"ck_{table}_{name}"), type_="check")
            batch.drop_constraint(f"fk_{table}_certified_by_id", type_="foreignkey")
        with op.batch_alter_table(table) as batch:
            batch.drop_column("certified_by_id")
            batch.drop_column("certified_at")
    with op.batch_alter_table("revision") as batch:
        batch.drop_column("is_withdrawal")
