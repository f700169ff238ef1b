"""Every page for everybody: no barrier, nothing from elsewhere, no sideways scrolling."""

import re

import pytest

from app.sample import ACCOUNTS, CHECKER, MAKER
from models.vocabulary import Role

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
    "/targets",
    "/targets?kind=all&sort=-required",
    "/targets/T023",
    "/targets/waiting",
    "/targets/new",
    "/targets/upload",
    "/observations?breaks=yes",
    "/observations/new?of=T053",
    "/support/tax",
    "/support/funds",
    "/support/loans",
    "/support/F-2026-000001",
    "/submissions",
    "/support/L-2026-000001",
    "/support/loans/new",
    "/support/loans/L-2026-000001/change",
    "/support/loans/L-2026-000001/entries/new?kind=reschedule",
    "/reference/discount-rates",
    "/reference/exchange-rates",
    "/support/T-2026-000001",
    "/support/funds/layer",
    "/submissions/S-00001/done",
    "/submissions/all",
    "/periods",
    "/support/claims",
    "/support/claims/new",
    "/support/tax/report",
    "/support/tax/figures",
    "/reference/tax-provisions",
    "/reference/tax-provisions/new",
    "/reference/tax-settings",
    "/reference/tax-settings/1",
    "/calculators/loan",
    "/calculators/tax-credit",
    "/why/average-cost",
    "/projections",
    "/projections/R-0001",
    "/projections/R-0001/required",
    "/approvals",
    "/account",
    "/help/amounts",
    "/help/terms",
    "/help/access",
)
SMALL = """() => [...document.querySelectorAll(
  'main td a, main tbody th a, main dd a, main button, main summary, main input, main select')]
  .filter(e => e.checkVisibility() && !e.closest('.sr-only, .krds-form-check, .chip'))
  .filter(e => { const r = e.getBoundingClientRect(); return r.width < 24 || r.height < 24; })
  .map(e => `${e.tagName} ${e.textContent.trim()} ${e.getBoundingClientRect().height}`)"""
LETTERS = """() => [...document.querySelectorAll('.chart-svg text')]
  .filter(e => e.getBoundingClientRect().width > 0)
  .map(e => [e.textContent, parseFloat(getComputedStyle(e).fontSize) * e.getScreenCTM().a])
  .filter(([text, size]) => size < 11.5)"""
UNNAMED = """() => [...document.querySelectorAll('table')]
  .flatMap(t => [...(t.caption?.textContent.trim() ? [] : ['no caption']),
    ...[...t.querySelectorAll('th:not([scope], [aria-hidden])')].map(h => h.textContent)])"""


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


@pytest.mark.parametrize("width", [1440, 390])
def test_the_clear_display_has_no_barrier_either(person, width):
    official = person(CHECKER.email, width=width)
    official.clear_display()

    for path in PAGES:
        official.go(path)
        assert official.page.get_attribute("html", "data-krds-mode") == "high-contrast"
        assert (path, official.barriers()) == (path, [])


def test_the_clear_display_is_chosen_with_a_button_and_remembered(person):
    official = person(CHECKER.email)
    official.go("/")

    official.press("button[name=contrast]")
    official.go("/pledges")

    assert official.page.get_attribute("html", "data-krds-mode") == "high-contrast"


@pytest.mark.parametrize("demo", ACCOUNTS, ids=lambda demo: demo.email)
@pytest.mark.parametrize("width", [1440, 390])
def test_what_each_menu_offers_opens_without_a_barrier(person, demo, width):
    somebody = person(demo.email, width=width)
    menu = "[...document.querySelectorAll('#main-nav a')].map(a => a.pathname)"

    for path in somebody.page.evaluate(menu):
        assert (path, somebody.go(path)) == (path, 200)
        assert (path, somebody.violations(), somebody.barriers()) == (path, [], [])
        assert somebody.page.evaluate("document.documentElement.scrollWidth") <= width
    assert somebody.troubles == []


