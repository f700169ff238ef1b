"""The sample of public support as plain rows: funds, loans and tax provisions, as stated."""

import re

from imports.sample.rows import Row, parent
from imports.sample.sources import by_id, full_day, last_day, note, ppm, won, year

TAX_FILER = "moef"
"""The finance ministry keeps the Restriction of Special Taxation Act."""


def funds() -> list[Row]:
    """Funds and programmes; a plan is not a disbursement."""
    return [
        {
            **_support(source, coding, codings),
            "form": coding["form"],
            "operator": source["operator"],
            "public_won": won(source["public_krw_bn"]),
            "private_won": won(source["private_krw_bn"]),
        }
        for source, coding, codings in _coded("fund")
    ]


def loans() -> list[Row]:
    """Loans and loan programmes; terms that the source gives in words stay words."""
    return [
        {
            **_support(source, coding, codings),
            "lender": source["operator"],
            "rate_text": source["rate"],
            "tenor_text": source["tenor"],
        }
        for source, coding, codings in _coded("loan")
    ]


def tax_incentives() -> list[Row]:
    """The provisions of the act with their rates and the days between which they hold."""
    codings = by_id("tax_coding")
    return [_provision(source, codings[key]) for key, source in by_id("tax_incentives").items()]


def _coded(kind: str) -> list[tuple[dict[str, str], dict[str, str], dict[str, dict[str, str]]]]:
    sources, codings = by_id("funds_loans"), by_id("support_coding")
    return [
        (sources[key], coding, codings) for key, coding in codings.items() if coding["kind"] == kind
    ]


def _support(
    source: dict[str, str], coding: dict[str, str], codings: dict[str, dict[str, str]]
) -> Row:
    whole = coding["part_of"]
    same_kind = bool(whole) and codings[whole]["kind"] == coding["kind"]
    return {
        "reference": source["id"],
        "filer": coding["filer_code"],
        "title": coding["title"],
        "amount_won": won(source["amount_krw_bn"]),
        "amount_text": "" if source["amount_krw_bn"] else "not stated",
        "announced_on": full_day(source["decision_date"]),
        "known_on": last_day(source["source_date"]),
        "visibility": "public",
        "stage": coding["stage"],
        "beneficiary": source["beneficiary"],
        "start_year": year(source["start_year"]),
        "end_year": year(source["end_year"]),
        "part_of": parent(codings, coding) if same_kind else "",
        "source": source["source_url"],
        "note": _support_note(source, coding),
    }


def _support_note(source: dict[str, str], coding: dict[str, str]) -> str:
    said = [note(source, coding["basis"], source["decision_date"])]
    if coding["kind"] == "loan" and source["public_krw_bn"]:
        said.append(f"Public money as stated: {source['public_krw_bn']} billion won.")
    if coding["part_of"]:
        said.append(f"Part of {coding['part_of']}.")
    if coding["overlap_key"]:
        said.append(f"Possible duplicates share the key {coding['overlap_key']}.")
    return "\n".join(said)


def _provision(source: dict[str, str], coding: dict[str, str]) -> Row:
    rate = source["base_rate"]
    return {
        "reference": source["id"],
        "filer": TAX_FILER,
        "title": coding["title"],
        "known_on": last_day(source["source_date"]),
        "visibility": "public",
        "article": source["article"],
        "provision": coding["provision"],
        "tier": coding["tier"] or None,
        "firm_size": coding["firm_size"],
        "rate_ppm": ppm(rate) if re.fullmatch(r"[\d.]+", rate) else None,
        "rate_text": " ".join(filter(None, (rate, source["rate_basis"]))),
        "extra_rule": source["extra_rule"],
        "cap_rule": source["cap_rule"],
        "effective_from": full_day(coding["effective_from"]),
        "effective_to": full_day(coding["effective_to"]),
        "effective_text": _effective(source),
        "status": coding["status"],
        "source": source["source_url"],
        "note": note(source, coding["basis"], ""),
    }


def _effective(source: dict[str, str]) -> str:
    days = (source["effective_from"], source["effective_to"])
    return "~".join(days) if any(days) else ""
