"""The words of tax credits in cells: every code with its English and its Korean label."""

from enum import StrEnum
from typing import Final

from models.tax_vocabulary import (
    AssetKind,
    BudgetFunction,
    ClaimBasis,
    ClawbackCause,
    FigureStatus,
    Site,
    SupportItem,
)

TAX_LABELS: Final[dict[type[StrEnum], dict[str, tuple[str, str]]]] = {
    ClaimBasis: {
        "self_declared": ("Self-declared", "스스로 신고"),
        "consented": ("Used with consent", "과세정보 제공 동의"),
    },
    SupportItem: {
        "grant": ("Grant (item 1)", "출연금·보조금(1호)"),
        "state_paid_interest": ("Interest paid by the state (item 2)", "국가 대납 이자(2호)"),
        "state_loan_interest": ("Interest support of a state loan (item 3)", "이자지원금(3호)"),
        "contribution": ("Contribution of users (item 4)", "공사부담금(4호)"),
    },
    Site: {
        "outside": ("Outside the over-concentrated area", "과밀억제권역 밖"),
        "capital_area": ("Over-concentrated capital area", "수도권과밀억제권역"),
    },
    ClawbackCause: {
        "disposal": ("Disposed of or let (Art. 146)", "처분·임대(제146조)"),
        "diversion": ("Put to another use (Art. 24③)", "목적 외 전용(제24조 ③)"),
    },
    AssetKind: {
        "building": ("Building or structure", "건물·구축물"),
        "other": ("Other asset", "그 밖의 자산"),
    },
    BudgetFunction: {
        "general_administration": ("General administration", "일반·지방행정"),
        "public_order": ("Public order and safety", "공공질서 및 안전"),
        "foreign_affairs": ("Foreign affairs and unification", "외교·통일"),
        "defence": ("Defence", "국방"),
        "education": ("Education", "교육"),
        "culture": ("Culture and tourism", "문화 및 관광"),
        "environment": ("Environment", "환경"),
        "social_welfare": ("Social welfare", "사회복지"),
        "health": ("Health", "보건"),
        "agriculture": ("Agriculture and fisheries", "농림수산"),
        "industry": ("Industry, SMEs and energy", "산업·중소기업 및 에너지"),
        "transport": ("Transport and logistics", "교통 및 물류"),
        "communication": ("Communication", "통신"),
        "regional_development": ("National and regional development", "국토 및 지역개발"),
        "science": ("Science and technology", "과학기술"),
        "reserve": ("Reserve", "예비비"),
    },
    FigureStatus: {
        "actual": ("Actual", "실적"),
        "estimate": ("Estimate for the year", "해당 연도 전망"),
        "forecast": ("Estimate for the next year", "다음 연도 전망"),
    },
}
