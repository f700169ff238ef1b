"""loans have tranches, a ledger, discount rates and estimates of their cost"""

from datetime import date

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

ADDED_KINDS = (
    "prepayment", "fee", "rate_change", "reschedule", "write_off", "recovery", "balance",
)  # fmt: skip
KINDS = (
    "actual", "refund", "adjustment", "call", "paid_in", "disbursement", "distribution",
    "repayment", "claim",
)  # fmt: skip
PROFILES = ("equal_principal", "annuity", "bullet", "bullet_capitalised")
RANGES = {
    "subsidy_range": "subsidy_ppm >= 0 AND subsidy_ppm <= 1000000",
    "guaranteed": "guaranteed_ppm > 0 AND guaranteed_ppm <= 1000000",
}
INTERNATIONAL = (
    {
        "purpose": "imf_world_bank",
        "rate_ppm": 50_000,
        "valid_from": date(2013, 10, 11),
        "source": "IMF·세계은행 이사회 결정(2013-10-11), IMF Press Release 13/408",
        "note": "저소득국 외채 분석의 단일 할인율. 국제 비교에만 씁니다.",
    },
    {
        "purpose": "oecd_dac",
        "rate_ppm": 100_000,
        "valid_from": date(1978, 2, 28),
        "source": "OECD DAC 원조 조건 권고(1978-02-28), DAC(78)7",
        "note": "증여 요소를 견주는 전통적 할인율 10%. 국제 비교에만 씁니다.",
    },
)
SAID_BY_NOBODY = {"lender": "", "state": "confirmed", "answer": ""}


def _choice(name: str, *values: str) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=32)


def _allow(table: str, column: str, name: str, values: tuple[str, ...]) -> None:
    """Let a column say these values and no others."""
    listed = ", ".join(f"'{value}'" for value in values)
    check = op.f(f"ck_{table}_{name}")
    with op.batch_alter_table(table) as batch_op:
        batch_op.drop_constraint(check, type_="check")
        batch_op.create_check_constraint(check, f"{column} IN ({listed})")


def upgrade() -> None:
    _allow("movement", "kind", "movementkind", (*KINDS, *ADDED_KINDS))
    _allow("loan_terms", "profile", "repaymentprofile", (*PROFILES, "custom"))
    _add_terms()
    _create_tables()
    rates = sa.table(
        "discount_rate",
        *(sa.column(name) for name in ("purpose", "rate_ppm", "source", "note", *SAID_BY_NOBODY)),
        sa.column("valid_from", sa.Date),
    )
    op.bulk_insert(rates, [{**row, **SAID_BY_NOBODY} for row in INTERNATIONAL])


def _add_terms() -> None:
    with op.batch_alter_table("loan_terms") as batch_op:
        for column in (
            sa.Column(
                "funding",
                _choice("loanfunding", "budget", "bank_account", "interest_subsidy", "guarantee"),
            ),
            sa.Column(
                "ledger",
                _choice("loanledger", "entries", "quarterly_balances"),
                nullable=False,
                server_default="entries",
            ),
            sa.Column("applied_on", sa.Date()),
            sa.Column("approved_on", sa.Date()),
            sa.Column("effective_on", sa.Date()),
            sa.Column("subsidy_ppm", sa.Integer()),
            sa.Column("guaranteed_ppm", sa.Integer()),
            sa.Column("interest_grace_months", sa.Integer()),
            sa.Column("first_due_on", sa.Date()),
            sa.Column("day_count", _choice("daycount", "30/360", "actual/365", "actual/actual")),
        ):
            batch_op.add_column(column)
    with op.batch_alter_table("loan_terms") as batch_op:
        batch_op.alter_column("ledger", server_default=None)
        for name, said in RANGES.items():
            batch_op.create_check_constraint(op.f(f"ck_loan_terms_{name}"), said)


