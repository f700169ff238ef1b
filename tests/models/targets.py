"""Targets and observations that tests state, with good defaults."""

from datetime import date
from typing import Any

from models.target import ObservationInput, TargetInput


def target(reference: str = "T-1", **said: Any) -> TargetInput:
    """A target of 200,000 professionals in 2030, unless said otherwise."""
    given = {
        "reference": reference,
        "kind": "target",
        "topic": "talent",
        "indicator": "professionals",
        "name_ko": "AI 전문인재",
        "name_en": "AI professionals",
        "unit": "persons",
        "baseline": "51000",
        "baseline_year": 2023,
        "value": "200000",
        "due_year": 2030,
        "valid_from": date(2024, 9, 26),
        "known_on": date(2024, 9, 26),
        "source": "https://www.example.test/strategy",
    }
    return TargetInput.model_validate(given | said)


def observation(reference: str = "O-1", **said: Any) -> ObservationInput:
    """A workforce of 54,000 in 2024, unless said otherwise."""
    given = {
        "reference": reference,
        "indicator": "professionals",
        "series": "survey",
        "name_ko": "인력 조사",
        "name_en": "Workforce survey",
        "year": 2024,
        "unit": "persons",
        "value": "54000",
        "definition": "AI 기업 종사 인력",
        "known_on": date(2025, 5, 1),
        "source": "https://www.example.test/survey",
    }
    return ObservationInput.model_validate(given | said)
