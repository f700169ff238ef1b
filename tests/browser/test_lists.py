"""A list with the keyboard: columns chosen, the filter kept, many records changed by two people."""

import re

import pytest

from app import db, sample
from app.sample import CHECKER, MAKER
from tests.browser.conftest import make_app, served


@pytest.fixture
def register(tmp_path_factory, sqlite_databases):
    """An application of its own with the sample: its records are changed here."""
    app = make_app(tmp_path_factory.mktemp("lists"), sqlite_databases.copy())
    with app.app_context(), db.transaction(app.extensions["engine"]) as session:
        sample.load(session, "sample for tests")
    with served(app) as address:
        yield address


def heads(somebody) -> list[str]:
    texts = somebody.page.locator("main thead th").all_inner_texts()
    return [text.strip() for text in texts]


def unbarred(somebody, width: int) -> None:
    """The page as it stands is open to everybody, and as wide as its window."""
    somebody.page.set_viewport_size({"width": width, "height": 900})
    assert somebody.violations() == []
    assert somebody.page.evaluate("document.documentElement.scrollWidth") <= width
    assert somebody.barriers() == []
    somebody.page.evaluate("window.violations = []")  # What axe itself tried.


def test_columns_are_chosen_a_filter_is_kept_and_records_are_changed_together(person, register):
    maker, checker = person(MAKER.email, at=register), person(CHECKER.email, at=register)
    maker.go("/pledges?sec=cloud")

    maker.tab_to("details.drop:nth-of-type(2) > summary")
    maker.page.keyboard.press("Enter")
    for width in (1440, 390):
        unbarred(maker, width)
    maker.page.set_viewport_size({"width": 1440, "height": 900})
    maker.tab_to("#p-title")
    maker.page.keyboard.press("Control+A")
    maker.page.keyboard.type("1")
    for column in ("counted", "realised", "reasons"):
        maker.tab_to(f"#c-{column}")
        maker.page.keyboard.press("Space")
    maker.press("details[open] button[type=submit]")
    assert "cols=" in maker.page.url
    assert "집계액" not in heads(maker)
    for width in (1440, 390):
        unbarred(maker, width)
    maker.page.set_viewport_size({"width": 1440, "height": 900})

    maker.tab_to("details.drop > summary")
    maker.page.keyboard.press("Enter")
    maker.type_in("#k-name", "클라우드만")
    maker.tab_to("#k-shared")
    maker.page.keyboard.press("Space")
    maker.press("details[open] button[type=submit]")
    kept = maker.page.url

    checker.go("/pledges")
    checker.tab_to("details.drop > summary")
    checker.page.keyboard.press("Enter")
    unbarred(checker, 1440)
    checker.press("details[open] .kept-list a")
    assert checker.page.url == kept
    assert heads(checker) == heads(maker)

    maker.tab_to("#t-field")
    maker.choose("#t-field", "category")
    for box in maker.page.locator(".pick input").all()[:2]:
        maker.tab_to(f"#{box.get_attribute('id')}")
        maker.page.keyboard.press("Space")
    maker.page.locator("h1").click()
    maker.press("button[name=which][value=picked]")
    assert "고른 기록 2건" in maker.page.inner_text("main")
    unbarred(maker, 390)
    maker.page.set_viewport_size({"width": 1440, "height": 900})
    maker.choose("#f-value", "model")
    maker.type_in("#f-reason", "분류 기준이 바뀜")
    maker.press("main form.card button[type=submit]")
    assert maker.page.locator("ins").count() == 2
    assert len(set(maker.page.locator("ins").all_inner_texts())) == 1
    for width in (1440, 390):
        unbarred(maker, width)
    maker.page.set_viewport_size({"width": 1440, "height": 900})
    maker.press("form[action$='/apply'] button.primary")
    number = re.search(r"S-\d{5}", maker.page.inner_text("main"))
    assert number is not None
    assert maker.page.url == kept

    checker.go(f"/approvals/{number.group()}")
    assert "분류 기준이 바뀜" in checker.page.inner_text("main")
    checker.tab_to("#d-verify")
    checker.page.keyboard.press("Space")
    checker.press("section.decide button.primary")
    checker.go("/pledges?sec=model&cols=title")
    after = checker.page.locator("main tbody tr").count()
    assert after >= 2