def _create_tables() -> None:
    op.create_table(
        "discount_rate",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column(
            "purpose",
            sa.Enum(
                "treasury",
                "lender_ordinary",
                "imf_world_bank",
                "oecd_dac",
                name="discountpurpose",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("lender", sa.String(length=300), nullable=False),
        sa.Column("rate_ppm", sa.Integer(), nullable=False),
        sa.Column("default_ppm", sa.Integer(), nullable=True),
        sa.Column("recovery_ppm", sa.Integer(), nullable=True),
        sa.Column("recovery_months", sa.Integer(), nullable=True),
        sa.Column("fee_ppm", sa.Integer(), nullable=True),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("source", sa.String(length=500), nullable=False),
        sa.Column("note", sa.String(length=2000), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "waiting",
                "confirmed",
                "declined",
                name="scopestate",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("proposed_by_id", sa.Integer(), nullable=True),
        sa.Column("proposed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("confirmed_by_id", sa.Integer(), nullable=True),
        sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("answer", sa.String(length=2000), nullable=False),
        sa.CheckConstraint(
            "(purpose = 'treasury') = (default_ppm IS NOT NULL AND recovery_ppm IS NOT NULL"
            " AND recovery_months IS NOT NULL AND fee_ppm IS NOT NULL)",
            name=op.f("ck_discount_rate_treasury_expects"),
        ),
        sa.CheckConstraint(
            "confirmed_by_id <> proposed_by_id", name=op.f("ck_discount_rate_maker_is_not_checker")
        ),
        sa.CheckConstraint(
            "default_ppm >= 0 AND default_ppm < 1000000",
            name=op.f("ck_discount_rate_default_range"),
        ),
        sa.CheckConstraint(
            "rate_ppm >= 0 AND rate_ppm <= 1000000", name=op.f("ck_discount_rate_rate_range")
        ),
        sa.CheckConstraint(
            "recovery_ppm >= 0 AND recovery_ppm <= 1000000",
            name=op.f("ck_discount_rate_recovery_range"),
        ),
        sa.ForeignKeyConstraint(
            ["confirmed_by_id"], ["user_account.id"], name=op.f("fk_discount_rate_confirmed_by_id")
        ),
        sa.ForeignKeyConstraint(
            ["proposed_by_id"], ["user_account.id"], name=op.f("fk_discount_rate_proposed_by_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_discount_rate")),
    )
    with op.batch_alter_table("discount_rate", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_discount_rate_purpose"), ["purpose"], unique=False)

    op.create_table(
        "loan_estimate",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("instrument_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("revision_id", sa.Integer(), nullable=False),
        sa.Column("estimated_on", sa.Date(), nullable=False),
        sa.Column(
            "funding",
            sa.Enum(
                "budget",
                "bank_account",
                "interest_subsidy",
                "guarantee",
                name="loanfunding",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("face_won", sa.BigInteger(), nullable=False),
        sa.Column("outstanding_won", sa.BigInteger(), nullable=True),
        sa.Column("subsidy_won", sa.BigInteger(), nullable=True),
        sa.Column("parts", sa.JSON(), nullable=False),
        sa.Column("rate_id", sa.Integer(), nullable=True),
        sa.Column("expected_id", sa.Integer(), nullable=True),
        sa.Column("ordinary_id", sa.Integer(), nullable=True),
        sa.Column("ordinary_ppm", sa.Integer(), nullable=True),
        sa.Column("imf_ppm", sa.Integer(), nullable=True),
        sa.Column("dac_ppm", sa.Integer(), nullable=True),
        sa.Column("note", sa.String(length=2000), nullable=False),
        sa.Column("made_by_id", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["expected_id"], ["discount_rate.id"], name=op.f("fk_loan_estimate_expected_id")
        ),
        sa.ForeignKeyConstraint(
            ["instrument_id"], ["instrument.id"], name=op.f("fk_loan_estimate_instrument_id")
        ),
        sa.ForeignKeyConstraint(
            ["made_by_id"], ["user_account.id"], name=op.f("fk_loan_estimate_made_by_id")
        ),
        sa.ForeignKeyConstraint(
            ["ordinary_id"], ["discount_rate.id"], name=op.f("fk_loan_estimate_ordinary_id")
        ),
        sa.ForeignKeyConstraint(
            ["rate_id"], ["discount_rate.id"], name=op.f("fk_loan_estimate_rate_id")
        ),
        sa.ForeignKeyConstraint(
            ["revision_id"], ["revision.id"], name=op.f("fk_loan_estimate_revision_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_loan_estimate")),
        sa.UniqueConstraint(
            "instrument_id", "number", name=op.f("uq_loan_estimate_instrument_id_number")
        ),
    )
    with op.batch_alter_table("loan_estimate", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_loan_estimate_instrument_id"), ["instrument_id"], unique=False
        )

    op.create_table(
        "loan_instalment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("revision_id", sa.Integer(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("principal_won", sa.BigInteger(), nullable=False),
        sa.CheckConstraint(
            "principal_won >= 0", name=op.f("ck_loan_instalment_principal_not_negative")
        ),
        sa.ForeignKeyConstraint(
            ["revision_id"], ["revision.id"], name=op.f("fk_loan_instalment_revision_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_loan_instalment")),
        sa.UniqueConstraint(
            "revision_id", "due_on", name=op.f("uq_loan_instalment_revision_id_due_on")
        ),
    )
    with op.batch_alter_table("loan_instalment", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_loan_instalment_revision_id"), ["revision_id"], unique=False
        )

    op.create_table(
        "loan_movement",
        sa.Column("movement_id", sa.Integer(), nullable=False),
        sa.Column("tranche", sa.String(length=60), nullable=False),
        sa.Column("principal_won", sa.BigInteger(), nullable=True),
        sa.Column("interest_won", sa.BigInteger(), nullable=True),
        sa.Column("penalty_won", sa.BigInteger(), nullable=True),
        sa.Column("rate_ppm", sa.Integer(), nullable=True),
        sa.Column("first_due_on", sa.Date(), nullable=True),
        sa.Column("periods", sa.Integer(), nullable=True),
        sa.Column("grace_periods", sa.Integer(), nullable=True),
        sa.Column("disbursed_won", sa.BigInteger(), nullable=True),
        sa.Column("repaid_won", sa.BigInteger(), nullable=True),
        sa.Column("written_off_won", sa.BigInteger(), nullable=True),
        sa.Column("overdue_won", sa.BigInteger(), nullable=True),
        sa.Column("overdue_since", sa.Date(), nullable=True),
        sa.Column("corrects", sa.String(length=60), nullable=False),
        sa.CheckConstraint(
            "disbursed_won >= 0 AND repaid_won >= 0 AND written_off_won >= 0 AND overdue_won >= 0",
            name=op.f("ck_loan_movement_told_not_negative"),
        ),
        sa.CheckConstraint(
            "periods > 0 AND grace_periods < periods",
            name=op.f("ck_loan_movement_periods_in_order"),
        ),
        sa.CheckConstraint(
            "rate_ppm >= 0 AND rate_ppm <= 1000000", name=op.f("ck_loan_movement_rate_range")
        ),
        sa.ForeignKeyConstraint(
            ["movement_id"], ["movement.id"], name=op.f("fk_loan_movement_movement_id")
        ),
        sa.PrimaryKeyConstraint("movement_id", name=op.f("pk_loan_movement")),
    )
    op.create_table(
        "loan_tranche",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("revision_id", sa.Integer(), nullable=False),
        sa.Column("tranche", sa.String(length=60), nullable=False),
        sa.Column("amount_won", sa.BigInteger(), nullable=False),
        sa.Column("planned_on", sa.Date(), nullable=True),
        sa.CheckConstraint("amount_won >= 0", name=op.f("ck_loan_tranche_amount_not_negative")),
        sa.ForeignKeyConstraint(
            ["revision_id"], ["revision.id"], name=op.f("fk_loan_tranche_revision_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_loan_tranche")),
        sa.UniqueConstraint(
            "revision_id", "tranche", name=op.f("uq_loan_tranche_revision_id_tranche")
        ),
    )
    with op.batch_alter_table("loan_tranche", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_loan_tranche_revision_id"), ["revision_id"], unique=False
        )


def downgrade() -> None:
    for table, columns in (
        ("loan_tranche", ("revision_id",)),
        ("loan_movement", ()),
        ("loan_instalment", ("revision_id",)),
        ("loan_estimate", ("instrument_id",)),
        ("discount_rate", ("purpose",)),
    ):
        for column in columns:
            op.drop_index(f"ix_{table}_{column}", table_name=table)
        op.drop_table(table)
    with op.batch_alter_table("loan_terms") as batch_op:
        for name in (*RANGES, "loanfunding", "loanledger", "daycount"):
            batch_op.drop_constraint(op.f(f"ck_loan_terms_{name}"), type_="check")
        for column in (
            "day_count", "first_due_on", "interest_grace_months", "guaranteed_ppm", "subsidy_ppm",
            "effective_on", "approved_on", "applied_on", "ledger", "funding",
        ):  # fmt: skip
            batch_op.drop_column(column)
    _allow("loan_terms", "profile", "repaymentprofile", PROFILES)
    _allow("movement", "kind", "movementkind", KINDS)
