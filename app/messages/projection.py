"""What a projection says: its log, what was not estimated, why it stopped, and its names."""

from collections.abc import Mapping
from typing import Any

from app import format as fmt
from app.i18n import Language
from app.messages import estimation
from app.messages.words import Said, word
from econ.errors import EconError
from econ.units import WON_PER_BN

LOG = {
    "adoption_series_short": Said(
        "활용률 자료({series})의 관측이 {have}개뿐이어서(필요 {need}개) "
        "마지막 두 해의 속도를 씁니다.",
        "The adoption series ({series}) has {have} observations (needs {need}); the pace of its "
        "last two is carried on.",
    ),
    "amount_spread": Said(
        "{id}: 연도가 없는 {amount}을 {first_year}~{last_year}년에 기본 배분({profile})으로 "
        "나누었습니다. 이 가운데 {outside}은 2027년 뒤입니다.",
        "{id}: {amount} without years is spread over {first_year}–{last_year} by the default "
        "profile ({profile}); {outside} of it falls after 2027.",
    ),
    "amount_unknown": Said(
        "{id}: 원화 금액을 알 수 없어 넣지 않았습니다.",
        "{id}: left out, because its amount in won is not known.",
    ),
    "elasticity_not_negative": Said(
        "{asset}의 추정 탄력성이 음수라는 근거가 약합니다.",
        "{asset}: the data hardly support a negative elasticity.",
    ),
    "estimate_conflicts_with_prior": Said(
        "{asset}의 추정값이 사전값과 다릅니다(z = {z}). 혼합 사전분포를 썼습니다.",
        "{asset}: the estimate conflicts with its prior (z = {z}); a mixture prior is used.",
    ),
    "fund_plan_assumed": Said(
        "가정: {id} {title}의 공공 자금 {amount}이 {first_year}~{last_year}년에 고르게 "
        "집행된다고 봅니다.",
        "Assumed: {amount} of public money of {id} ({title}) is disbursed evenly in "
        "{first_year}–{last_year}.",
    ),
    "fund_plans_only": Said(
        "펀드 {records}건은 집행 기록이 없습니다. 계획은 집행이 아니므로 넣지 않았습니다.",
        "{records} funds have no recorded disbursement. A plan is not a disbursement; left out.",
    ),
    "fund_public_share_unknown": Said(
        "{id}: 공공 자금의 비율을 알 수 없어 넣지 않았습니다.",
        "{id}: left out, because its public part is not known.",
    ),
    "fund_unknown": Said(
        "펀드 집행 자료가 없어 기여를 알 수 없습니다.",
        "No fund disbursement is known, so its contribution is not known.",
    ),
    "line_left_out": Said(
        "{id}: {stage:word} 단계의 {amount}을 넣지 않았습니다.",
        "{id}: {amount} at the stage {stage:word} is left out.",
    ),
    "loan_not_concessional": Said(
        "{id}: 금리 {rate}이(가) 시장 금리 {market_rate}보다 낮지 않습니다. 혜택을 0으로 둡니다.",
        "{id}: its rate {rate} is not below the market's {market_rate}; its benefit is nil.",
    ),
    "loan_outside_window": Said(
        "{id}: {year}년 융자는 2024~2027년 밖이어서 쓰지 않았습니다.",
        "{id}: a loan of {year}, outside 2024–2027, is not used.",
    ),
    "loan_plan_assumed": Said(
        "가정: {id} {title}의 융자 {amount}이 {first_year}~{last_year}년에 고르게 나간다고 봅니다.",
        "Assumed: {amount} of {id} ({title}) is lent evenly in {first_year}–{last_year}.",
    ),
    "loan_plans_only": Said(
        "융자 {records}건은 집행 기록이 없습니다. 계획은 집행이 아니므로 넣지 않았습니다.",
        "{records} loans have no recorded disbursement. A plan is not a disbursement; left out.",
    ),
    "loan_terms_unknown": Said(
        "{id}: 금리·시장 금리·만기를 알 수 없어 넣지 않았습니다.",
        "{id}: left out, because rate, market rate or maturity is not known.",
    ),
    "loan_unknown": Said(
        "융자 집행 자료가 없어 기여를 알 수 없습니다.",
        "No loan disbursement is known, so its contribution is not known.",
    ),
    "not_converged": Said(
        "반복 {draws}회로는 모자랍니다. 표본 오차는 달성 확률 ±{probability_se}, 중앙값 "
        "±{median_se}이며 기준에 맞추려면 약 {draws_needed}회가 필요합니다.",
        "{draws} draws are too few: the sampling error is ±{probability_se} of the chance and "
        "±{median_se} of the median; about {draws_needed} draws would meet the rule.",
    ),
    "over_delivery": Said(
        "계획보다 더 집행된 {amount}은 다른 투자계획의 부족분을 채우지 않습니다.",
        "{amount} was spent above plan; it fills no other pledge's gap.",
    ),
    "overlap_limited": Said(
        "투자계획에 기록된 유발 투자가 계획보다 큰 경우({share})에는 계획만큼으로 줄였습니다.",
        "Where more was induced than pledged ({share} of cases) it was cut to the pledges.",
    ),
    "part_of_projected": Said(
        "{id}: {whole}의 일부이므로 따로 더하지 않았습니다.",
        "{id}: a part of {whole}, not added again.",
    ),
    "part_netted": Said(
        "{id}: {whole}의 일부입니다. 등록부가 세는 {amount}을 따로 넣고 전체의 연도 없는 금액에서 "
        "뺐습니다.",
        "{id}: a part of {whole}; its {amount} that the register counts enters by itself and is "
        "taken from the whole's money without years.",
    ),
    "partly_reported_years_modelled": Said(
        "{id}: {years}년은 일부만 보고되어 나머지를 모형으로 채웠습니다.",
        "{id}: {years} partly reported; the rest of the year is modelled.",
    ),
    "period_assumed": Said(
        "{id}: 기간을 알 수 없는 {amount}을 {first_year}~{last_year}년으로 가정했습니다.",
        "{id}: {amount} without a stated period is assumed to fall in {first_year}–{last_year}.",
    ),
    "pledge_unknown": Said("전망에 쓸 투자계획이 없습니다.", "There is no pledge to project."),
    "preview": Said(
        "미리보기: 반복 {draws}회입니다. 보고에는 10,000회 이상을 쓰세요.",
        "A preview with {draws} draws; use 10,000 or more for a report.",
    ),
    "reform_outside_register": Said(
        "바꾼 공제가 더 불러올 투자는 어느 투자계획에도 적혀 있지 않아 이 범위의 합계에 없습니다. "
        "보려면 범위를 ‘등록 밖의 투자 포함’으로 고르세요.",
        "What the changed credit would add is recorded in no pledge and is not in the totals of "
        "this scope; to see it choose ‘Including outside the register’.",
    ),
    "size_assumed": Said(
        "{id}: 기업 규모를 알 수 없어 대기업으로 보았습니다(세율에 가장 둔감).",
        "{id}: firm size not known; taken as large, which responds least to tax.",
    ),
    "tax_all_eligible": Said(
        "공제 대상 자산의 투자 전액이 요건을 갖춘다고 가정했습니다(규정 {provisions}개).",
        "All spending on eligible assets is assumed to qualify ({provisions} provisions).",
    ),
    "tax_incentive_unknown": Said(
        "시행일이 있는 세액공제가 없어 기여를 알 수 없습니다.",
        "No dated tax credit is known, so its contribution is not known.",
    ),
    "tax_provision_undated": Said(
        "{id} {title}: 시행일을 알 수 없어 넣지 않았습니다.",
        "{id} ({title}): left out, because its first day is not known.",
    ),
    "unreported_years_modelled": Said(
        "{id}: {years}년 실적이 보고되지 않아 모형으로 채웠습니다. 0으로 보지 않습니다.",
        "{id}: nothing was reported for {years}; modelled, not taken as nil.",
    ),
} | estimation.LOG

