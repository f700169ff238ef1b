"""firms claim tax credits"""

from datetime import date

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision: str | None = "0007"
branch_labels = None
depends_on = None

BEFORE = ("pledge", "tax_incentive", "fund", "loan")
AFTER = ("pledge", "tax_incentive", "tax_claim", "fund", "loan")
ACT = "조세특례제한법(legalize-kr 184b76e, 2026-09-15 확인), https://www.law.go.kr/법령/조세특례제한법"
INVESTMENT = ("investment_credit", "temporary_investment_credit")
CREDITS = (*INVESTMENT, "rnd_credit", "equity_credit")
BEGINNING = date(2023, 1, 1)
EARLIER = "2026-09-15에 확인한 조문입니다. 그 전 사업연도에 쓰려면 당시 조문을 확인하세요."
DECREE = "법이 시행령에 맡긴 사항이며 시행령 원문을 확인하지 않았습니다. "
RURAL = "농어촌특별세법 제5조 ① 1호"
RURAL_SOURCE = "농어촌특별세법, https://www.law.go.kr/법령/농어촌특별세법"
RURAL_NOTE = (
    "감면세액의 20%로 알려져 있으나 비과세 범위(제4조와 그 시행령)의 원문을 확인하지 않았습니다. "
)


def row(parameter, value, article, note=EARLIER, *, since=BEGINNING, until=None, source=ACT, **of):
    """One setting; it holds for everything that ``of`` does not name."""
    return {
        "parameter": parameter,
        "value": value,
        "article": article,
        "note": note,
        "valid_from": since,
        "valid_to": until,
        "source": source,
        "provision": None,
        "tier": None,
        "firm_size": None,
        "state": "confirmed",
        "answer": "",
        **of,
    }


def settings():
    """What the act says of credits, and what it leaves to others, as far as anybody read it."""
    yield row(
        "additional_rate_ppm",
        100_000,
        "제24조 ① 2호 나목",
        "2023년은 10%(이전 4%)로 확인됩니다(한국경제 2023-03-22).",
        until=date(2023, 12, 31),
        provision="investment_credit",
    )
    yield row(
        "additional_rate_ppm",
        100_000,
        "제24조 ① 2호 나목",
        "2025-03-14 개정 조문입니다. 2024년 투자분의 비율은 확인하지 못해 비워 두었습니다.",
        since=date(2025, 1, 1),
        provision="investment_credit",
    )
    yield row(
        "additional_rate_ppm",
        100_000,
        "제24조 ① 3호 나목",
        "2023~2025년 12월 31일이 속하는 과세연도에 적용합니다.",
        until=date(2025, 12, 31),
        provision="temporary_investment_credit",
    )
    for provision in ("rnd_credit", "equity_credit"):
        note = "제24조의 추가공제는 이 제도에 없습니다."
        yield row("additional_rate_ppm", 0, "제24조 ①", note, provision=provision)
    for provision, item in zip(INVESTMENT, ("2호", "3호"), strict=True):
        own = {"provision": provision}
        yield row("additional_cap_times", 2, f"제24조 ① {item} 나목 단서", **own)
        yield row("average_years", 3, f"제24조 ① {item} 나목", **own)
        yield row(
            "additional_needs_history_flag",
            1,
            "제24조 ⑤(연평균 투자금액의 계산)",
            DECREE + "직전 3년 투자가 전혀 없으면 추가공제가 없는 것으로 둡니다.",
            **own,
        )
        yield row(
            "ratio_multiple_ppm", 0, "제10조 ①", "수입금액 비율은 연구개발비에만 씁니다.", **own
        )
        yield row("deducts_support_flag", 1, "제127조 ①", **own)
        yield row("excludes_capital_area_flag", 1, "제130조", **own)
        yield row(
            "budget_function",
            110,
            "제142조의2(기능별 분류)",
            "조세지출예산서의 기능 분류를 확인해 고치세요. 산업·중소기업 및 에너지로 둡니다.",
            **own,
        )
    for provision in ("rnd_credit", "equity_credit"):
        note = "제127조 ①과 제130조가 드는 조문이 아닙니다."
        yield row("deducts_support_flag", 0, "제127조 ①", note, provision=provision)
        yield row("excludes_capital_area_flag", 0, "제130조", note, provision=provision)
    yield from research()
    yield from minimum_tax()
    yield from afterwards()


