"""The sample's national targets and observations as rows of their workbook."""

from decimal import Decimal
from typing import Any

from imports.sample.sources import last_day, table
from imports.sheets.target import OBSERVATIONS, TARGETS

Row = dict[str, Any]
_YEAR = len("2024")


def target_sheets() -> dict[str, list[Row]]:
    """Every row with a source: as collected and coded, and what the strategy names besides."""
    sheets: dict[str, list[Row]] = {TARGETS.name: [], OBSERVATIONS.name: []}
    collected = {row["id"]: row for row in table("targets")}
    for coded in table("target_coding"):
        if coded["sheet"]:
            row = _collected(coded, collected[coded["id"]])
            sheets[coded["sheet"]].append(_of_sheet(coded["sheet"], row))
    for added in table("target_additions"):
        sheets[added["sheet"]].append(_of_sheet(added["sheet"], _added(added)))
    return sheets


def _collected(coded: Row, row: Row) -> Row:
    """A collected row under its codes; figures, years, sources and notes are its own."""
    scale = Decimal(coded["scale"] or 1)
    baseline = row["baseline"] if _is_figure(row["baseline"]) else ""
    value = "" if coded["drop"] else coded["value"] or row["value"]
    said = {
        **{name: coded[name] for name in ("kind", "topic", "indicator", "series", "definition")},
        **{name: coded[name] for name in ("name_ko", "unit", "bound", "milestone")},
        "reference": "-".join(filter(None, (coded["id"], coded["part"]))),
        "name_en": coded["name_en"] or row["indicator"],
        "baseline": Decimal(baseline) * scale if baseline else None,
        "baseline_year": _year_in(row["baseline_note"]),
        "baseline_note": _baseline_note(row, is_figure=bool(baseline)),
        "value": Decimal(value) * scale if value else None,
        "period": row["period"],
        "breaks_series": coded["breaks"] == "yes",
        "is_provisional": coded["provisional"] == "yes",
        "confidence": f"confidence_{row['confidence']}",
        "note": _note(coded, row),
    }
    return said | _dated(row["year"], row["source_url"], row["source_date"])


def _baseline_note(row: Row, *, is_figure: bool) -> str:
    """What the source says of the baseline beyond the figure and its year."""
    if not is_figure:
        return " ".join(filter(None, (row["baseline"], row["baseline_note"])))
    note: str = row["baseline_note"]
    return "" if len(note) == _YEAR and note.isdecimal() else note


def _note(coded: Row, row: Row) -> str:
    """The note of the source, with the words that the value rests on where it is not a figure."""
    stated = row["value"] if coded["drop"] or coded["value"] else ""
    return "\n".join(filter(None, (row["note"], stated and f"As stated: {stated}.")))


def _added(row: Row) -> Row:
    said = {**row, "value": Decimal(row["value"]) if row["value"] else None}
    return said | _dated(row["year"], row["source"], row["known_on"])


def _dated(year: str, source: str, stated: str) -> Row:
    """The year, the source and its day: the last one where it gives only a month or a year."""
    known = last_day(stated)
    when = int(year) if year else None
    return {
        "year": when,
        "due_year": when,
        "source": source,
        "known_on": known,
        "valid_from": known,
    }


def _of_sheet(name: str, row: Row) -> Row:
    """The fields that the sheet has, as far as they say something."""
    fields = {TARGETS.name: TARGETS, OBSERVATIONS.name: OBSERVATIONS}[name].fields
    return {field: row[field] for field in fields if row.get(field) not in (None, "")}


def _is_figure(text: str) -> bool:
    return text.replace(".", "", 1).isdecimal()


def _year_in(text: str) -> int | None:
    """The year that a baseline note begins with."""
    head = text[:_YEAR]
    return int(head) if head.isdecimal() and len(head) == _YEAR else None
