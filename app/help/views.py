"""The pages of help."""

from typing import Final, NamedTuple

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from app.access import EVERYONE, requires
from app.i18n import language
from app.messages import amount_error
from app.messages.figures import FIGURES
from models.money import AmountError, Unit, parse_amount
from models.vocabulary import Stage

bp = Blueprint("help", __name__)

READ: Final = (
    "1조 2,000억", "350억원", "1.2T", "KRW 1.2 trillion", "65,000백만원", "3천5백억", "500bn",
    "천억", "금 1,240억원정", "12억 3,456만 7,890원", "1,200",
)  # fmt: skip
REFUSED: Final = (
    "약 1,240억", "1조 2000", "2,000억 1조", "USD 3bn", "350~400억", "1,24억", "-35억", "12345조",
)  # fmt: skip
TERMS: Final = (
    "intent", "announced", "firm", "realised", "remaining", "progress", "over_delivery",
    "missing", "removed",
)  # fmt: skip


class Typed(NamedTuple):
    """An amount as typed, and the won it is read as or why it is not."""

    text: str
    won: int | None
    refusal: str = ""


@bp.get("/help/amounts")
@requires(*EVERYONE)
def amounts() -> ResponseReturnValue:
    """How amounts are typed: examples, read at this moment by the reader of every form."""
    typed = [_read(text) for text in (*READ, *REFUSED)]
    return render_template(
        "help/amounts.html",
        understood=[one for one in typed if one.won is not None],
        refused=[one for one in typed if one.won is None],
    )


@bp.get("/help/terms")
@requires(*EVERYONE)
def terms() -> ResponseReturnValue:
    """What the figures mean and how each is found."""
    meanings = [
        [said.to(language()) for said in FIGURES[code]] for code in TERMS if code in FIGURES
    ]
    return render_template("help/terms.html", meanings=meanings, stages=list(Stage))


@bp.get("/help/access")
@requires(*EVERYONE)
def access() -> ResponseReturnValue:
    """How the pages are used by keyboard, enlarged, in high contrast and without script."""
    return render_template("help/access.html")


def _read(text: str) -> Typed:
    try:
        return Typed(text, parse_amount(text, default_unit=Unit.HUNDRED_MILLION))
    except AmountError as error:
        return Typed(text, None, amount_error(error, language(), name="amount_won"))
