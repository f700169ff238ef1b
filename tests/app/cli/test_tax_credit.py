"""``flask tax-credit``: the check figures, from the dated law and from a rate of one's own."""

import json

import pytest

EOK = 10**8
LARGE = ("--tier", "national_strategic", "--size", "large", "--year", "2025")
PRIOR = ("--prior", "600억") * 3


@pytest.fixture
def run(app):
    """Run the command as the terminal would."""
    runner = app.test_cli_runner()
    return lambda *words: runner.invoke(args=["tax-credit", *map(str, words)])


def said(result):
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


def test_the_check_figures_of_the_registry_come_out_of_a_rate_of_ones_own(run):
    found = said(run(*LARGE, "--invested", 1200 * EOK, *PRIOR, "--rate", "15%", "--json"))

    assert (found["base_won"], found["additional_won"]) == (180 * EOK, 60 * EOK)
    assert found["credit_won"] == 240 * EOK
    assert found["article"] == ""
    interest = ("--state-loan-interest", "10억")
    less = said(run(*LARGE, "--invested", "1200억", *PRIOR, "--rate", "15%", *interest, "--json"))
    assert less["credit_won"] == 23_750_000_000


def test_minimum_tax_and_carried_credits_are_worked_out_when_the_tax_is_given(run):
    tax = ("--tax-base", "3000억", "--computed-tax", "700억", "--carried", "2023:30억")

    found = said(run(*LARGE, "--invested", "1200억", *PRIOR, "--rate", "15%", *tax, "--json"))

    assert found["minimum_tax_won"] == 458 * EOK
    assert found["used_by_origin"] == {"2023": 30 * EOK, "2025": 212 * EOK}
    assert found["carried_by_origin"] == {"2025": 28 * EOK}


def test_without_a_provision_the_credit_is_unknown_and_says_so(run):
    found = said(run(*LARGE, "--invested", "1200억", *PRIOR, "--json"))

    assert found["credit_won"] is None
    assert found["cautions"] == ["no_provision"]


def test_the_table_names_articles_and_a_bad_amount_is_refused_in_both_languages(run):
    table = run(*LARGE, "--invested", "1200억", *PRIOR, "--rate", "15%")
    assert "24,000,000,000" in table.stdout
    assert "제24조" in table.stdout

    bad = run(*LARGE, "--invested", "x", "--rate", "15%")

    assert bad.exit_code == 2
    assert "숫자와 단위" in bad.output
    assert "a number and a unit" in bad.output


def test_an_expansion_in_the_capital_area_is_shut_out(run):
    place = (
        "--site",
        "capital_area",
        "--since-1989",
        "--expansion",
        "--not-in-complex",
        "--not-listed-asset",
    )

    found = said(run(*LARGE, "--invested", "1200억", *PRIOR, "--rate", "15%", *place, "--json"))

    assert (found["net_won"], found["credit_won"]) == (0, 0)
