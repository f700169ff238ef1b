"""The sample pledges as plain rows, one list a sheet; whether a row counts is not decided here."""

from typing import Any

from imports.sample.sources import (
    by_id,
    full_day,
    last_day,
    note,
    ppm,
    quotes,
    stated,
    table,
    won,
    year,
)

Row = dict[str, Any]


def parties() -> list[Row]:
    """The parties that the sample names; an empty cell is not stated."""
    return [
        {
            "code": row["code"],
            "name_ko": row["name_ko"],
            "name_en": row["name_en"] or None,
            "brn": row["brn"] or None,
            "kind": row["kind"],
            "is_public": row["is_public"] == "1",
            "is_foreign": row["is_foreign"] == "1",
            "group": row["group"] or None,
            "size": row["size"] or None,
        }
        for row in table("parties")
    ]


def pledge_sheets() -> dict[str, list[Row]]:
    """Every sheet of the pledge workbook with its rows."""
    sources, codings = by_id("announcements"), by_id("coding")
    pairs = [(sources[key], coding) for key, coding in codings.items()]
    return {
        "Pledges": [_pledge(source, coding, codings) for source, coding in pairs],
        "Participants": [_participant(row) for row in table("participants")],
        "Lines": [_line(source, coding) for source, coding in pairs],
        "Realisations": [],
    }


def parent(codings: dict[str, dict[str, str]], coding: dict[str, str]) -> str:
    """The containing record as its part names it: by reference, with its filer if another."""
    name = coding["part_of"]
    if not name or codings[name]["filer_code"] == coding["filer_code"]:
        return name
    return f"{codings[name]['filer_code']}/{name}"


def _pledge(
    source: dict[str, str], coding: dict[str, str], codings: dict[str, dict[str, str]]
) -> Row:
    return {
        **_heading(source, coding),
        **_money(source, coding),
        "period_start": year(source["start_year"]),
        "period_end": year(source["end_year"]),
        "category": coding["category"],
        "nature": coding["nature"],
        "spend_kind": coding["spend_kind"] or None,
        "place": coding["place"],
        "region": coding["region"],
        "ai_share_ppm": ppm(coding["ai_share"]),
        "is_partnership": True if coding["partnership"] == "yes" else None,
        "part_of": parent(codings, coding),
        "overlap_key": coding["overlap_key"],
        "counterparty": source["counterparty"],
    }


def _heading(source: dict[str, str], coding: dict[str, str]) -> Row:
    return {
        "reference": source["id"],
        "filer": coding["filer_code"],
        "title": coding["title"],
        "announced_on": full_day(source["announced_date"]),
        "known_on": last_day(source["source_date"]),
        "visibility": "public",
        "source": source["source_url"],
        "note": note(source, coding["basis"], source["announced_date"]),
    }


def _money(source: dict[str, str], coding: dict[str, str]) -> Row:
    """Won only where the source states won; other currencies beside it, never converted."""
    foreign = source["currency"] == "USD"
    return {
        "amount_won": won(source["amount_krw_bn"]) if source["krw_basis"] else None,
        "amount_text": source["amount_stated"],
        "currency": "USD" if foreign else "KRW",
        "foreign_amount": stated(source["amount_stated"]) if foreign else None,
        "public_part_won": won(coding["public_part_bn"]),
        "public_grant_won": won(coding["public_grant_bn"]),
        "policy_loan_won": won(coding["policy_loan_bn"]),
    }


def _line(source: dict[str, str], coding: dict[str, str]) -> Row:
    """One line a pledge: of its year when the source names a single one, else unallocated."""
    single = source["start_year"] if source["start_year"] == source["end_year"] else ""
    said = ", ".join(quote.words for quote in quotes(coding["basis"])["stage"])
    return {
        "reference": source["id"],
        "year": year(single),
        "amount_won": won(source["amount_krw_bn"]) if source["krw_basis"] else None,
        "stage": coding["stage"],
        "evidence_grade": coding["evidence_grade"],
        "evidence": f"{said} ({source['source_url']})",
    }


def _participant(row: dict[str, str]) -> Row:
    return {"reference": row["id"], "party": row["party_code"], "share_ppm": ppm(row["share"])}
