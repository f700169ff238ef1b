"""The words that cells use for national targets, as (English, Korean)."""

from enum import StrEnum
from typing import Final

from models.target_vocabulary import (
    Bound,
    Confidence,
    MetricUnit,
    MilestoneState,
    TargetKind,
    Topic,
)

OF_TARGETS: Final[dict[type[StrEnum], dict[str, tuple[str, str]]]] = {
    TargetKind: {
        "target": ("Target", "목표"),
        "projection": ("Official estimate", "공식 추정치"),
        "milestone": ("Milestone", "이행 과제"),
        "indicator": ("Indicator without official target", "공식 목표가 없는 지표"),
    },
    Topic: {
        "private_investment": ("Private investment", "민간 투자"),
        "economic_impact": ("Economic impact", "경제 효과"),
        "ai_adoption": ("AI adoption", "AI 도입"),
        "computing": ("Computing", "연산 기반"),
        "finance": ("Finance", "금융"),
        "industry_ax": ("Industry AX", "산업 AX"),
        "public_ax": ("Public AX", "공공 AX"),
        "startups": ("Start-ups", "창업기업"),
        "talent": ("Talent", "인재"),
        "ai_models": ("AI models", "AI 모델"),
        "ai_chips": ("AI chips", "AI 반도체"),
        "regional_hubs": ("Regional hubs", "지역 거점"),
        "defence_ai": ("Defence AI", "국방 AI"),
        "global_cooperation": ("International cooperation", "국제 협력"),
        "tax_incentives": ("Tax incentives", "조세지원"),
        "law_and_safety": ("Law and safety", "법·제도와 안전"),
        "ai_industry": ("AI industry", "AI 산업"),
        "government_budget": ("Government budget", "정부 예산"),
        "input_output": ("Input–output", "산업연관"),
    },
    MetricUnit: {
        "won": ("KRW", "원"),
        "won_a_year": ("KRW a year", "원(연간)"),
        "us_dollar": ("US dollars", "미국 달러"),
        "percent": ("Percent", "%"),
        "points_a_year": ("Percentage points a year", "%p(연평균)"),
        "exaflops": ("Exaflops", "엑사플롭스"),
        "times": ("Times", "배"),
        "gpus": ("GPUs", "GPU 장"),
        "gigawatts": ("GW", "GW"),
        "persons": ("Persons", "명"),
        "firms": ("Firms", "개사"),
        "industries": ("Industries", "개 산업"),
        "service_fields": ("Service fields", "개 분야"),
        "model_count": ("Models", "개 모델"),
        "technologies": ("Technologies", "개 기술"),
        "coefficient": ("Coefficient", "계수"),
    },
    Bound: {
        "exact": ("As stated", "그대로"),
        "at_least": ("At least", "이상"),
        "up_to": ("Up to", "최대"),
        "about": ("About", "약"),
    },
    MilestoneState: {
        "foreseen": ("Planned", "예정"),
        "under_way": ("Under way", "추진 중"),
        "achieved": ("Achieved", "달성"),
        "changed": ("Changed", "내용 바뀜"),
        "dropped": ("Dropped", "중단"),
        "unverified": ("Not verified", "확인되지 않음"),
    },
    Confidence: {
        "confidence_high": ("High", "높음"),
        "confidence_medium": ("Medium", "보통"),
        "confidence_low": ("Low", "낮음"),
    },
}
