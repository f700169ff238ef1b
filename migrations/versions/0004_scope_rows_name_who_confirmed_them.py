"""scope rows name who proposed and confirmed them"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

TABLE = "scope_rule"


def choice(name: str, *values: str) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=32)


def upgrade() -> None:
    with op.batch_alter_table(TABLE) as batch:
        batch.add_column(
            sa.Column("spend_kind", choice("spendkind", "capital", "current", "mixed"))
        )
        batch.add_column(
            sa.Column(
                "foreign_parent",
                choice("foreignparent", "counted", "left_out"),
                nullable=False,
                server_default="counted",
            )
        )
        batch.add_column(
            sa.Column(
                "ai_share",
                choice("aishare", "stated", "whole"),
                nullable=False,
                server_default="stated",
            )
        )
        batch.add_column(
            sa.Column(
                "state",
                choice("scopestate", "waiting", "confirmed", "declined"),
                nullable=False,
                server_default="confirmed",
            )
        )
        batch.add_column(sa.Column("answer", sa.String(2000), nullable=False, server_default=""))
        for person, moment in (
            ("proposed_by_id", "proposed_at"),
            ("confirmed_by_id", "confirmed_at"),
        ):
            batch.add_column(sa.Column(person, sa.Integer()))
            batch.add_column(sa.Column(moment, sa.DateTime(timezone=True)))
    with op.batch_alter_table(TABLE) as batch:
        for name in ("foreign_parent", "ai_share", "state", "answer"):
            batch.alter_column(name, server_default=None)
        batch.alter_column("reason", existing_type=sa.String(500), type_=sa.String(2000))
        batch.drop_constraint("uq_scope_rule_category_valid_from", type_="unique")
        batch.create_index("ix_scope_rule_category", ["category"])
        for person in ("confirmed_by_id", "proposed_by_id"):
            batch.create_foreign_key(f"fk_scope_rule_{person}", "user_account", [person], ["id"])
        batch.create_check_constraint(
            op.f("ck_scope_rule_maker_is_not_checker"), "confirmed_by_id <> proposed_by_id"
        )
        batch.create_check_constraint(
            op.f("ck_scope_rule_dates_in_order"), "valid_to >= valid_from"
        )
        batch.create_check_constraint(
            op.f("ck_scope_rule_confirmed_by_a_second"),
            "state <> 'confirmed' OR (proposed_by_id IS NULL) = (confirmed_by_id IS NULL)",
        )


def downgrade() -> None:
    op.execute(sa.text("DELETE FROM scope_rule WHERE proposed_by_id IS NOT NULL"))
    op.execute(sa.text("UPDATE scope_rule SET valid_to = NULL"))
    with op.batch_alter_table(TABLE) as batch:
        for name in ("maker_is_not_checker", "dates_in_order", "confirmed_by_a_second"):
            batch.drop_constraint(op.f(f"ck_scope_rule_{name}"), type_="check")
        for person in ("confirmed_by_id", "proposed_by_id"):
            batch.drop_constraint(f"fk_scope_rule_{person}", type_="foreignkey")
        batch.drop_index("ix_scope_rule_category")
        batch.alter_column("reason", existing_type=sa.String(2000), type_=sa.String(500))
        for name in ("spendkind", "foreignparent", "aishare", "scopestate"):
            batch.drop_constraint(op.f(f"ck_scope_rule_{name}"), type_="check")
        for name in (
            "spend_kind",
            "foreign_parent",
            "ai_share",
            "state",
            "answer",
            "proposed_by_id",
            "proposed_at",
            "confirmed_by_id",
            "confirmed_at",
        ):
            batch.drop_column(name)
    with op.batch_alter_table(TABLE) as batch:
        batch.create_unique_constraint(
            "uq_scope_rule_category_valid_from", ["category", "valid_from"]
        )
