"""What an input refuses, said of the cells that it came from."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import Any, Final, NamedTuple

from pydantic import ValidationError

from imports.decode import Decoded
from imports.problems import RULES, Problem
from models.inputs import Input
from models.vocabulary import EvidenceGrade, Stage

ROUNDS: Final = 8
_TYPES: Final = {
    "missing": "required",
    "string_too_short": "required",
    "string_too_long": "too_long",
    "too_long": "too_many",
    "string_pattern_mismatch": "bad_pattern",
    "greater_than_equal": "out_of_range",
    "greater_than": "out_of_range",
    "less_than_equal": "out_of_range",
    "less_than": "out_of_range",
}
_LIMITS: Final = {
    "max_length": "most",
    "le": "most",
    "lt": "most",
    "ge": "least",
    "gt": "above",
    "pattern": "pattern",
}
Found = dict[str, Any]


class Complaint(NamedTuple):
    """One refusal: the field, the part of the list it is in, the code of the rule, values."""

    field: str
    part: int | None
    inner: str
    code: str
    values: dict[str, Any]


def complaints(schema: type[Input], row: Found, unusable: set[str]) -> list[Complaint]:
    """Everything that ``schema`` refuses in ``row``, beyond the fields already known as wrong.

    What was refused is replaced by something harmless and the row is tried again, so that one
    mistake does not hide the next.
    """
    found: list[Complaint] = []
    known = set(unusable)
    row = _harmless(schema, row, known)
    for _ in range(ROUNDS):
        try:
            schema.model_validate(row)
        except ValidationError as error:
            said = [_complaint(item) for item in error.errors(include_url=False)]
        else:
            break
        found += [complaint for complaint in said if complaint.field not in known]
        if fields := {complaint.field for complaint in said if not _in_line(complaint)}:
            if fields <= known:
                break
            known |= fields
            row = _harmless(schema, row, fields)
        else:
            row = {**row, "lines": _mended(row["lines"], said)}
    return found


def _in_line(complaint: Complaint) -> bool:
    return complaint.field == "lines" and complaint.part is not None


def _mended(lines: Sequence[Found], said: Sequence[Complaint]) -> list[Found]:
    """The lines with their own mistakes taken out, so that their sum can still be checked."""
    mended = [dict(line) for line in lines]
    for complaint in said:
        line = mended[complaint.part or 0]
        line.pop(complaint.inner, None)
        line |= {"evidence_grade": EvidenceGrade.AUDITED, "evidence": "x"}
    return mended


def _complaint(item: Mapping[str, Any]) -> Complaint:
    context = item.get("ctx", {})
    loc = item["loc"]
    field = str(loc[0]) if loc else str(context.get("field", ""))
    part = loc[1] if len(loc) > 1 and isinstance(loc[1], int) else None
    inner = str(loc[2]) if len(loc) > 2 else str(context.get("field", ""))
    code = _TYPES.get(item["type"], item["type"])
    values = {_LIMITS.get(name, name): value for name, value in context.items()}
    if code not in RULES:
        code, values = "not_accepted", {"type": item["type"]}
    allowed = RULES[code].values
    kept = {name: value for name, value in values.items() if name in allowed and name != "field"}
    return Complaint(field, part, inner, code, kept)


def _harmless(schema: type[Input], row: Found, fields: set[str]) -> Found:
    """The row with something in the place of ``fields`` that nothing complains about."""
    kept = {name: value for name, value in row.items() if name not in fields}
    for name in fields & schema.model_fields.keys():
        if name == "amount_won" and "lines" in kept:
            kept["amount_won"] = sum(line.get("amount_won") or 0 for line in kept["lines"])
        elif name != "lines" and schema.model_fields[name].is_required():
            kept[name] = _something(schema, name)
    if "embargo_until" in fields:
        kept.pop("visibility", None)
    if "lines" in fields:
        amount = kept.get("amount_won")
        kept["lines"] = [{"stage": Stage.INTENT, "amount_won": amount}]
    return kept


def _something(schema: type[Input], name: str) -> Any:
    annotation = schema.model_fields[name].annotation
    if isinstance(annotation, type) and issubclass(annotation, Enum):
        return next(iter(annotation))
    if annotation is date:
        return date(2024, 1, 1)
    return 0 if annotation in (int, Decimal) else "x"


def problem_of(decoded: Decoded, index: int, field: str, complaint: Complaint) -> Problem:
    """The complaint as a problem of one cell."""
    return decoded.problem(index, field, complaint.code, **complaint.values)
