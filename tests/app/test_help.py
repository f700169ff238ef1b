"""Help: amounts as the forms read them, every term with its formula, for every role."""

import html
import re

import pytest

from models.money import parse_amount
from models.vocabulary import Role


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.COMPANY])
@pytest.mark.parametrize("name", ["amounts", "terms", "access"])
def test_help_opens_for_every_role(browser_of, make_user, role, name):
    assert browser_of(make_user(role)).get(f"/help/{name}").status_code == 200


def test_the_examples_of_amounts_are_what_the_forms_read(browser_of, official):
    page = browser_of(official).get("/help/amounts").text

    shown = re.findall(r'<th scope="row">([^<]+)</th><td class="num">([\d,]+)원</td>', page)
    assert len(shown) >= 10
    for text, won in shown:
        read = parse_amount(html.unescape(text), default_unit="hundred_million")
        assert f"{read:,}" == won
    assert "350~400억" in page
    assert "범위" in page


def test_terms_come_with_their_formulas_in_both_languages(browser_of, official):
    browser = browser_of(official)

    korean, english = (browser.get(f"/help/terms?lang={lang}").text for lang in ("ko", "en"))

    assert "65조원 − 집행" in korean
    assert "KRW 65 trillion − realised" in english
