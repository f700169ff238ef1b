"""Every page for everybody: no barrier, nothing from elsewhere, no sideways scrolling."""

import pytest

from app.sample import CHECKER

PAGES = (
    "/",
    "/counting",
    "/counting?rows=category&cols=year&line=announced",
    "/counting/guards",
    "/why/announced",
    "/reference/scope",
    "/reference/scope/1",
    "/pledges",
    "/pledges?line=announced",
    "/pledges/P-2026-000005",
    "/pledges/new",
    "/support/tax",
    "/support/funds",
    "/support/loans",
    "/support/F-2026-000001",
    "/submissions",
    "/projections",
    "/approvals",
)


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("width", [1440, 390])
def test_a_page_has_no_barrier_and_keeps_to_its_policy(person, path, width):
    official = person(CHECKER.email, width=width)

    for language in ("ko", "en"):
        mark = "&" if "?" in path else "?"
        assert official.go(f"{path}{mark}lang={language}") == 200
        assert official.page.get_attribute("html", "lang") == language
        assert official.violations() == []
        assert official.barriers() == []
    assert official.troubles == []


@pytest.mark.parametrize("path", PAGES)
def test_a_page_fits_a_narrow_telephone(person, path):
    official = person(CHECKER.email, width=320)

    official.go(path)

    assert official.page.evaluate("document.documentElement.scrollWidth") <= 320


def test_the_clear_display_has_no_barrier_either(person):
    official = person(CHECKER.email)
    official.go("/")

    official.press("button[name=contrast]")

    assert official.page.get_attribute("html", "data-krds-mode") == "high-contrast"
    for path in ("/", "/pledges", "/projections"):
        official.go(path)
        assert official.barriers() == []


def test_nothing_is_asked_of_any_other_host(person, address):
    official = person(CHECKER.email)
    asked = []
    official.page.on("request", lambda request: asked.append(request.url))

    for path in PAGES:
        official.go(path)

    assert [url for url in asked if not url.startswith((address, "data:"))] == []


def test_the_sign_in_page_has_no_barrier(person):
    somebody = person()

    somebody.go("/login")

    assert somebody.violations() == []
    assert somebody.barriers() == []
