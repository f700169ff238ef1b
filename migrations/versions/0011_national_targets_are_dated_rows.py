"""national targets and observations are dated rows"""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision: str | None = "0010"
branch_labels = None
depends_on = None

UNITS = (
    "won",
    "won_a_year",
    "us_dollar",
    "percent",
    "points_a_year",
    "exaflops",
    "times",
    "gpus",
    "gigawatts",
    "persons",
    "firms",
    "industries",
    "service_fields",
    "model_count",
    "technologies",
    "coefficient",
)


def choice(name: str, *values: str) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=32)


def upgrade() -> None:
    op.create_table(
        "observation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("reference", sa.String(length=40), nullable=False),
        sa.Column("indicator", sa.String(length=120), nullable=False),
        sa.Column("series", sa.String(length=120), nullable=False),
        sa.Column("name_ko", sa.String(length=300), nullable=False),
        sa.Column("name_en", sa.String(length=300), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("period", sa.String(length=60), nullable=False),
        sa.Column("unit", choice("metricunit", *UNITS), nullable=False),
        sa.Column("value", sa.BigInteger(), nullable=False),
        sa.Column("bound", choice("bound", "exact", "at_least", "up_to", "about"), nullable=False),
        sa.Column("definition", sa.String(length=500), nullable=False),
        sa.Column("breaks_series", sa.Boolean(), nullable=False),
        sa.Column("is_provisional", sa.Boolean(), nullable=False),
        sa.Column("known_on", sa.Date(), nullable=False),
        sa.Column("source", sa.String(length=500), nullable=False),
        sa.Column(
            "confidence",
            choice("confidence", "confidence_high", "confidence_medium", "confidence_low"),
            nullable=False,
        ),
        sa.Column("note", sa.String(length=2000), nullable=False),
        sa.Column("reason", sa.String(length=2000), nullable=False),
        sa.Column("replaced_by_id", sa.Integer(), nullable=True),
        sa.Column(
            "state", choice("scopestate", "waiting", "confirmed", "declined"), nullable=False
        ),
        sa.Column("proposed_by_id", sa.Integer(), nullable=False),
        sa.Column("proposed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("confirmed_by_id", sa.Integer(), nullable=True),
        sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("answer", sa.String(length=2000), nullable=False),
        sa.CheckConstraint(
            "state <> 'confirmed' OR confirmed_by_id IS NOT NULL",
            name=op.f("ck_observation_confirmed_by_a_second"),
        ),
        sa.CheckConstraint(
            "confirmed_by_id <> proposed_by_id", name=op.f("ck_observation_maker_is_not_checker")
        ),
        sa.ForeignKeyConstraint(
            ["confirmed_by_id"], ["user_account.id"], name=op.f("fk_observation_confirmed_by_id")
        ),
        sa.ForeignKeyConstraint(
            ["proposed_by_id"], ["user_account.id"], name=op.f("fk_observation_proposed_by_id")
        ),
        sa.ForeignKeyConstraint(
            ["replaced_by_id"], ["observation.id"], name=op.f("fk_observation_replaced_by_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_observation")),
    )
    op.create_index(op.f("ix_observation_indicator"), "observation", ["indicator"])
    op.create_index(op.f("ix_observation_reference"), "observation", ["reference"])
    op.create_index(op.f("ix_observation_series"), "observation", ["series"])
    op.create_index(op.f("ix_observation_state"), "observation", ["state"])
    op.create_table(
        "target",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("reference", sa.String(length=40), nullable=False),
        sa.Column(
            "kind",
            choice("targetkind", "target", "projection", "milestone", "indicator"),
            nullable=False,
        ),
        sa.Column(
            "topic",
            choice(
                "topic",
                "private_investment",
                "economic_impact",
                "ai_adoption",
                "computing",
                "finance",
                "industry_ax",
                "public_ax",
                "startups",
                "talent",
                "ai_models",
                "ai_chips",
                "regional_hubs",
                "defence_ai",
                "global_cooperation",
                "tax_incentives",
                "law_and_safety",
                "ai_industry",
                "government_budget",
                "input_output",
            ),
            nullable=False,
        ),
        sa.Column("indicator", sa.String(length=120), nullable=False),
        sa.Column("name_ko", sa.String(length=300), nullable=False),
        sa.Column("name_en", sa.String(length=300), nullable=False),
        sa.Column("unit", choice("metricunit", *UNITS), nullable=True),
        sa.Column("baseline", sa.BigInteger(), nullable=True),
        sa.Column("baseline_year", sa.Integer(), nullable=True),
        sa.Column("baseline_note", sa.String(length=300), nullable=False),
        sa.Column("value", sa.BigInteger(), nullable=True),
        sa.Column("bound", choice("bound", "exact", "at_least", "up_to", "about"), nullable=False),
        sa.Column("due_year", sa.Integer(), nullable=True),
        sa.Column("period", sa.String(length=60), nullable=False),
        sa.Column(
            "milestone",
            choice(
                "milestonestate",
                "foreseen",
                "under_way",
                "achieved",
                "changed",
                "dropped",
                "unverified",
            ),
            nullable=True,
        ),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("known_on", sa.Date(), nullable=False),
        sa.Column("source", sa.String(length=500), nullable=False),
        sa.Column(
            "confidence",
            choice("confidence", "confidence_high", "confidence_medium", "confidence_low"),
            nullable=False,
        ),
        sa.Column("note", sa.String(length=2000), nullable=False),
        sa.Column("reason", sa.String(length=2000), nullable=False),
        sa.Column("replaced_by_id", sa.Integer(), nullable=True),
        sa.Column(
            "state", choice("scopestate", "waiting", "confirmed", "declined"), nullable=False
        ),
        sa.Column("proposed_by_id", sa.Integer(), nullable=False),
        sa.Column("proposed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("confirmed_by_id", sa.Integer(), nullable=True),
        sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("answer", sa.String(length=2000), nullable=False),
        sa.CheckConstraint(
            "state <> 'confirmed' OR confirmed_by_id IS NOT NULL",
            name=op.f("ck_target_confirmed_by_a_second"),
        ),
        sa.CheckConstraint(
            "confirmed_by_id <> proposed_by_id", name=op.f("ck_target_maker_is_not_checker")
        ),
        sa.CheckConstraint("valid_to >= valid_from", name=op.f("ck_target_dates_in_order")),
        sa.ForeignKeyConstraint(
            ["confirmed_by_id"], ["user_account.id"], name=op.f("fk_target_confirmed_by_id")
        ),
        sa.ForeignKeyConstraint(
            ["proposed_by_id"], ["user_account.id"], name=op.f("fk_target_proposed_by_id")
        ),
        sa.ForeignKeyConstraint(
            ["replaced_by_id"], ["target.id"], name=op.f("fk_target_replaced_by_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_target")),
    )
    op.create_index(op.f("ix_target_indicator"), "target", ["indicator"])
    op.create_index(op.f("ix_target_reference"), "target", ["reference"])
    op.create_index(op.f("ix_target_state"), "target", ["state"])


def downgrade() -> None:
    op.drop_table("observation")
    op.drop_table("target")