REFUSED = {
    "elasticity_prior_only": Said(
        "자료가 없어 탄력성을 추정하지 않고 사전값을 썼습니다({assets}).",
        "Without a panel no elasticity is estimated; the priors are used ({assets}).",
    ),
    "too_few_cancellations": Said(
        "취소 사례가 {have}건뿐이어서(필요 {need}건) 취소 위험은 사전값을 썼습니다.",
        "Only {have} cancellations (needs {need}): the assumed hazards are used.",
    ),
    "too_few_tranches": Said(
        "이행 관측이 {have}건뿐이어서(필요 {need}건) 이행률은 사전값과 셀 평균을 썼습니다.",
        "Only {have} observed years (needs {need}): priors and cell means are used.",
    ),
} | estimation.REFUSED

STOPPED = {
    "wrong_shape": Said(
        "입력 표 ‘{name}’의 크기가 맞지 않습니다({have}, 필요: {need}).",
        "The table “{name}” has the wrong shape ({have}, needed: {need}).",
    ),
    "unknown_name": Said(
        "‘{name}’에 알 수 없는 이름 {value}이(가) 있습니다. 쓸 수 있는 이름: {allowed}",
        "“{name}” holds the unknown name {value}; allowed: {allowed}.",
    ),
    "duplicate_name": Said(
        "‘{name}’에 {value}이(가) 두 번 있습니다.", "“{name}” holds {value} twice."
    ),
    "window_not_covered": Said(
        "입력 자료의 연도가 전망 기간을 모두 담지 못합니다.",
        "The years of the inputs do not cover the window of the projection.",
    ),
    "overlap_exceeds_pledges": Said(
        "투자계획 안의 유발 투자가 투자계획보다 큽니다. 중복 비율을 확인해 주세요.",
        "Induced investment inside the pledges exceeds the pledges; please check the overlap.",
    ),
    "not_finite": Said(
        "결과 {path}이(가) 유한한 수가 아니어서 결과를 내지 않았습니다.",
        "The result {path} is not a finite number, so nothing is shown.",
    ),
    "sample_too_short": Said(
        "관측이 {have}개뿐이어서 추정하지 않았습니다({need}개 필요).",
        "Only {have} observations ({need} needed); nothing was estimated.",
    ),
    "unknown_parameter": Said(
        "알 수 없는 계수입니다: {name}", "There is no such coefficient: {name}."
    ),
    "scenario_in_the_past": Said(
        "시나리오는 지난 기간을 바꿀 수 없습니다. 적용일을 {as_of} 이후로 적어 주세요.",
        "A scenario cannot change the past: please choose a day from {as_of} on.",
    ),
    "out_of_range": Said(
        "{name} 값이 허용 범위를 벗어납니다({value}).",
        "{name} is out of range ({value}).",
    ),
} | estimation.STOPPED
FALLBACK = Said("계산할 수 없습니다({code}).", "This cannot be computed ({code}).")

