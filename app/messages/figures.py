"""What each figure means and how it is found: definition and formula in both languages."""

from typing import NamedTuple

from app.messages.words import Said
from models.vocabulary import CountingBasis


class Meaning(NamedTuple):
    """The name of a figure, what it counts, and its formula."""

    name: Said
    definition: Said
    formula: Said


FIGURES = {
    "intent": Meaning(
        Said("의향", "Intent"),
        Said(
            "기업이 의향만 밝힌 금액입니다. 참고로만 보이고 다른 줄에 더하지 않습니다.",
            "Amounts that firms only intend; shown as a memo and added to nothing else.",
        ),
        Said(
            "단계가 의향인 연도별 금액 × 민간 몫 × AI 비율",
            "Yearly lines at the intent stage × private share × AI share",
        ),
    ),
    "announced": Meaning(
        Said("발표", "Announced"),
        Said(
            "금액·기간·장소를 밝힌 금액입니다. 확정된 금액이 들어 있습니다.",
            "Amounts announced with sum, period and place; the firm ones are part of it.",
        ),
        Said(
            "단계가 발표 또는 확정 이상인 연도별 금액 × 민간 몫 × AI 비율",
            "Yearly lines announced, firm or further × private share × AI share",
        ),
    ),
    "firm": Meaning(
        Said("확정", "Firm"),
        Said(
            "이사회 의결, 공시, 계약, 인허가 같은 증빙이 있는 금액입니다.",
            "Amounts with evidence: a board resolution, filing, contract or permit.",
        ),
        Said(
            "단계가 확정·집행 중·완료인 연도별 금액 × 민간 몫 × AI 비율",
            "Yearly lines firm, executing or completed × private share × AI share",
        ),
    ),
    "realised": Meaning(
        Said("집행", "Realised"),
        Said(
            "실제로 쓴 금액에서 환급을 뺀 값입니다. 보고가 없으면 0이 아니라 미제출입니다.",
            "Money spent, net of refunds. Without a report it is unknown, not zero.",
        ),
        Said(
            "(집행 − 환급 ± 조정) × 민간 몫 × AI 비율, 2024~2027년. 누계는 그 기간의 보고를 "
            "대신하고, 한 해에 현금과 발생 기준이 함께 있으면 현금만 셉니다.",
            "(Spending − refunds ± adjustments) × private share × AI share, 2024–2027. A running "
            "total stands for the reports of its period; a year with cash and accrual counts cash.",
        ),
    ),
    "remaining": Meaning(
        Said("남은 확정", "Remaining firm"),
        Said(
            "확정했으나 아직 쓰지 않은 금액입니다. 계획마다 따로 셈해 남의 초과분과 섞지 않습니다.",
            "Firm money not spent yet, pledge by pledge: nobody's excess fills another's gap.",
        ),
        Said("계획마다 max(확정 − 집행, 0)의 합", "Sum over pledges of max(firm − realised, 0)"),
    ),
    "progress": Meaning(
        Said("진척", "Progress"),
        Said(
            "이미 쓴 금액과 앞으로 쓰기로 확정한 금액입니다. 집행 보고가 없는 계획은 확정액만 "
            "들어갑니다.",
            "What was spent and what is firmly to come; a pledge without reports enters with its "
            "firm amount.",
        ),
        Said("집행 + 남은 확정", "Realised + remaining firm"),
    ),
    "over_delivery": Meaning(
        Said("초과 집행", "Over-delivery"),
        Said(
            "투자계획보다 더 쓴 금액입니다. 다른 계획의 부족을 메우지 않습니다.",
            "Money spent above a pledge; it fills nobody else's gap.",
        ),
        Said(
            "계획마다 max(집행 − 발표, 0)의 합", "Sum over pledges of max(realised − announced, 0)"
        ),
    ),
    "missing": Meaning(
        Said("목표까지 남은 금액", "Still missing to the target"),
        Said(
            "65조원에서 집행액을 뺀 금액입니다. 집행 보고가 없으면 알 수 없습니다.",
            "KRW 65 trillion less what was realised; unknown without reports.",
        ),
        Said("65조원 − 집행", "KRW 65 trillion − realised"),
    ),
    "removed": Meaning(
        Said("빠진 금액", "Left out"),
        Said(
            "한 규칙이 집계에서 뺀 금액입니다. 한 금액은 한 규칙에만 적습니다.",
            "What one rule keeps out of the totals; each won stands under one rule only.",
        ),
        Said(
            "규칙에 걸린 금액의 합(건 전체에 걸리면 첫 규칙에만)",
            "Sum of what the rule takes (the first rule on a whole record takes all of it)",
        ),
    ),
    "registered": Meaning(
        Said("등록 투자계획", "Registered pledges"),
        Said(
            "기준일까지 알려진 등록 건입니다. 적힌 총액에는 중복과 합계 기록이 들어 있습니다.",
            "Records known on the day; stated totals contain duplicates and sums of others.",
        ),
        Said("등록 건수, 적힌 총액", "Number of records; totals as stated"),
    ),
    "counted": Meaning(
        Said("집계하는 건", "Counted pledges"),
        Said(
            "2024~2027년 집계에 1원이라도 들어가는 건입니다(의향 포함).",
            "Records that add at least one won to the window, intent included.",
        ),
        Said("집계액이 0보다 큰 건수", "Number of records whose counted amount is above zero"),
    ),
    "parties": Meaning(
        Said("참여 기업", "Parties"),
        Said(
            "등록된 계획에 이름이 있는 투자자입니다. 공동 참여자가 들어 있습니다.",
            "Investors named in registered pledges, joint ones included.",
        ),
        Said("서로 다른 투자자의 수", "Number of different investors"),
    ),
}
"""Every figure that a page can ask about."""