def research():
    """Art. 10: the extra rate by the ratio of research to revenue."""
    own = {"provision": "rnd_credit"}
    yield row("ratio_multiple_ppm", 0, "제10조 ① 3호 나목", tier="general", **own)
    large = {"tier": "general", "firm_size": "large", **own}
    yield row("ratio_multiple_ppm", 500_000, "제10조 ① 3호 나목", **large)
    yield row("ratio_cap_ppm", 20_000, "제10조 ① 3호 나목", **large)
    for tier, item in (("national_strategic", "2호"), ("new_growth", "1호")):
        note = EARLIER + " 배수는 시행령에 있어 비워 두었습니다."
        yield row("ratio_cap_ppm", 100_000, f"제10조 ① {item}", note, tier=tier, **own)
    yield row("ratio_multiple_ppm", 0, "제13조의2", provision="equity_credit")
    note = "조세지출예산서의 기능 분류를 확인해 고치세요. 과학기술로 둡니다."
    yield row("budget_function", 150, "제142조의2(기능별 분류)", note, **own)
    note = "조세지출예산서의 기능 분류를 확인해 고치세요. 산업·중소기업 및 에너지로 둡니다."
    yield row("budget_function", 110, "제142조의2(기능별 분류)", note, provision="equity_credit")


def minimum_tax():
    """Art. 132①: rates, brackets and what is exempt."""
    rates = (("sme", 70_000), ("graduated", 80_000), ("graduated_late", 90_000))
    yield row("minimum_rate_ppm", 170_000, "제132조 ①")
    for size, ppm in rates:
        yield row("minimum_rate_ppm", ppm, "제132조 ①", firm_size=size)
    yield row("minimum_rate_middle_ppm", 120_000, "제132조 ①")
    yield row("minimum_rate_lower_ppm", 100_000, "제132조 ①")
    yield row("minimum_upper_bound_won", 100_000_000_000, "제132조 ①")
    yield row("minimum_lower_bound_won", 10_000_000_000, "제132조 ①")
    yield row("minimum_exempt_flag", 0, "제132조 ① 3호")
    note = "제10조는 중소기업이 아닌 자만 최저한세를 적용합니다. " + EARLIER
    own = {"provision": "rnd_credit", "firm_size": "sme"}
    yield row("minimum_exempt_flag", 1, "제132조 ① 3호", note, **own)


def afterwards():
    """Carry-forward, clawback and the special rural tax."""
    note = "10년이 되기 전에 생긴 공제는 부칙을 확인하세요. " + EARLIER
    yield row("carry_years", 10, "제144조 ①", note, since=date(2020, 1, 1))
    yield row("disposal_years", 2, "제146조")
    yield row("disposal_building_years", 5, "제146조", "건물·구축물의 범위는 시행령에 있습니다.")
    note = "법은 5년 안에서 시행령에 맡깁니다. 시행령 원문을 확인하지 않아 제146조와 같게 둡니다."
    yield row("diversion_years", 2, "제24조 ③", note)
    yield row("diversion_building_years", 5, "제24조 ③", note)
    yield row(
        "clawback_interest_ppm",
        220,
        "제24조 ③·제146조(이자 상당 가산액)",
        DECREE + "1일 10만분의 22로 두고, 공제받은 신고일의 다음 날부터 납부 신고일까지 셉니다.",
        since=date(2022, 2, 15),
        source="국세기본법 시행령 제27조의4(1일 10만분의 22), https://www.law.go.kr",
    )
    note = "제146조는 ‘공제받은’ 세액을 추징합니다. 쓰지 않은 이월액은 먼저 소멸한 것으로 둡니다."
    yield row("clawback_cancels_unused_flag", 1, "제146조", note)
    yield row("rural_tax_ppm", 200_000, RURAL, RURAL_NOTE, source=RURAL_SOURCE)
    for own in ({"provision": "rnd_credit"}, {"firm_size": "sme"}):
        note = RURAL_NOTE + "연구개발비 공제와 중소기업은 비과세로 둡니다."
        yield row("rural_tax_ppm", 0, "농어촌특별세법 제4조", note, source=RURAL_SOURCE, **own)


