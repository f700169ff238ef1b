"""a company may want two people, and a statement of no change has two"""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

STATES = (
    "draft", "submitted", "in_review", "returned", "verified", "certified", "superseded",
    "withdrawn",
)  # fmt: skip
WITH_COMPANY = (STATES[0], "at_company", *STATES[1:])
KINDS = (
    "actual", "refund", "adjustment", "call", "paid_in", "disbursement", "distribution",
    "repayment", "prepayment", "fee", "rate_change", "reschedule", "write_off", "recovery",
    "balance",
)  # fmt: skip
RECORDS = ("revision", "movement")
SIGNED = "signed_by_id <> made_by_id"
OF_NO_CHANGE = {
    "maker_is_not_checker": "verified_by_id <> made_by_id",
    "signed_by_a_colleague": SIGNED,
    "verified_whole": "(state = 'verified') = (verified_by_id IS NOT NULL)",
}


def _choice(name: str, *values: str) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=32)


def _allow(table: str, column: str, name: str, values: tuple[str, ...]) -> None:
    """Let a column say these values and no others."""
    listed = ", ".join(f"'{value}'" for value in values)
    check = op.f(f"ck_{table}_{name}")
    with op.batch_alter_table(table) as batch:
        batch.drop_constraint(check, type_="check")
        batch.create_check_constraint(check, f"{column} IN ({listed})")


def upgrade() -> None:
    for table in RECORDS:
        _allow(table, "state", "state", WITH_COMPANY)
        with op.batch_alter_table(table) as batch:
            batch.add_column(sa.Column("signed_by_id", sa.Integer()))
        with op.batch_alter_table(table) as batch:
            batch.create_foreign_key(
                f"fk_{table}_signed_by_id", "user_account", ["signed_by_id"], ["id"]
            )
            batch.create_check_constraint(op.f(f"ck_{table}_signed_by_a_colleague"), SIGNED)
    _allow("movement", "kind", "movementkind", KINDS)
    _add_to_no_change()
    op.create_table(
        "sign_off",
        sa.Column("party_id", sa.Integer(), nullable=False),
        sa.Column("is_needed", sa.Boolean(), nullable=False),
        sa.Column("ending_by_id", sa.Integer(), nullable=True),
        sa.Column("changed_by_id", sa.Integer(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "is_needed OR ending_by_id IS NULL", name=op.f("ck_sign_off_only_what_holds_ends")
        ),
        sa.ForeignKeyConstraint(["party_id"], ["party.id"], name=op.f("fk_sign_off_party_id")),
        sa.ForeignKeyConstraint(
            ["ending_by_id"], ["user_account.id"], name=op.f("fk_sign_off_ending_by_id")
        ),
        sa.ForeignKeyConstraint(
            ["changed_by_id"], ["user_account.id"], name=op.f("fk_sign_off_changed_by_id")
        ),
        sa.PrimaryKeyConstraint("party_id", name=op.f("pk_sign_off")),
    )


def _add_to_no_change() -> None:
    """What was said before has no second person yet, so it waits for one."""
    with op.batch_alter_table("no_change") as batch:
        batch.add_column(
            sa.Column(
                "state",
                _choice("state", *WITH_COMPANY),
                nullable=False,
                server_default="submitted",
            )
        )
        batch.add_column(sa.Column("signed_by_id", sa.Integer()))
        batch.add_column(sa.Column("verified_by_id", sa.Integer()))
        batch.add_column(sa.Column("verified_at", sa.DateTime(timezone=True)))
        batch.add_column(sa.Column("answer", sa.String(2000), nullable=False, server_default=""))
    with op.batch_alter_table("no_change") as batch:
        batch.alter_column("state", server_default=None)
        batch.alter_column("answer", server_default=None)
        for column in ("signed_by_id", "verified_by_id"):
            batch.create_foreign_key(f"fk_no_change_{column}", "user_account", [column], ["id"])
        for name, rule in OF_NO_CHANGE.items():
            batch.create_check_constraint(op.f(f"ck_no_change_{name}"), rule)
        batch.create_index("ix_no_change_state", ["state"])


def downgrade() -> None:
    op.drop_table("sign_off")
    with op.batch_alter_table("no_change") as batch:
        batch.drop_index("ix_no_change_state")
        for name in (*OF_NO_CHANGE, "state"):
            batch.drop_constraint(op.f(f"ck_no_change_{name}"), type_="check")
        for column in ("signed_by_id", "verified_by_id"):
            batch.drop_constraint(f"fk_no_change_{column}", type_="foreignkey")
    with op.batch_alter_table("no_change") as batch:
        for column in ("answer", "verified_at", "verified_by_id", "signed_by_id", "state"):
            batch.drop_column(column)
    _allow("movement", "kind", "movementkind", (*KINDS, "claim"))
    for table in RECORDS:
        op.execute(sa.text(f"UPDATE {table} SET state = 'draft' WHERE state = 'at_company'"))
        _allow(table, "state", "state", STATES)
        with op.batch_alter_table(table) as batch:
            batch.drop_constraint(op.f(f"ck_{table}_signed_by_a_colleague"), type_="check")
            batch.drop_constraint(f"fk_{table}_signed_by_id", type_="foreignkey")
        with op.batch_alter_table(table) as batch:
            batch.drop_column("signed_by_id")