WATERFALL = {
    "face": Said("기간 안 투자계획 금액", "Pledged in the window"),
    "overlap": Said("중복 제거", "Overlap"),
    "cancellation": Said("취소", "Cancellation"),
    "under_delivery": Said("미이행", "Under-delivery"),
    "slippage": Said("2027년 뒤로 이월", "Slippage beyond 2027"),
    "risk_adjusted": Said("위험 조정 금액", "Risk-adjusted"),
}

BLOCKS = {
    "delivery": Said("이행률", "Delivery"),
    "cancellation": Said("취소 위험", "Cancellation"),
    "elasticity": Said("사용자비용 탄력성", "User-cost elasticity"),
    "loan": Said("융자 효과", "Loan effects"),
    "fund": Said("펀드 추가성", "Fund additionality"),
    "adoption": Said("활용 확산", "Adoption"),
    "effects": Said("활용의 효과", "Effects of adoption"),
}

PLAYERS = {
    "pledge": Said("투자계획 기반", "Pledge base"),
    "tax_incentive": Said("조세특례", "Tax incentives"),
    "fund": Said("펀드", "Funds"),
    "loan": Said("융자", "Loans"),
    "autonomous": Said("자율 확산", "Autonomous"),
}

STATUSES = {
    "intent": Said("의향", "Intent"),
    "announced": Said("발표", "Announced"),
    "board": Said("확정(이사회 의결·공시)", "Firm: board decision"),
    "contracted": Said("확정(계약·발주)", "Firm: contracted"),
    "in_progress": Said("집행 중", "In progress"),
    "completed": Said("완료", "Completed"),
}

SERIES = {
    "business_activity": Said("기업활동조사", "Survey of Business Activities"),
    "informatisation": Said("정보화통계조사", "Survey on informatisation"),
}

ATTRIBUTION = Said(
    "가정한 탄력성으로 나눈 배분이며, 추정한 인과 효과가 아닙니다. 사전값 비중 {weight}.",
    "An allocation under assumed elasticities, not an estimated causal effect. "
    "Weight of priors {weight}.",
)

_SHARES = ("share", "rate", "market_rate", "probability_se")


def said(
    entry: Mapping[str, Any], lang: Language, names: Mapping[str, Mapping[str, str]] | None = None
) -> str:
    """A stored statement as a sentence; ``names`` lead from keys to codes and titles."""
    sentence = LOG.get(entry["code"]) or REFUSED.get(entry["code"])
    if sentence is None:
        return FALLBACK.to(lang, {"code": entry["code"]})
    values = {
        name.removesuffix("_bn"): _printed(name, value, lang, names or {})
        for name, value in entry["values"].items()
    }
    return sentence.to(lang, values)


def stopped(error: EconError, lang: Language) -> str:
    """Why a projection cannot be made, and what to change."""
    return STOPPED.get(error.code, FALLBACK).to(lang, {**error.values, "code": error.code})


def _printed(
    name: str, value: Any, lang: Language, names: Mapping[str, Mapping[str, str]]
) -> object:
    if name.endswith("_bn"):
        return fmt.won(round(value * WON_PER_BN), lang)
    if name.startswith("draws"):
        return f"{value:,}"
    if name in _SHARES:
        return fmt.percent(value, lang)
    if name in ("id", "whole"):
        return _named(str(value), names)
    if name in ("years", "assets"):
        return ", ".join(word(item, lang) for item in value)
    return f"{value:.2f}" if isinstance(value, float) else value


def _named(key: str, names: Mapping[str, Mapping[str, str]]) -> str:
    found = names.get(key.rpartition(":")[0] or key) or names.get(key)
    if found is None:
        return key
    return " ".join(dict.fromkeys(text for text in (found["code"], found["title"]) if text))