def allow(kinds):
    """Let records and workbooks be of these kinds and no others."""
    listed = ", ".join(f"'{kind}'" for kind in kinds)
    for table in ("instrument", "submission"):
        name = op.f(f"ck_{table}_kind")
        with op.batch_alter_table(table) as batch_op:
            batch_op.drop_constraint(name, type_="check")
            batch_op.create_check_constraint(name, f"kind IN ({listed})")


def upgrade() -> None:
    allow(AFTER)
    op.create_table(
        "tax_figure",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
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
            nullable=True,
        ),
        sa.Column(
            "budget_function",
            sa.Enum(
                "general_administration",
                "public_order",
                "foreign_affairs",
                "defence",
                "education",
                "culture",
                "environment",
                "social_welfare",
                "health",
                "agriculture",
                "industry",
                "transport",
                "communication",
                "regional_development",
                "science",
                "reserve",
                name="budgetfunction",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column(
            "figure_status",
            sa.Enum(
                "actual",
                "estimate",
                "forecast",
                name="figurestatus",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("amount_won", sa.BigInteger(), nullable=False),
        sa.Column("published_on", sa.Date(), nullable=False),
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
        sa.Column("proposed_by_id", sa.Integer(), nullable=False),
        sa.Column("proposed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("confirmed_by_id", sa.Integer(), nullable=True),
        sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("answer", sa.String(length=2000), nullable=False),
        sa.CheckConstraint(
            "confirmed_by_id <> proposed_by_id", name=op.f("ck_tax_figure_maker_is_not_checker")
        ),
        sa.ForeignKeyConstraint(
            ["confirmed_by_id"], ["user_account.id"], name=op.f("fk_tax_figure_confirmed_by_id")
        ),
        sa.ForeignKeyConstraint(
            ["proposed_by_id"], ["user_account.id"], name=op.f("fk_tax_figure_proposed_by_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tax_figure")),
    )
    with op.batch_alter_table("tax_figure", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_tax_figure_state"), ["state"], unique=False)
        batch_op.create_index(batch_op.f("ix_tax_figure_year"), ["year"], unique=False)

    op.create_table(
        "tax_setting",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column(
            "parameter",
            sa.Enum(
                "additional_rate_ppm",
                "additional_cap_times",
                "average_years",
                "ratio_multiple_ppm",
                "ratio_cap_ppm",
                "additional_needs_history_flag",
                "deducts_support_flag",
                "excludes_capital_area_flag",
                "minimum_rate_ppm",
                "minimum_rate_middle_ppm",
                "minimum_rate_lower_ppm",
                "minimum_upper_bound_won",
                "minimum_lower_bound_won",
                "minimum_exempt_flag",
                "carry_years",
                "disposal_years",
                "disposal_building_years",
                "diversion_years",
                "diversion_building_years",
                "clawback_interest_ppm",
                "clawback_cancels_unused_flag",
                "rural_tax_ppm",
                "budget_function",
                name="taxparameter",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
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
            nullable=True,
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
            nullable=True,
        ),
        sa.Column("value", sa.BigInteger(), nullable=False),
        sa.Column("article", sa.String(length=120), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=True),
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
            "state <> 'confirmed' OR (proposed_by_id IS NULL) = (confirmed_by_id IS NULL)",
            name=op.f("ck_tax_setting_confirmed_by_a_second"),
        ),
        sa.CheckConstraint(
            "confirmed_by_id <> proposed_by_id", name=op.f("ck_tax_setting_maker_is_not_checker")
        ),
        sa.CheckConstraint("valid_to >= valid_from", name=op.f("ck_tax_setting_dates_in_order")),
        sa.ForeignKeyConstraint(
            ["confirmed_by_id"], ["user_account.id"], name=op.f("fk_tax_setting_confirmed_by_id")
        ),
        sa.ForeignKeyConstraint(
            ["proposed_by_id"], ["user_account.id"], name=op.f("fk_tax_setting_proposed_by_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tax_setting")),
    )
    with op.batch_alter_table("tax_setting", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_tax_setting_parameter"), ["parameter"], unique=False)

    op.create_table(
        "claim_carried",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("revision_id", sa.Integer(), nullable=False),
        sa.Column("origin_year", sa.Integer(), nullable=False),
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
        sa.Column("unused_won", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("unused_won >= 0", name=op.f("ck_claim_carried_unused_not_negative")),
        sa.ForeignKeyConstraint(
            ["revision_id"], ["revision.id"], name=op.f("fk_claim_carried_revision_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_claim_carried")),
        sa.UniqueConstraint(
            "revision_id",
            "origin_year",
            "provision",
            name=op.f("uq_claim_carried_revision_id_origin_year_provision"),
        ),
    )
    with op.batch_alter_table("claim_carried", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_claim_carried_revision_id"), ["revision_id"], unique=False
        )

    op.create_table(
        "claim_clawback",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("revision_id", sa.Integer(), nullable=False),
        sa.Column("entry", sa.String(length=60), nullable=False),
        sa.Column(
            "cause",
            sa.Enum(
                "disposal",
                "diversion",
                name="clawbackcause",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column(
            "asset",
            sa.Enum(
                "building",
                "other",
                name="assetkind",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("credit_won", sa.BigInteger(), nullable=False),
        sa.Column("completed_on", sa.Date(), nullable=False),
        sa.Column("happened_on", sa.Date(), nullable=False),
        sa.Column("repaid_on", sa.Date(), nullable=True),
        sa.CheckConstraint("credit_won >= 0", name=op.f("ck_claim_clawback_credit_not_negative")),
        sa.CheckConstraint(
            "happened_on >= completed_on", name=op.f("ck_claim_clawback_days_in_order")
        ),
        sa.ForeignKeyConstraint(
            ["revision_id"], ["revision.id"], name=op.f("fk_claim_clawback_revision_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_claim_clawback")),
        sa.UniqueConstraint(
            "revision_id", "entry", name=op.f("uq_claim_clawback_revision_id_entry")
        ),
    )
    with op.batch_alter_table("claim_clawback", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_claim_clawback_revision_id"), ["revision_id"], unique=False
        )

    op.create_table(
        "claim_support",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("revision_id", sa.Integer(), nullable=False),
        sa.Column("entry", sa.String(length=60), nullable=False),
        sa.Column(
            "item",
            sa.Enum(
                "grant",
                "state_paid_interest",
                "state_loan_interest",
                "contribution",
                name="supportitem",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("amount_won", sa.BigInteger(), nullable=False),
        sa.Column("record", sa.String(length=20), nullable=False),
        sa.CheckConstraint("amount_won >= 0", name=op.f("ck_claim_support_amount_not_negative")),
        sa.ForeignKeyConstraint(
            ["revision_id"], ["revision.id"], name=op.f("fk_claim_support_revision_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_claim_support")),
        sa.UniqueConstraint(
            "revision_id", "entry", name=op.f("uq_claim_support_revision_id_entry")
        ),
    )
    with op.batch_alter_table("claim_support", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_claim_support_record"), ["record"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_claim_support_revision_id"), ["revision_id"], unique=False
        )

    op.create_table(
        "tax_claim_terms",
        sa.Column("revision_id", sa.Integer(), nullable=False),
        sa.Column("opens_on", sa.Date(), nullable=False),
        sa.Column("closes_on", sa.Date(), nullable=False),
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
            nullable=False,
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
        sa.Column(
            "claim_basis",
            sa.Enum(
                "self_declared",
                "consented",
                name="claimbasis",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("consent", sa.String(length=300), nullable=False),
        sa.Column("invested_won", sa.BigInteger(), nullable=False),
        sa.Column("prior1_won", sa.BigInteger(), nullable=True),
        sa.Column("prior2_won", sa.BigInteger(), nullable=True),
        sa.Column("prior3_won", sa.BigInteger(), nullable=True),
        sa.Column("revenue_won", sa.BigInteger(), nullable=True),
        sa.Column(
            "site",
            sa.Enum(
                "outside",
                "capital_area",
                name="site",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("since_1989", sa.Boolean(), nullable=True),
        sa.Column("is_expansion", sa.Boolean(), nullable=True),
        sa.Column("in_complex", sa.Boolean(), nullable=True),
        sa.Column("is_listed", sa.Boolean(), nullable=True),
        sa.Column("tax_base_won", sa.BigInteger(), nullable=True),
        sa.Column("computed_tax_won", sa.BigInteger(), nullable=True),
        sa.Column("other_relief_won", sa.BigInteger(), nullable=True),
        sa.Column("allowed_won", sa.BigInteger(), nullable=True),
        sa.Column("filed_on", sa.Date(), nullable=True),
        sa.CheckConstraint(
            "claim_basis <> 'consented' OR consent <> ''",
            name=op.f("ck_tax_claim_terms_consent_named"),
        ),
        sa.CheckConstraint("closes_on > opens_on", name=op.f("ck_tax_claim_terms_year_in_order")),
        sa.CheckConstraint(
            "computed_tax_won >= 0 AND other_relief_won >= 0 AND allowed_won >= 0",
            name=op.f("ck_tax_claim_terms_tax_not_negative"),
        ),
        sa.CheckConstraint(
            "invested_won >= 0 AND prior1_won >= 0 AND prior2_won >= 0 AND prior3_won >= 0",
            name=op.f("ck_tax_claim_terms_investment_not_negative"),
        ),
        sa.ForeignKeyConstraint(
            ["revision_id"], ["revision.id"], name=op.f("fk_tax_claim_terms_revision_id")
        ),
        sa.PrimaryKeyConstraint("revision_id", name=op.f("pk_tax_claim_terms")),
    )
    with op.batch_alter_table("tax_claim_terms", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_tax_claim_terms_closes_on"), ["closes_on"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_tax_claim_terms_provision"), ["provision"], unique=False
        )

    table = sa.table("tax_setting", *(sa.column(name) for name in next(settings())))
    for name, kind in (("valid_from", sa.Date()), ("valid_to", sa.Date())):
        table.c[name].type = kind
    op.bulk_insert(table, list(settings()))


def downgrade() -> None:
    with op.batch_alter_table("tax_claim_terms", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_tax_claim_terms_provision"))
        batch_op.drop_index(batch_op.f("ix_tax_claim_terms_closes_on"))

    op.drop_table("tax_claim_terms")
    with op.batch_alter_table("claim_support", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_claim_support_revision_id"))
        batch_op.drop_index(batch_op.f("ix_claim_support_record"))

    op.drop_table("claim_support")
    with op.batch_alter_table("claim_clawback", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_claim_clawback_revision_id"))

    op.drop_table("claim_clawback")
    with op.batch_alter_table("claim_carried", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_claim_carried_revision_id"))

    op.drop_table("claim_carried")
    with op.batch_alter_table("tax_setting", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_tax_setting_parameter"))

    op.drop_table("tax_setting")
    with op.batch_alter_table("tax_figure", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_tax_figure_year"))
        batch_op.drop_index(batch_op.f("ix_tax_figure_state"))

    op.drop_table("tax_figure")
    allow(BEFORE)
