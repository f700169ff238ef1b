"""Workbooks of tax credit claims, with every mistake at its cell."""

from datetime import date
from typing import Any

import pytest

from imports.intake import examine
from imports.tax_figures import read_figures, write_figures
from models.vocabulary import Kind, Role
from tests.imports.books import Rows, bring, only, written
from tests.imports.conftest import _user


def claim_rows(**said: Any) -> Rows:
    row = {
        "reference": "c-1",
        "filer": "hana-ai",
        "title": "공제",
        "opens_on": date(2025, 1, 1),
        "closes_on": date(2025, 12, 31),
        "provision": "investment_credit",
        "tier": "national_strategic",
        "firm_size": "large",
        "claim_basis": "self_declared",
        "invested_won": 10**11,
        "site": "outside",
        "known_on": date(2026, 4, 1),
    }
    return {
        "TaxClaims": [row | said],
        "Supports": [{"reference": "c-1", "entry": "1", "item": "grant", "amount_won": 10**9}],
        "Carried": [
            {
                "reference": "c-1",
                "origin_year": 2023,
                "provision": "investment_credit",
                "unused_won": 10**9,
            }
        ],
        "Clawbacks": [],
    }


def test_a_workbook_of_claims_is_brought_once(session, official):
    first = bring(session, written(claim_rows(), Kind.TAX_CLAIM), official)
    again = examine(session, written(claim_rows(), Kind.TAX_CLAIM), "c.xlsx", actor=official)

    assert first["new"] == 1
    assert (again.counts["same"], again.counts["new"], again.counts["errors"]) == (1, 0, 0)


@pytest.mark.parametrize(
    ("sheet", "field", "value", "cell", "code"),
    [
        ("Supports", "record", "L-1999-000001", "E2", "unknown_support"),
        ("TaxClaims", "claim_basis", "consented", "J2", "consent_missing"),
        ("TaxClaims", "site", "capital_area", "R2", "area_facts"),
        ("TaxClaims", "closes_on", date(2027, 1, 1), "E2", "tax_year_length"),
        ("Carried", "origin_year", 2025, "A2", "carried_too_late"),
    ],
)
def test_every_mistake_has_its_cell(session, official, sheet, field, value, cell, code):
    rows = claim_rows()
    rows[sheet][0][field] = value

    found = examine(session, written(rows, Kind.TAX_CLAIM), "c.xlsx", actor=official)

    problem = only(found.problems, code)
    assert (problem.sheet, problem.cell) == (sheet, cell)


def test_a_company_brings_only_its_own_claims(session, firms):
    company = _user(session, Role.COMPANY, firms[1])

    found = examine(session, written(claim_rows(), Kind.TAX_CLAIM), "c.xlsx", actor=company)

    assert only(found.problems, "not_own_filer").cell == "B2"


def test_figures_read_back_equal_and_a_missing_sheet_is_named(tmp_path):
    row = {
        "year": 2025,
        "provision": "investment_credit",
        "tier": None,
        "firm_size": "large",
        "budget_function": "industry",
        "figure_status": "actual",
        "amount_won": -5,
        "published_on": date(2026, 9, 1),
        "source": "예산서",
        "note": "",
    }
    path = tmp_path / "f.xlsx"
    with path.open("wb") as target:
        write_figures(target, [row])

    (given,) = read_figures(path.read_bytes(), "f.xlsx").givens
    assert given.model_dump() == row
    other = read_figures(written(claim_rows(), Kind.TAX_CLAIM), "c.xlsx")
    assert [one.code for one in other.errors] == ["missing_sheet"]
