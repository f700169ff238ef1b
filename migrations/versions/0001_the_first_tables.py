"""the first tables"""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "party",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("name_ko", sa.String(length=200), nullable=False),
        sa.Column("name_en", sa.String(length=200), nullable=True),
        sa.Column("brn", sa.String(length=10), nullable=True),
        sa.Column("crn", sa.String(length=13), nullable=True),
        sa.Column(
            "kind",
            sa.Enum(
                "company",
                "group",
                "consortium",
                "fund",
                "bank",
                "public_body",
                name="partykind",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("is_public", sa.Boolean(), nullable=False),
        sa.Column("is_foreign", sa.Boolean(), nullable=False),
        sa.Column("group_id", sa.Integer(), nullable=True),
        sa.Column(
            "size",
            sa.Enum(
                "large",
                "mid",
                "sme",
                "startup",
                name="size",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=True,
        ),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["group_id"], ["party.id"], name=op.f("fk_party_group_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_party")),
        sa.UniqueConstraint("brn", name=op.f("uq_party_brn")),
        sa.UniqueConstraint("code", name=op.f("uq_party_code")),
    )
    with op.batch_alter_table("party", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_party_group_id"), ["group_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_party_name_ko"), ["name_ko"], unique=False)

    op.create_table(
        "scope_rule",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column(
            "category",
            sa.Enum(
                "data_centre",
                "compute",
                "semiconductor",
                "model",
                "network",
                "cloud",
                "robotics",
                "rnd_talent",
                "equity",
                "other_ai",
                "mixed",
                "not_ai",
                name="category",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("in_scope", sa.Boolean(), nullable=False),
        sa.Column("is_chips", sa.Boolean(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("reason", sa.String(length=500), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_scope_rule")),
        sa.UniqueConstraint(
            "category", "valid_from", name=op.f("uq_scope_rule_category_valid_from")
        ),
    )
    op.create_table(
        "instrument",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=20), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "pledge",
                "tax_incentive",
                "fund",
                "loan",
                name="kind",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("filer_id", sa.Integer(), nullable=False),
        sa.Column("reference", sa.String(length=60), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["filer_id"], ["party.id"], name=op.f("fk_instrument_filer_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_instrument")),
        sa.UniqueConstraint("code", name=op.f("uq_instrument_code")),
        sa.UniqueConstraint(
            "kind", "filer_id", "reference", name=op.f("uq_instrument_kind_filer_id_reference")
        ),
    )
    with op.batch_alter_table("instrument", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_instrument_filer_id"), ["filer_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_instrument_kind"), ["kind"], unique=False)

    op.create_table(
        "user_account",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("email", sa.String(length=200), nullable=False),
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.Column(
            "role",
            sa.Enum(
                "official",
                "economist",
                "company",
                "auditor",
                "administrator",
                name="role",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("party_id", sa.Integer(), nullable=True),
        sa.Column("password", sa.String(length=300), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("session_key", sa.String(length=64), nullable=False),
        sa.Column("language", sa.String(length=2), nullable=True),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "(role = 'company') = (party_id IS NOT NULL)",
            name=op.f("ck_user_account_company_has_party"),
        ),
        sa.ForeignKeyConstraint(["party_id"], ["party.id"], name=op.f("fk_user_account_party_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_user_account")),
        sa.UniqueConstraint("email", name=op.f("uq_user_account_email")),
        sa.UniqueConstraint("session_key", name=op.f("uq_user_account_session_key")),
    )
    with op.batch_alter_table("user_account", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_user_account_party_id"), ["party_id"], unique=False)

    op.create_table(
        "overlap_decision",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("first_id", sa.Integer(), nullable=False),
        sa.Column("second_id", sa.Integer(), nullable=False),
        sa.Column(
            "verdict",
            sa.Enum(
                "same",
                "different",
                "part_of",
                name="verdict",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("kept_id", sa.Integer(), nullable=True),
        sa.Column("reason", sa.String(length=2000), nullable=False),
        sa.Column("decided_by_id", sa.Integer(), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("first_id < second_id", name=op.f("ck_overlap_decision_one_order")),
        sa.ForeignKeyConstraint(
            ["decided_by_id"], ["user_account.id"], name=op.f("fk_overlap_decision_decided_by_id")
        ),
        sa.ForeignKeyConstraint(
            ["first_id"], ["instrument.id"], name=op.f("fk_overlap_decision_first_id")
        ),
        sa.ForeignKeyConstraint(
            ["kept_id"], ["instrument.id"], name=op.f("fk_overlap_decision_kept_id")
        ),
        sa.ForeignKeyConstraint(
            ["second_id"], ["instrument.id"], name=op.f("fk_overlap_decision_second_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_overlap_decision")),
        sa.UniqueConstraint(
            "first_id", "second_id", name=op.f("uq_overlap_decision_first_id_second_id")
        ),
    )
    with op.batch_alter_table("overlap_decision", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_overlap_decision_first_id"), ["first_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_overlap_decision_second_id"), ["second_id"], unique=False
        )

    op.create_table(
        "projection_run",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(length=20), nullable=False),
        sa.Column("scenario", sa.String(length=60), nullable=False),
        sa.Column("scope", sa.String(length=20), nullable=False),
        sa.Column("basis", sa.String(length=20), nullable=False),
        sa.Column("as_of", sa.Date(), nullable=False),
        sa.Column("draws", sa.Integer(), nullable=False),
        sa.Column("seed", sa.BigInteger(), nullable=False),
        sa.Column("inputs_sha256", sa.String(length=64), nullable=False),
        sa.Column("results_sha256", sa.String(length=64), nullable=False),
        sa.Column("inputs", sa.JSON(), nullable=False),
        sa.Column("results", sa.JSON(), nullable=False),
        sa.Column("manifest", sa.JSON(), nullable=False),
        sa.Column("made_by_id", sa.Integer(), nullable=True),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["made_by_id"], ["user_account.id"], name=op.f("fk_projection_run_made_by_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_projection_run")),
        sa.UniqueConstraint("number", name=op.f("uq_projection_run_number")),
    )
    with op.batch_alter_table("projection_run", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_projection_run_inputs_sha256"), ["inputs_sha256"], unique=False
        )

    op.create_table(
        "submission",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(length=20), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "pledge",
                "tax_incentive",
                "fund",
                "loan",
                name="kind",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column(
            "state",
            sa.Enum(
                "uploaded",
                "applied",
                "verified",
                "withdrawn",
                name="submissionstate",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("filename", sa.String(length=200), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("party_id", sa.Integer(), nullable=True),
        sa.Column("made_by_id", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("applied_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("counts", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["made_by_id"], ["user_account.id"], name=op.f("fk_submission_made_by_id")
        ),
        sa.ForeignKeyConstraint(["party_id"], ["party.id"], name=op.f("fk_submission_party_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_submission")),
        sa.UniqueConstraint("number", name=op.f("uq_submission_number")),
    )
    with op.batch_alter_table("submission", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_submission_made_by_id"), ["made_by_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_submission_party_id"), ["party_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_submission_sha256"), ["sha256"], unique=False)
        batch_op.create_index(batch_op.f("ix_submission_state"), ["state"], unique=False)

    op.create_table(
        "movement",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("instrument_id", sa.Integer(), nullable=False),
        sa.Column("entry", sa.String(length=60), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "actual",
                "refund",
                "adjustment",
                "call",
                "disbursement",
                "distribution",
                "repayment",
                "claim",
                name="movementkind",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("period_from", sa.Date(), nullable=False),
        sa.Column("period_to", sa.Date(), nullable=False),
        sa.Column("amount_won", sa.BigInteger(), nullable=False),
        sa.Column(
            "recorded_as",
            sa.Enum(
                "period",
                "running_total",
                name="recordedas",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column(
            "basis",
            sa.Enum(
                "cash",
                "accrual",
                name="basis",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column(
            "evidence_grade",
            sa.Enum(
                "A",
                "B",
                "C",
                "D",
                name="evidencegrade",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("evidence", sa.String(length=500), nullable=False),
        sa.Column("known_on", sa.Date(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "draft",
                "submitted",
                "in_review",
                "returned",
                "verified",
                "certified",
                "superseded",
                "withdrawn",
                name="state",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("made_by_id", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("submission_id", sa.Integer(), nullable=True),
        sa.Column("verified_by_id", sa.Integer(), nullable=True),
        sa.Column("verified_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("lock", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "kind = 'adjustment' OR amount_won >= 0", name=op.f("ck_movement_sign_by_kind")
        ),
        sa.CheckConstraint("period_to >= period_from", name=op.f("ck_movement_period_in_order")),
        sa.CheckConstraint(
            "verified_by_id <> made_by_id", name=op.f("ck_movement_maker_is_not_checker")
        ),
        sa.ForeignKeyConstraint(
            ["instrument_id"], ["instrument.id"], name=op.f("fk_movement_instrument_id")
        ),
        sa.ForeignKeyConstraint(
            ["made_by_id"], ["user_account.id"], name=op.f("fk_movement_made_by_id")
        ),
        sa.ForeignKeyConstraint(
            ["submission_id"], ["submission.id"], name=op.f("fk_movement_submission_id")
        ),
        sa.ForeignKeyConstraint(
            ["verified_by_id"], ["user_account.id"], name=op.f("fk_movement_verified_by_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_movement")),
        sa.UniqueConstraint("instrument_id", "entry", name=op.f("uq_movement_instrument_id_entry")),
    )
    with op.batch_alter_table("movement", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_movement_instrument_id"), ["instrument_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_movement_state"), ["state"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_movement_submission_id"), ["submission_id"], unique=False
        )

    op.create_table(
        "revision",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("instrument_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "draft",
                "submitted",
                "in_review",
                "returned",
                "verified",
                "certified",
                "superseded",
                "withdrawn",
                name="state",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("title", sa.String(length=300), nullable=False),
        sa.Column("amount_won", sa.BigInteger(), nullable=True),
        sa.Column("amount_text", sa.String(length=200), nullable=False),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("foreign_amount", sa.BigInteger(), nullable=True),
        sa.Column("announced_on", sa.Date(), nullable=True),
        sa.Column("known_on", sa.Date(), nullable=False),
        sa.Column(
            "visibility",
            sa.Enum(
                "public",
                "officials",
                "embargoed",
                name="visibility",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("embargo_until", sa.Date(), nullable=True),
        sa.Column("source", sa.String(length=500), nullable=False),
        sa.Column("note", sa.String(length=2000), nullable=False),
        sa.Column("reason", sa.String(length=2000), nullable=False),
        sa.Column("made_by_id", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("submission_id", sa.Integer(), nullable=True),
        sa.Column("verified_by_id", sa.Integer(), nullable=True),
        sa.Column("valid_from", sa.DateTime(timezone=True), nullable=True),
        sa.Column("valid_to", sa.DateTime(timezone=True), nullable=True),
        sa.Column("lock", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(verified_by_id IS NULL) = (valid_from IS NULL)",
            name=op.f("ck_revision_verified_whole"),
        ),
        sa.CheckConstraint("amount_won >= 0", name=op.f("ck_revision_amount_not_negative")),
        sa.CheckConstraint(
            "verified_by_id <> made_by_id", name=op.f("ck_revision_maker_is_not_checker")
        ),
        sa.ForeignKeyConstraint(
            ["instrument_id"], ["instrument.id"], name=op.f("fk_revision_instrument_id")
        ),
        sa.ForeignKeyConstraint(
            ["made_by_id"], ["user_account.id"], name=op.f("fk_revision_made_by_id")
        ),
        sa.ForeignKeyConstraint(
            ["submission_id"], ["submission.id"], name=op.f("fk_revision_submission_id")
        ),
        sa.ForeignKeyConstraint(
            ["verified_by_id"], ["user_account.id"], name=op.f("fk_revision_verified_by_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_revision")),
        sa.UniqueConstraint(
            "instrument_id", "number", name=op.f("uq_revision_instrument_id_number")
        ),
    )
    with op.batch_alter_table("revision", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_revision_instrument_id"), ["instrument_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_revision_made_by_id"), ["made_by_id"], unique=False)
        batch_op.create_index(
            "ix_revision_state_instrument", ["state", "instrument_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_revision_submission_id"), ["submission_id"], unique=False
        )

    op.create_table(
        "event",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor_id", sa.Integer(), nullable=True),
        sa.Column("action", sa.String(length=40), nullable=False),
        sa.Column("party_id", sa.Integer(), nullable=True),
        sa.Column("instrument_id", sa.Integer(), nullable=True),
        sa.Column("revision_id", sa.Integer(), nullable=True),
        sa.Column("movement_id", sa.Integer(), nullable=True),
        sa.Column("submission_id", sa.Integer(), nullable=True),
        sa.Column("run_id", sa.Integer(), nullable=True),
        sa.Column("changes", sa.JSON(), nullable=False),
        sa.Column("reason", sa.String(length=2000), nullable=False),
        sa.ForeignKeyConstraint(["actor_id"], ["user_account.id"], name=op.f("fk_event_actor_id")),
        sa.ForeignKeyConstraint(
            ["instrument_id"], ["instrument.id"], name=op.f("fk_event_instrument_id")
        ),
        sa.ForeignKeyConstraint(
            ["movement_id"], ["movement.id"], name=op.f("fk_event_movement_id")
        ),
        sa.ForeignKeyConstraint(["party_id"], ["party.id"], name=op.f("fk_event_party_id")),
        sa.ForeignKeyConstraint(
            ["revision_id"], ["revision.id"], name=op.f("fk_event_revision_id")
        ),
        sa.ForeignKeyConstraint(["run_id"], ["projection_run.id"], name=op.f("fk_event_run_id")),
        sa.ForeignKeyConstraint(
            ["submission_id"], ["submission.id"], name=op.f("fk_event_submission_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_event")),
    )
    with op.batch_alter_table("event", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_event_actor_id"), ["actor_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_event_at"), ["at"], unique=False)
        batch_op.create_index(batch_op.f("ix_event_instrument_id"), ["instrument_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_event_movement_id"), ["movement_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_event_party_id"), ["party_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_event_revision_id"), ["revision_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_event_run_id"), ["run_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_event_submission_id"), ["submission_id"], unique=False)

    op.create_table(
        "fund_terms",
        sa.Column("revision_id", sa.Integer(), nullable=False),
        sa.Column(
            "form",
            sa.Enum(
                "programme",
                "fund_of_funds",
                "fund",
                "direct",
                "indirect",
                "equity",
                "procurement",
                "register",
                name="fundform",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column(
            "stage",
            sa.Enum(
                "planned",
                "formed",
                "investing",
                "harvesting",
                "liquidated",
                "failed",
                name="fundstage",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("operator", sa.String(length=300), nullable=False),
        sa.Column("beneficiary", sa.String(length=300), nullable=False),
        sa.Column("public_won", sa.BigInteger(), nullable=True),
        sa.Column("private_won", sa.BigInteger(), nullable=True),
        sa.Column("start_year", sa.Integer(), nullable=True),
        sa.Column("end_year", sa.Integer(), nullable=True),
        sa.Column("part_of", sa.String(length=120), nullable=False),
        sa.Column("part_of_id", sa.Integer(), nullable=True),
        sa.CheckConstraint("end_year >= start_year", name=op.f("ck_fund_terms_years_in_order")),
        sa.ForeignKeyConstraint(
            ["part_of_id"], ["instrument.id"], name=op.f("fk_fund_terms_part_of_id")
        ),
        sa.ForeignKeyConstraint(
            ["revision_id"], ["revision.id"], name=op.f("fk_fund_terms_revision_id")
        ),
        sa.PrimaryKeyConstraint("revision_id", name=op.f("pk_fund_terms")),
    )
    with op.batch_alter_table("fund_terms", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_fund_terms_part_of_id"), ["part_of_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_fund_terms_stage"), ["stage"], unique=False)

    op.create_table(
        "loan_terms",
        sa.Column("revision_id", sa.Integer(), nullable=False),
        sa.Column(
            "stage",
            sa.Enum(
                "programme",
                "applied",
                "approved",
                "effective",
                "disbursing",
                "disbursed",
                "repaying",
                "in_arrears",
                "rescheduled",
                "written_off",
                "closed",
                name="loanstage",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("lender", sa.String(length=300), nullable=False),
        sa.Column("beneficiary", sa.String(length=300), nullable=False),
        sa.Column("rate_ppm", sa.Integer(), nullable=True),
        sa.Column("rate_text", sa.String(length=200), nullable=False),
        sa.Column("market_rate_ppm", sa.Integer(), nullable=True),
        sa.Column("maturity_months", sa.Integer(), nullable=True),
        sa.Column("grace_months", sa.Integer(), nullable=True),
        sa.Column("tenor_text", sa.String(length=200), nullable=False),
        sa.Column("payments_per_year", sa.Integer(), nullable=True),
        sa.Column(
            "profile",
            sa.Enum(
                "equal_principal",
                "annuity",
                "bullet",
                "bullet_capitalised",
                name="repaymentprofile",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=True,
        ),
        sa.Column("is_constrained", sa.Boolean(), nullable=True),
        sa.Column("start_year", sa.Integer(), nullable=True),
        sa.Column("end_year", sa.Integer(), nullable=True),
        sa.Column("part_of", sa.String(length=120), nullable=False),
        sa.Column("part_of_id", sa.Integer(), nullable=True),
        sa.CheckConstraint("end_year >= start_year", name=op.f("ck_loan_terms_years_in_order")),
        sa.CheckConstraint(
            "rate_ppm >= 0 AND rate_ppm <= 1000000", name=op.f("ck_loan_terms_rate_range")
        ),
        sa.ForeignKeyConstraint(
            ["part_of_id"], ["instrument.id"], name=op.f("fk_loan_terms_part_of_id")
        ),
        sa.ForeignKeyConstraint(
            ["revision_id"], ["revision.id"], name=op.f("fk_loan_terms_revision_id")
        ),
        sa.PrimaryKeyConstraint("revision_id", name=op.f("pk_loan_terms")),
    )
    with op.batch_alter_table("loan_terms", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_loan_terms_part_of_id"), ["part_of_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_loan_terms_stage"), ["stage"], unique=False)

    op.create_table(
        "participant",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("revision_id", sa.Integer(), nullable=False),
        sa.Column("party_id", sa.Integer(), nullable=False),
        sa.Column("share_ppm", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "share_ppm > 0 AND share_ppm <= 1000000", name=op.f("ck_participant_share_range")
        ),
        sa.ForeignKeyConstraint(["party_id"], ["party.id"], name=op.f("fk_participant_party_id")),
        sa.ForeignKeyConstraint(
            ["revision_id"], ["revision.id"], name=op.f("fk_participant_revision_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_participant")),
        sa.UniqueConstraint(
            "revision_id", "party_id", name=op.f("uq_participant_revision_id_party_id")
        ),
    )
    with op.batch_alter_table("participant", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_participant_party_id"), ["party_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_participant_revision_id"), ["revision_id"], unique=False
        )

    op.create_table(
        "pledge_line",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("revision_id", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=True),
        sa.Column("amount_won", sa.BigInteger(), nullable=True),
        sa.Column(
            "stage",
            sa.Enum(
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
                name="stage",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("stage_on", sa.Date(), nullable=True),
        sa.Column(
            "evidence_grade",
            sa.Enum(
                "A",
                "B",
                "C",
                "D",
                name="evidencegrade",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=True,
        ),
        sa.Column("evidence", sa.String(length=500), nullable=False),
        sa.CheckConstraint("amount_won >= 0", name=op.f("ck_pledge_line_amount_not_negative")),
        sa.ForeignKeyConstraint(
            ["revision_id"], ["revision.id"], name=op.f("fk_pledge_line_revision_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pledge_line")),
        sa.UniqueConstraint(
            "revision_id", "year", "stage", name=op.f("uq_pledge_line_revision_id_year_stage")
        ),
    )
    with op.batch_alter_table("pledge_line", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_pledge_line_revision_id"), ["revision_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_pledge_line_stage"), ["stage"], unique=False)
        batch_op.create_index(batch_op.f("ix_pledge_line_year"), ["year"], unique=False)

    op.create_table(
        "pledge_terms",
        sa.Column("revision_id", sa.Integer(), nullable=False),
        sa.Column(
            "category",
            sa.Enum(
                "data_centre",
                "compute",
                "semiconductor",
                "model",
                "network",
                "cloud",
                "robotics",
                "rnd_talent",
                "equity",
                "other_ai",
                "mixed",
                "not_ai",
                name="category",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column(
            "nature",
            sa.Enum(
                "investment",
                "aggregate",
                "rumour",
                "orders_target",
                "fundraising",
                "equity_round",
                "fund",
                "acquisition",
                "land",
                "intra_group",
                "secondary",
                "lease",
                "public_money",
                name="nature",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column(
            "spend_kind",
            sa.Enum(
                "capital",
                "current",
                "mixed",
                name="spendkind",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=True,
        ),
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
            nullable=False,
        ),
        sa.Column("region", sa.String(length=60), nullable=False),
        sa.Column("period_start", sa.Integer(), nullable=True),
        sa.Column("period_end", sa.Integer(), nullable=True),
        sa.Column("ai_share_ppm", sa.Integer(), nullable=True),
        sa.Column("is_partnership", sa.Boolean(), nullable=False),
        sa.Column("public_part_won", sa.BigInteger(), nullable=True),
        sa.Column("public_grant_won", sa.BigInteger(), nullable=True),
        sa.Column("policy_loan_won", sa.BigInteger(), nullable=True),
        sa.Column("part_of", sa.String(length=120), nullable=False),
        sa.Column("part_of_id", sa.Integer(), nullable=True),
        sa.Column("overlap_key", sa.String(length=120), nullable=False),
        sa.Column("counterparty", sa.String(length=300), nullable=False),
        sa.CheckConstraint(
            "ai_share_ppm > 0 AND ai_share_ppm <= 1000000",
            name=op.f("ck_pledge_terms_ai_share_range"),
        ),
        sa.CheckConstraint(
            "period_end >= period_start", name=op.f("ck_pledge_terms_period_in_order")
        ),
        sa.ForeignKeyConstraint(
            ["part_of_id"], ["instrument.id"], name=op.f("fk_pledge_terms_part_of_id")
        ),
        sa.ForeignKeyConstraint(
            ["revision_id"], ["revision.id"], name=op.f("fk_pledge_terms_revision_id")
        ),
        sa.PrimaryKeyConstraint("revision_id", name=op.f("pk_pledge_terms")),
    )
    with op.batch_alter_table("pledge_terms", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_pledge_terms_category"), ["category"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_pledge_terms_overlap_key"), ["overlap_key"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_pledge_terms_part_of_id"), ["part_of_id"], unique=False
        )

    op.create_table(
        "tax_incentive_terms",
        sa.Column("revision_id", sa.Integer(), nullable=False),
        sa.Column("article", sa.String(length=60), nullable=False),
        sa.Column(
            "provision",
            sa.Enum(
                "rnd_credit",
                "investment_credit",
                "temporary_investment_credit",
                "equity_credit",
                "rule",
                name="provision",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column(
            "tier",
            sa.Enum(
                "national_strategic",
                "semiconductor",
                "new_growth",
                "general",
                "other",
                name="taxtier",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=True,
        ),
        sa.Column(
            "firm_size",
            sa.Enum(
                "sme",
                "graduated",
                "graduated_late",
                "mid",
                "mid_large",
                "large",
                "corporation",
                "all",
                name="firmsize",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("rate_ppm", sa.Integer(), nullable=True),
        sa.Column("rate_text", sa.String(length=200), nullable=False),
        sa.Column("extra_rule", sa.String(length=300), nullable=False),
        sa.Column("cap_rule", sa.String(length=300), nullable=False),
        sa.Column("effective_from", sa.Date(), nullable=True),
        sa.Column("effective_to", sa.Date(), nullable=True),
        sa.Column("effective_text", sa.String(length=200), nullable=False),
        sa.Column(
            "status",
            sa.Enum(
                "in_force",
                "expired",
                "superseded",
                "proposed",
                name="provisionstatus",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.CheckConstraint(
            "effective_to >= effective_from", name=op.f("ck_tax_incentive_terms_dates_in_order")
        ),
        sa.CheckConstraint(
            "rate_ppm >= 0 AND rate_ppm <= 1000000", name=op.f("ck_tax_incentive_terms_rate_range")
        ),
        sa.ForeignKeyConstraint(
            ["revision_id"], ["revision.id"], name=op.f("fk_tax_incentive_terms_revision_id")
        ),
        sa.PrimaryKeyConstraint("revision_id", name=op.f("pk_tax_incentive_terms")),
    )
    with op.batch_alter_table("tax_incentive_terms", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_tax_incentive_terms_status"), ["status"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("tax_incentive_terms", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_tax_incentive_terms_status"))

    op.drop_table("tax_incentive_terms")
    with op.batch_alter_table("pledge_terms", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_pledge_terms_part_of_id"))
        batch_op.drop_index(batch_op.f("ix_pledge_terms_overlap_key"))
        batch_op.drop_index(batch_op.f("ix_pledge_terms_category"))

    op.drop_table("pledge_terms")
    with op.batch_alter_table("pledge_line", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_pledge_line_year"))
        batch_op.drop_index(batch_op.f("ix_pledge_line_stage"))
        batch_op.drop_index(batch_op.f("ix_pledge_line_revision_id"))

    op.drop_table("pledge_line")
    with op.batch_alter_table("participant", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_participant_revision_id"))
        batch_op.drop_index(batch_op.f("ix_participant_party_id"))

    op.drop_table("participant")
    with op.batch_alter_table("loan_terms", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_loan_terms_stage"))
        batch_op.drop_index(batch_op.f("ix_loan_terms_part_of_id"))

    op.drop_table("loan_terms")
    with op.batch_alter_table("fund_terms", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_fund_terms_stage"))
        batch_op.drop_index(batch_op.f("ix_fund_terms_part_of_id"))

    op.drop_table("fund_terms")
    with op.batch_alter_table("event", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_event_submission_id"))
        batch_op.drop_index(batch_op.f("ix_event_run_id"))
        batch_op.drop_index(batch_op.f("ix_event_revision_id"))
        batch_op.drop_index(batch_op.f("ix_event_party_id"))
        batch_op.drop_index(batch_op.f("ix_event_movement_id"))
        batch_op.drop_index(batch_op.f("ix_event_instrument_id"))
        batch_op.drop_index(batch_op.f("ix_event_at"))
        batch_op.drop_index(batch_op.f("ix_event_actor_id"))

    op.drop_table("event")
    with op.batch_alter_table("revision", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_revision_submission_id"))
        batch_op.drop_index("ix_revision_state_instrument")
        batch_op.drop_index(batch_op.f("ix_revision_made_by_id"))
        batch_op.drop_index(batch_op.f("ix_revision_instrument_id"))

    op.drop_table("revision")
    with op.batch_alter_table("movement", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_movement_submission_id"))
        batch_op.drop_index(batch_op.f("ix_movement_state"))
        batch_op.drop_index(batch_op.f("ix_movement_instrument_id"))

    op.drop_table("movement")
    with op.batch_alter_table("submission", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_submission_state"))
        batch_op.drop_index(batch_op.f("ix_submission_sha256"))
        batch_op.drop_index(batch_op.f("ix_submission_party_id"))
        batch_op.drop_index(batch_op.f("ix_submission_made_by_id"))

    op.drop_table("submission")
    with op.batch_alter_table("projection_run", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_projection_run_inputs_sha256"))

    op.drop_table("projection_run")
    with op.batch_alter_table("overlap_decision", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_overlap_decision_second_id"))
        batch_op.drop_index(batch_op.f("ix_overlap_decision_first_id"))

    op.drop_table("overlap_decision")
    with op.batch_alter_table("user_account", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_user_account_party_id"))

    op.drop_table("user_account")
    with op.batch_alter_table("instrument", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_instrument_kind"))
        batch_op.drop_index(batch_op.f("ix_instrument_filer_id"))

    op.drop_table("instrument")
    op.drop_table("scope_rule")
    with op.batch_alter_table("party", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_party_name_ko"))
        batch_op.drop_index(batch_op.f("ix_party_group_id"))

    op.drop_table("party")
