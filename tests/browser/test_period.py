"""A reporting period, opened, closed, published and taken back by two people with a keyboard."""

from datetime import date, timedelta
from typing import Any

import pytest

from app.registry.current import today
from app.sample import CHECKER, MAKER

ADMIN = "admin@sample.test"


def last_month() -> date:
    return today().replace(day=1) - timedelta(days=1)


def ask(somebody: Any, path: str, action: str, reason: str = "") -> None:
    somebody.go(path)
    if reason:
        somebody.type_in("#reason", reason)
    somebody.press(f"button[value={action}]")
    assert "확인 대기" in somebody.page.inner_text("main")


def take(somebody: Any, path: str) -> None:
    somebody.go(path)
    somebody.press("button[value=confirm]")


def test_a_period_is_closed_published_and_reverted(person, register):
    maker, admin = person(MAKER.email, at=register), person(ADMIN, at=register)
    path = f"/periods/{last_month().isoformat()}"
    maker.go("/periods")
    assert "보고 기간이 없습니다" in maker.page.inner_text("main")
    maker.press("main form[method=post] button[type=submit]")
    assert maker.page.locator("button[value=confirm]").count() == 0
    take(admin, path)

    ask(maker, path, "close")
    take(admin, path)
    assert "마감됨" in admin.page.inner_text("main")
    assert "SHA-256" in admin.page.inner_text("main")
    closed = figure(admin, path)

    maker.go("/")
    assert "(미확정)" in maker.page.title()
    maker.press(f"a[href*='asof={last_month().isoformat()}']")
    assert "(미확정)" not in maker.page.title()

    outside = person("economist@sample.test", at=register)
    outside.go("/")
    link = f"a[href*='asof={last_month().isoformat()}']"
    assert outside.page.locator(link).count() == 0
    ask(maker, path, "publish")
    take(admin, path)
    assert "발행됨" in admin.page.inner_text("main")
    outside.go("/")
    assert outside.page.locator(link).count() >= 1

    for action, said in (("retract", "마감됨"), ("reopen", "열림")):
        ask(maker, path, action, "수치 오류")
        take(admin, path)
        assert said in admin.page.inner_text("main")
    assert figure(admin, path) == closed
    outside.go("/")
    assert outside.page.locator(link).count() == 0
    assert maker.troubles + admin.troubles + outside.troubles == []


@pytest.mark.parametrize("width", [1440, 390])
def test_the_pages_of_a_period_have_no_barrier(person, register, width):
    maker, admin = (person(who, width=width, at=register) for who in (MAKER.email, ADMIN))
    path = f"/periods/{last_month().isoformat()}"
    maker.go("/periods")
    maker.press("main form[method=post] button[type=submit]")
    take(admin, path)
    ask(maker, path, "close")

    for somebody in (maker, admin, person(CHECKER.email, width=width, at=register)):
        for page in ("/periods", path, f"{path}?filing=missing_filing"):
            for language in ("ko", "en"):
                mark = "&" if "?" in page else "?"
                assert somebody.go(f"{page}{mark}lang={language}") == 200
                assert (page, somebody.violations(), somebody.barriers()) == (page, [], [])
                wide = somebody.page.evaluate("document.documentElement.scrollWidth")
                assert wide <= width, page
        somebody.go("/?lang=ko")


def figure(somebody: Any, path: str) -> str:
    somebody.go(path)
    return str(somebody.page.locator("section[aria-labelledby=p-fig] dd").nth(1).inner_text())
