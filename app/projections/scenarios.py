"""The named scenarios that ship with the product, and the levers that a user sets on top."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Final

from app.i18n import Language
from app.projections.money import Conditions
from app.projections.tables import DATA
from econ.scenarios import Override
from models.errors import NotFound

SHIPPED = DATA / "scenarios.toml"
BASELINE = "baseline"
CUSTOM = "custom"
"""The name of a run with levers of its own; its starting scenario is kept beside it."""


@dataclass(frozen=True, slots=True)
class Start:
    """A named starting point: what is assumed about the register's own records."""

    name: str
    title_ko: str
    title_en: str
    assumption_ko: str
    assumption_en: str
    counted_only: bool = False
    plans: bool = False
    undated_credit_from: date | None = None

    def title(self, lang: Language) -> str:
        """Its short name."""
        return self.title_ko if lang == "ko" else self.title_en

    def assumption(self, lang: Language) -> str:
        """The sentence that stands beside every figure made with it."""
        return self.assumption_ko if lang == "ko" else self.assumption_en


@dataclass(frozen=True, slots=True)
class Choice:
    """A starting point with a user's levers."""

    start: Start
    overrides: tuple[Override, ...] = ()

    @property
    def name(self) -> str:
        """The name under which a run is stored."""
        return CUSTOM if self.overrides else self.start.name


def _table(path: Path) -> dict[str, Any]:
    with path.open("rb") as file:
        return tomllib.load(file)


SCENARIOS: Final[Mapping[str, Start]] = {
    row["name"]: Start(**row) for row in _table(SHIPPED)["scenario"]
}
"""Every named scenario by its name, the base first."""

PLANNED_LOAN: Final = Conditions(
    **{name: _table(SHIPPED)["loan"][name] for name in Conditions.__dataclass_fields__}
)
"""The conditions that a scenario gives to planned loans."""


def chosen(name: str, overrides: tuple[Override, ...] = ()) -> Choice:
    """The scenario of that name. Raises NotFound when there is none."""
    if name not in SCENARIOS:
        raise NotFound(what="scenario", found=name)
    return Choice(SCENARIOS[name], overrides)
