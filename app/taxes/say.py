"""Steps and cautions of a computation as sentences, and settings in their own unit."""

from decimal import Decimal

from flask_babel import gettext

from app import format as fmt
from app.i18n import Language
from app.messages import label
from app.messages.taxes import CAUTIONS, STEPS
from app.registry.current import today
from app.tables import UNIT, made_by
from models import User
from models.tax_setting import TaxSetting
from models.tax_vocabulary import BudgetFunction, TaxParameter
from models.taxes import Caution, Step

EXACT = 10**4
"""Parts per million to percent."""


def step(one: Step, lang: Language) -> str:
    """What a step is."""
    return STEPS[one.code].to(lang, one.values)


def caution(one: Caution, lang: Language) -> str:
    """What a reader should know."""
    return CAUTIONS[one.code].to(lang, one.values)


def reason(code: str, lang: Language) -> str:
    """Why a year of an account cannot be worked out."""
    return CAUTIONS[code].to(lang)


def setting(row: TaxSetting, lang: Language) -> str:
    """The value of a setting as a person reads it."""
    return value(row.parameter, row.value, lang)


def value(parameter: TaxParameter, held: int, lang: Language) -> str:
    """A whole number in the unit of its setting."""
    name = parameter.value
    if name.endswith("_ppm"):
        return f"{(Decimal(held) / EXACT).normalize():f}%"
    if name.endswith("_won"):
        return fmt.won(held, lang)
    if name.endswith("_flag"):
        return {"ko": ("아니요", "예"), "en": ("No", "Yes")}[lang][bool(held)]
    if parameter is TaxParameter.BUDGET_FUNCTION:
        return f"{held:03d} {label(BudgetFunction.numbered(held), lang)}"
    return fmt.count(held, lang)


def stamped(user: User, lang: Language) -> tuple[tuple[str, str], ...]:
    """The lines that every cover begins with: day of the data, unit, who made it and when."""
    return (
        (gettext("자료 기준일"), fmt.day(today(), lang)),
        (gettext("금액 단위"), UNIT.to(lang)),
        (gettext("만든 사람·시각"), made_by(user, lang)),
    )