BASES = {
    CountingBasis.HEADLINE: Said(
        "총액 기준: 재원과 관계없이 민간 투자자의 투자액 전체. 민관 합작은 민간 몫만.",
        "Headline basis: the private investor's full investment, whatever finances it; in "
        "partnerships the private share only.",
    ),
    CountingBasis.NET: Said(
        "순액 기준: 총액에서 보조금, 공공 출자와 갚지 않은 정책융자를 재원 비율대로 뺀 금액. "
        "민관 합작의 공공 몫은 이미 빠져 있어 다시 빼지 않습니다.",
        "Net basis: the headline less grants, public equity and policy loans not repaid, in "
        "proportion; the public part of partnerships is out already and not taken twice.",
    ),
    CountingBasis.NET_GRANTS: Said(
        "순액 기준(정책융자는 빼지 않음): 총액에서 보조금과 공공 출자만 재원 비율대로 뺀 금액. "
        "민관 합작의 공공 몫은 이미 빠져 있어 다시 빼지 않습니다.",
        "Net of grants: the headline less grants and public equity in proportion, policy loans "
        "left in; the public part of partnerships is out already and not taken twice.",
    ),
}

GUARDS = {
    0: Said(
        "범위표에 든 분야에서 2024~2027년에 하는 투자만, 금액과 단계를 알 때 셉니다.",
        "Only investment in scope, in 2024–2027, with a known amount and an open stage counts.",
    ),
    1: Said(
        "승인되거나 확정된 최신 판만 셉니다. 제출된 판은 미리보기에서만 봅니다.",
        "Only the latest verified or certified version counts; a submitted one counts nowhere.",
    ),
    2: Said(
        "공동 투자의 하위 건은 세지 않고, 참여 몫을 더하면 100%입니다.",
        "A child of a joint pledge is never counted itself; the shares sum to 100%.",
    ),
    3: Said(
        "모회사의 합계와 자회사의 금액을 함께 세지 않습니다.",
        "A parent's total and its subsidiary's are never counted both.",
    ),
    4: Said(
        "사업·장소·기간이 같으면 중복일 수 있어 사람이 판단하고, 그때까지 하나만 셉니다.",
        "Same project, place and period may be a duplicate; one counts until a person decides.",
    ),
    5: Said(
        "펀드 돈은 투자받은 기업 한 단계에서만, 공공 몫을 빼고 셉니다.",
        "Fund money counts at one layer, the investee, less the public share.",
    ),
    6: Said(
        "정책융자와 세액공제는 투자에 돈을 대는 것이며 투자액에 아무것도 더하지 않습니다.",
        "A policy loan finances a pledge and adds nothing; a tax credit adds nothing.",
    ),
    7: Said(
        "민관 합작은 민간 몫만 셉니다.",
        "In a public–private partnership the private share only.",
    ),
    8: Said(
        "인수·구주 매입·땅만 사기·계열사 사이 거래·국외 지출은 빼고 보여 줍니다.",
        "Mergers, secondary purchases, land alone, intra-group and foreign spending are out.",
    ),
    9: Said(
        "여러 기업의 합계와 소문은 기록하되 세지 않습니다.",
        "Aggregates and rumours are kept and never counted.",
    ),
    10: Said(
        "여러 목적의 금액은 밝혀진 AI 비율만큼만 셉니다.",
        "A figure for several purposes counts only its stated AI share.",
    ),
    11: Said(
        "남의 설비를 사거나 빌리는 돈은 투자하는 소유자에서 한 번만 셉니다.",
        "Buying or leasing another's capacity counts once, at the owner who invests.",
    ),
}
"""The sentence of each guard; nought is scope, window, amount and stage."""
