"""Typing that is not lost: a closed tab, a session that ended, and two people on one pledge."""

from playwright.sync_api import expect

from app.sample import CHECKER, MAKER

KEPT = "작성 중인 내용을"
OFFER = "작성 중이던 내용이 있습니다"


def clean(somebody):
    """No barrier, no blocked script, no error, no sideways scrolling at both widths."""
    assert somebody.violations() == []
    assert somebody.troubles == []
    for width in (1440, 390):
        somebody.page.set_viewport_size({"width": width, "height": 900})
        assert somebody.barriers() == []
        wide = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        assert somebody.page.evaluate(wide) <= 0
    somebody.page.set_viewport_size({"width": 1440, "height": 900})


def test_a_draft_survives_a_closed_tab_and_a_lost_session(person, register):
    maker = person(MAKER.email, at=register)
    maker.go("/pledges/new")
    maker.type_in("#f-title", "탭을 닫아도 남는 계획")
    expect(maker.page.locator("#kept")).to_contain_text(KEPT)
    context = maker.page.context
    maker.page.close()

    maker.page = context.new_page()
    maker.go("/pledges/new")
    assert OFFER in maker.page.inner_text("main")
    clean(maker)
    maker.press("main a[href*='draft=']")
    assert maker.page.input_value("#f-title") == "탭을 닫아도 남는 계획"

    maker.page.wait_for_load_state("networkidle")  # A late answer would bring the cookie back.
    context.clear_cookies()
    maker.page.locator("#f-region").press_sequentially("전남 해남")
    expect(maker.page.locator("#kept")).to_contain_text("로그인이 끊겨")
    back = context.new_page()
    maker.page, left = back, maker.page
    maker.sign_in(MAKER.email)
    left.locator("#f-counterparty").press_sequentially("함께 발표한 곳")
    expect(left.locator("#kept")).to_contain_text("다시 로그인했습니다")
    left.locator("#f-counterparty").press_sequentially(" 둘")
    expect(left.locator("#kept")).to_contain_text(KEPT)
    left.close()

    maker.go("/pledges/new")
    maker.press("main a[href*='draft=']")
    held = [maker.page.input_value(f"#f-{name}") for name in ("title", "region", "counterparty")]
    assert held == ["탭을 닫아도 남는 계획", "전남 해남", "함께 발표한 곳 둘"]
    maker.go("/pledges/new?lang=en")
    assert "You were typing here before" in maker.page.inner_text("main")
    maker.press("main button[value=discard]")
    assert "You were typing here before" not in maker.page.inner_text("main")
    maker.go("/pledges/new?lang=ko")


def test_two_people_on_one_pledge_compare_field_by_field(person):
    path = "/pledges/P-2026-000007/change"
    maker, other = person(MAKER.email), person(CHECKER.email)
    maker.go(path)
    other.go(path)
    for somebody, title in ((other, "먼저 고친 이름"), (maker, "나중에 고친 이름")):
        somebody.press("button[value='1']")
        somebody.page.fill("#f-title", title)
        somebody.press("button[value=next]:not(.sr-only)")
        somebody.type_in("#f-reason", "이름을 바로잡음")

    other.press("button[value=submit]:not(.sr-only)")
    maker.press("button[value=submit]:not(.sr-only)")

    page = maker.page.inner_text("main")
    assert "먼저 고친 이름" in page
    assert "나중에 고친 이름" in page
    assert CHECKER.name in page
    clean(maker)
    maker.press("button[value=merge]")
    assert "고쳐야 할 항목이 1개 있습니다" in maker.page.inner_text("main")
    clean(maker)
    maker.tab_to("#f-choose-title")
    maker.page.keyboard.press("ArrowDown")
    assert maker.page.is_checked("#f-choose-title-mine")
    maker.press("button[value=merge]")

    assert maker.page.url.endswith("/pledges/P-2026-000007")
    maker.go(path)
    maker.press("button[value='1']")
    assert maker.page.input_value("#f-title") == "나중에 고친 이름"
