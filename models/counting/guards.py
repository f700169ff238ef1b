"""The counting rules, one function each (registry rules 1–11); their order is the order asked.

Each returns None when the record passes, or the values of the sentence that says why not.
"""

from collections.abc import Mapping

from models.counting.facts import Record, Scope
from models.counting.findings import Rule
from models.vocabulary import COUNTED_STATES, Nature, Place

Values = Mapping[str, object]
NOTHING: Values = {}


def not_verified(record: Record, scope: Scope) -> Values | None:
    """Rule 1: only the latest verified or certified version counts."""
    return None if record.state in COUNTED_STATES else {"state": record.state}


def aggregate(record: Record, scope: Scope) -> Values | None:
    """Rule 9: a sum over several firms or plans is kept and never counted."""
    return NOTHING if record.nature is Nature.AGGREGATE else None


def rumour(record: Record, scope: Scope) -> Values | None:
    """Rule 9: a rumour or an unconfirmed report is kept and never counted."""
    return NOTHING if record.nature is Nature.RUMOUR else None


def not_investment(record: Record, scope: Scope) -> Values | None:
    """Rule 8: an orders target is not investment."""
    return NOTHING if record.nature is Nature.ORDERS_TARGET else None


def financing_only(record: Record, scope: Scope) -> Values | None:
    """Rule 6: raising money finances investment and adds nothing to it."""
    return NOTHING if record.nature is Nature.FUNDRAISING else None


def public_money(record: Record, scope: Scope) -> Values | None:
    """Rule 6: public money spent through private firms is not private investment."""
    return NOTHING if record.nature is Nature.PUBLIC_MONEY else None


def fund_layer(record: Record, scope: Scope) -> Values | None:
    """Rule 5: fund money counts where it is invested, not where it is collected."""
    return NOTHING if record.nature is Nature.FUND else None


def not_new(record: Record, scope: Scope) -> Values | None:
    """Rule 8: takeovers, second-hand stakes, land alone and intra-group deals are not new."""
    excluded = (Nature.ACQUISITION, Nature.SECONDARY, Nature.LAND, Nature.INTRA_GROUP)
    return {"nature": record.nature} if record.nature in excluded else None


def leased_capacity(record: Record, scope: Scope) -> Values | None:
    """Rule 11: bought or leased capacity counts once, at the owner who invests."""
    return NOTHING if record.nature is Nature.LEASE else None


def abroad(record: Record, scope: Scope) -> Values | None:
    """Rule 8: spending abroad is out; a mixed place without its Korean share is not known."""
    return None if record.place is Place.KOREA else {"place": record.place}


def public_party(record: Record, scope: Scope) -> Values | None:
    """The target is private investment: a wholly public investor is out."""
    return NOTHING if record.private_ppm == 0 else None


def out_of_scope(record: Record, scope: Scope) -> Values | None:
    """The dated scope table says which categories are AI investment."""
    treated = scope.treatment(record)
    return None if treated and treated.in_scope else {"category": record.category}


def foreign_parent(record: Record, scope: Scope) -> Values | None:
    """Where the scope table leaves foreign parents out, a wholly foreign investor is out."""
    return NOTHING if record.private_ppm and not record.counted_ppm else None


def ai_share_unknown(record: Record, scope: Scope) -> Values | None:
    """Rule 10: a figure for several purposes counts only its stated AI share."""
    return NOTHING if record.ai_share_ppm is None else None


def public_part_unknown(record: Record, scope: Scope) -> Values | None:
    """Rule 7: in a partnership or a round with public money the private part must be known."""
    mixed = record.is_partnership or record.nature is Nature.EQUITY_ROUND
    return NOTHING if mixed and record.public_part_won is None else None


def amount_unknown(record: Record, scope: Scope) -> Values | None:
    """An amount that is not known in won cannot be added."""
    return NOTHING if record.amount_won is None else None


RULES: tuple[Rule, ...] = (
    Rule("count_not_verified", 1, not_verified),
    Rule("count_aggregate", 9, aggregate),
    Rule("count_rumour", 9, rumour),
    Rule("count_not_investment", 8, not_investment),
    Rule("count_financing_only", 6, financing_only),
    Rule("count_public_money", 6, public_money),
    Rule("count_fund_layer", 5, fund_layer),
    Rule("count_not_new", 8, not_new),
    Rule("count_leased_capacity", 11, leased_capacity),
    Rule("count_abroad", 8, abroad),
    Rule("count_public_party", 7, public_party),
    Rule("count_out_of_scope", 0, out_of_scope),
    Rule("count_foreign_parent", 0, foreign_parent),
    Rule("count_ai_share_unknown", 10, ai_share_unknown),
    Rule("count_public_part_unknown", 7, public_part_unknown),
    Rule("count_amount_unknown", 0, amount_unknown),
)

UNKNOWNS = frozenset(
    {"count_ai_share_unknown", "count_public_part_unknown", "count_amount_unknown"}
)
"""Rules on what is not known of a record; it is what it says it is all the same."""

PARTIAL = {
    "count_public_part": 7,
    "count_public_participant": 7,
    "count_foreign_share": 0,
    "count_ai_share": 10,
}
"""Rules that take out a part of a record that counts."""

BETWEEN = {"count_joint_child": 2, "count_part_of": 3, "count_overlap": 4}
"""Rules between records; see models.counting.between and models.counting.duplicates."""

OF_LINES = {
    "count_out_of_window": 0,
    "count_unallocated": 0,
    "count_stage_closed": 0,
    "count_deferred": 0,
}
"""Rules on single year lines; see models.counting.judge."""

OF_FUNDS = {
    "count_fund_commitments": 5,
    "count_fund_unknown": 5,
    "count_fund_public": 5,
    "count_investee_pledged": 5,
}
"""Rules on the money of funds; see models.counting.fund_layer."""

OF_NET = {"count_net_public": 0, "count_net_loan": 6}
"""Rules that take public support out of the net basis alone; see models.counting.financing."""

GUARD_OF: Mapping[str, int] = {
    **{rule.code: rule.guard for rule in RULES},
    **PARTIAL,
    **BETWEEN,
    **OF_LINES,
    **OF_FUNDS,
    **OF_NET,
}
"""Every code a judgement can carry, with its rule number (0: scope, window, amount and stage)."""