@pytest.mark.parametrize(
    ("role", "path"),
    [
        (Role.COMPANY, "/projections"),
        (Role.COMPANY, "/audit"),
        (Role.ECONOMIST, "/pledges/new"),
        (Role.AUDITOR, "/approvals"),
        (Role.OFFICIAL, "/users"),
        (Role.ADMINISTRATOR, "/submissions"),
    ],
)
def test_a_page_without_the_right_says_why_and_whom_to_ask(person, role, path):
    somebody = person(next(demo.email for demo in ACCOUNTS if demo.role is role), width=390)

    assert somebody.go(path) == 403
    said = somebody.page.inner_text("main")
    assert "만 열 수 있습니다" in said
    assert "관리자에게" in said
    assert somebody.barriers() == []


@pytest.mark.parametrize("width", [1440, 390])
def test_an_empty_register_has_no_barrier_and_says_what_to_do(person, empty_address, width):
    official = person(CHECKER.email, width=width, at=empty_address)

    for path in ("/", "/counting", "/pledges", "/support/funds", "/projections", "/approvals"):
        assert (path, official.go(path)) == (path, 200)
        assert official.barriers() == []
        assert official.page.locator(".empty").count() >= 1, path


@pytest.mark.parametrize("width", [1440, 1200, 1024, 768, 390, 320])
def test_no_letter_of_a_chart_is_smaller_than_can_be_read(person, width):
    official = person(CHECKER.email, width=width)

    for path in ("/", "/projections/R-0001"):
        official.go(path)
        assert official.page.evaluate(LETTERS) == []


@pytest.mark.parametrize("width", [1440, 390])
def test_targets_are_large_enough_and_tables_are_named(person, width):
    official = person(CHECKER.email, width=width)

    for path in PAGES:
        official.go(path)
        assert (path, official.page.evaluate(SMALL)) == (path, [])
        assert (path, official.page.evaluate(UNNAMED)) == (path, [])


@pytest.mark.parametrize(("path", "most"), [("/", 2), ("/pledges/P-2026-000005", 3)])
def test_a_page_goes_on_paper_without_what_paper_cannot_do(person, path, most):
    official = person(CHECKER.email)
    official.go(path)

    sheets = len(re.findall(rb"/Type\s*/Page[^s]", official.page.pdf(prefer_css_page_size=True)))

    official.page.emulate_media(media="print")
    assert sheets <= most
    for gone in ("#main-nav", ".crumbs", ".app-footer", "main form.card"):
        assert official.page.locator(gone).filter(visible=True).count() == 0, gone


def test_korean_names_on_an_english_page_are_marked_as_korean(person):
    official = person(CHECKER.email)
    said = """() => { const w = document.createTreeWalker(document.querySelector('main'), 4);
      const found = []; while (w.nextNode()) {
        const n = w.currentNode;
        if (/[가-힣]/.test(n.data) && !n.parentElement.closest('[lang=ko]')) found.push(n.data);
      } return found; }"""

    for path in ("/?lang=en", "/pledges?lang=en", "/support/funds?lang=en", "/approvals?lang=en"):
        official.go(path)
        assert official.page.evaluate(said) == []


def test_refused_forms_have_no_barrier_and_lead_to_the_fields(person):
    maker = person(MAKER.email)
    maker.go("/pledges/new")

    maker.press(".form-actions button[value=next]")

    assert maker.page.title().startswith("오류: ")
    assert maker.page.evaluate("document.activeElement.className") == "err-sum"
    for link in maker.page.locator(".err-sum a").all():
        assert maker.page.locator(link.get_attribute("href")).count() == 1
    assert maker.barriers() == []


@pytest.mark.parametrize("step", ["2", "3"])
@pytest.mark.parametrize("width", [1440, 390])
def test_the_tables_of_the_pledge_form_have_no_barrier(person, step, width):
    """A pledge in dollars shows the foreign amounts by year too."""
    maker = person(MAKER.email, width=width)
    maker.go("/pledges/P-2026-000003/change")

    maker.page.locator(f"main button[value='{step}']").first.click()

    field = {"2": "#f-rate_on", "3": "#f-fin-0-finance"}[step]
    maker.page.wait_for_selector(field)
    assert maker.barriers() == []


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
