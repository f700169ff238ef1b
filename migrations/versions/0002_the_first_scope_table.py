"""the first scope table

Which categories count as AI is not published for the official target; these rows are the
register's own reading and can be superseded by later dated rows.
"""

from datetime import date

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

scope_rule = sa.table(
    "scope_rule",
    sa.column("category", sa.String),
    sa.column("in_scope", sa.Boolean),
    sa.column("is_chips", sa.Boolean),
    sa.column("valid_from", sa.Date),
    sa.column("reason", sa.String),
)

STRATEGY = "국가 AI 전략(2024-09-26)의 투자 대상: 컴퓨팅 기반·모델·산업 활용·인재"
RULES = (
    ("data_centre", True, False, STRATEGY),
    ("compute", True, False, STRATEGY),
    ("semiconductor", True, True, "AI 반도체 포함 여부 미공개: 포함·제외 합계를 함께 표시"),
    ("model", True, False, STRATEGY),
    ("network", True, False, "AI 비중이 적힌 부분만"),
    ("cloud", True, False, "AI 비중이 적힌 부분만"),
    ("robotics", True, False, "AI 비중이 적힌 부분만"),
    ("rnd_talent", True, False, STRATEGY),
    ("equity", True, False, "AI 기업이 받은 민간 지분 투자, 투자받은 기업 단계에서 한 번"),
    ("other_ai", True, False, "AI 비중이 적힌 부분만"),
    ("mixed", True, False, "AI 비중이 적힌 부분만"),
    ("not_ai", False, False, "AI 투자가 아님"),
)


def upgrade() -> None:
    op.bulk_insert(
        scope_rule,
        [
            {
                "category": category,
                "in_scope": in_scope,
                "is_chips": is_chips,
                "valid_from": date(2024, 1, 1),
                "reason": reason,
            }
            for category, in_scope, is_chips, reason in RULES
        ],
    )


def downgrade() -> None:
    op.execute(scope_rule.delete().where(scope_rule.c.valid_from == date(2024, 1, 1)))
