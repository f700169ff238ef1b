"""Forms of records: kept while typed, offered to their own person, compared when a record moved."""

from datetime import date
from typing import Any

import pytest

from app import db
from models import Instrument, User
from models.commands import advance, propose
from models.fund import FundInput
from models.tax_incentive import TaxIncentiveInput
from models.vocabulary import Kind, Role, State
from tests.app.loans.conftest import register as register_loan
from tests.app.permissions.office import Fields
from tests.app.taxes.conftest import claim_of
from tests.app.test_pledge_form import typed

PART = {"HX-Request": "true"}
OFFER = "작성 중이던 내용이 있습니다"
FORMS = (
    "/pledges/new",
    "/support/loans/new",
    "/support/funds/new",
    "/support/claims/new",
    "/reference/tax-provisions/new",
)
CHANGES = {
    Kind.PLEDGE: "/pledges/{}/change",
    Kind.LOAN: "/support/loans/{}/change",
    Kind.FUND: "/support/funds/{}/change",
    Kind.TAX_CLAIM: "/support/claims/{}/change",
    Kind.TAX_INCENTIVE: "/reference/tax-provisions/{}/change",
}


def held(browser: Any, address: str) -> dict[str, str]:
    """The fields of a form as its page holds them."""
    return Fields(browser.get(address).text).held


def keep(browser: Any, address: str, fields: dict[str, str], **said: str) -> Any:
    """Type, and let the page keep it."""
    return browser.post(address, data={**fields, "go": "keep", **said}, headers=PART)


@pytest.mark.parametrize("address", FORMS)
def test_what_is_typed_is_kept_and_offered_with_its_time(browser_of, official, filer, address):
    browser = browser_of(official)
    fields = held(browser, address)

    kept = keep(browser, address, fields, title="적던 것")

    assert "자동 저장했습니다" in kept.text
    assert "<html" not in kept.text
    page = browser.get(address).text
    assert OFFER in page
    assert "적던 것" in page
    again = held(browser, f"{address}?draft={fields['opening']}")
    assert (again["title"], again["opening"]) == ("적던 것", fields["opening"])


def test_nobody_else_is_offered_it_or_opens_it(browser_of, official, checker, filer):
    browser, other = browser_of(official), browser_of(checker)
    fields = held(browser, "/pledges/new")
    keep(browser, "/pledges/new", fields, title="나만 아는 계획")

    for address in ("/pledges/new", f"/pledges/new?draft={fields['opening']}"):
        page = other.get(address).text
        assert OFFER not in page
        assert "나만 아는 계획" not in page


def test_it_is_gone_when_the_form_is_sent_and_does_not_come_back_late(browser_of, official, filer):
    browser = browser_of(official)
    fields = held(browser, "/pledges/new")
    keep(browser, "/pledges/new", fields, title="적던 것")

    sent = browser.post("/pledges/new", data=fields | typed())
    late = keep(browser, "/pledges/new", fields, title="적던 것")

    assert sent.status_code == 303
    assert "자동 저장하지 않았습니다" in late.text
    assert OFFER not in browser.get("/pledges/new").text


def test_it_can_be_thrown_away(browser_of, official, filer):
    browser = browser_of(official)
    fields = held(browser, "/support/loans/new")
    keep(browser, "/support/loans/new", fields, title="적던 것")

    gone = browser.post(
        "/support/loans/new", data={"go": "discard", "opening": fields["opening"]},
        follow_redirects=True,
    )  # fmt: skip

    assert "버렸습니다" in gone.text
    assert OFFER not in gone.text


def test_without_script_every_step_and_every_refused_form_is_kept(browser_of, official, filer):
    browser = browser_of(official)
    fields = held(browser, "/pledges/new")

    browser.post("/pledges/new", data=fields | typed(step="1", go="next"))
    assert OFFER in browser.get("/pledges/new").text
    again = held(browser, f"/pledges/new?draft={fields['opening']}")
    browser.post("/pledges/new", data=again | {"go": "next", "title": ""})

    assert held(browser, f"/pledges/new?draft={fields['opening']}")["title"] == ""


def test_what_a_lost_session_could_not_keep_says_so_and_leads_back(client, filer):
    partial = client.post("/pledges/new", data={"go": "keep"}, headers=PART)
    whole = client.post("/pledges/new", data=typed())

    assert partial.status_code == 401
    assert "로그인이 끊겨 저장하지 못했습니다" in partial.text
    assert "/login?next=%2Fpledges%2Fnew" in partial.text
    assert whole.location == "/login?next=%2Fpledges%2Fnew"


def test_a_form_that_outlived_its_session_gets_a_new_token(app, browser_of, official, filer):
    app.config["WTF_CSRF_ENABLED"] = True
    browser = browser_of(official)
    fields = held(browser, "/pledges/new")

    stale = keep(browser, "/pledges/new", fields, csrf_token="of another session")
    renewed = stale.text.split('value="')[1].split('"')[0]
    kept = keep(browser, "/pledges/new", fields, csrf_token=renewed)

    assert 'id="kept-token"' in stale.text
    assert "hx-swap-oob" in stale.text
    assert "자동 저장했습니다" in kept.text


def test_a_company_keeps_a_change_of_its_own_record_only(
    browser_of, make_user, make_party, make_pledge
):
    other = make_party("other")
    foreign, own = make_pledge(), make_pledge(filer="other")
    browser = browser_of(make_user(Role.COMPANY, other))
    fields = held(browser, f"/pledges/{own}/change")

    kept = keep(browser, f"/pledges/{own}/change", fields, title="바꾸던 것")
    refused = keep(browser, f"/pledges/{foreign}/change", fields, title="남의 것")

    assert (kept.status_code, refused.status_code) == (200, 404)


@pytest.fixture
def make_record(engine, filer, official, checker, make_party, make_pledge):
    """Store a verified record of a kind; returns its code."""

    def make(kind: Kind) -> str:
        if kind is Kind.PLEDGE:
            return str(make_pledge())
        with db.transaction(engine) as session:
            maker, other = (session.get_one(User, one.key) for one in (official, checker))
            if kind is Kind.LOAN:
                return register_loan(session, maker, other).code
            given = GIVEN[kind]()
            revision = propose(session, kind, given, actor=maker, state=State.SUBMITTED)
            advance(session, revision, "verify", actor=other)
            return session.get_one(Instrument, revision.instrument_id).code

    return make


def _fund() -> FundInput:
    return FundInput(
        filer="filer", reference="f-1", title="펀드", form="fund", stage="investing",
        known_on=date(2026, 1, 5), amount_won=10**12,
        commitments=[{"number": "S", "investor": "정부", "is_public": True, "amount_won": 10**11}],
    )  # fmt: skip


def _provision() -> TaxIncentiveInput:
    return TaxIncentiveInput(
        filer="filer", reference="X1", title="조문", provision="investment_credit",
        tier="national_strategic", firm_size="large", rate_ppm=150_000, article="제24조",
        status="in_force", known_on=date(2023, 1, 1), effective_from=date(2023, 1, 1),
    )  # fmt: skip


GIVEN: dict[Kind, Any] = {
    Kind.FUND: _fund,
    Kind.TAX_CLAIM: lambda: claim_of("filer"),
    Kind.TAX_INCENTIVE: _provision,
}


@pytest.mark.parametrize("kind", CHANGES)
def test_two_people_on_one_record_never_overwrite_silently(
    browser_of, official, checker, make_record, kind
):
    address = CHANGES[kind].format(make_record(kind))
    first, second = browser_of(official), browser_of(checker)
    sending = {"step": "4", "go": "submit", "reason": "까닭"}
    mine = held(first, address) | sending | {"title": "내가 지은 이름", "note": "내 비고"}
    theirs = held(second, address) | sending | {"title": "먼저 지은 이름", "source": "새 근거"}
    assert second.post(address, data=theirs).status_code == 303

    told = first.post(address, data=mine)

    assert told.status_code == 409
    for said in ("내가 지은 이름", "먼저 지은 이름", "내 비고", "새 근거", checker.name):
        assert said in told.text, said
    choices = Fields(told.text).held
    assert (choices["choose-note"], choices["choose-source"]) == ("mine", "now")
    assert "choose-title" not in choices
    unsaid = first.post(address, data=choices | {"go": "merge"})
    assert unsaid.status_code == 422
    assert "둘 가운데 하나를 고르세요" in unsaid.text
    stored = first.post(address, data=choices | {"go": "merge", "choose-title": "mine"})
    assert stored.status_code == 303
    now = held(second, address)
    assert (now["title"], now["note"], now["source"]) == ("내가 지은 이름", "내 비고", "새 근거")
    assert OFFER not in first.get(address).text


@pytest.fixture
def conflict(browser_of, official, checker, make_pledge):
    """A pledge that somebody changed while the official typed: address, browsers, both forms."""

    def meet(mine: dict[str, str], theirs: dict[str, str]) -> Any:
        address = f"/pledges/{make_pledge(state=State.DRAFT)}/change"
        first, second = browser_of(official), browser_of(checker)
        sending = {"step": "4", "go": "submit"}
        typed_here = held(first, address) | sending | mine
        done = second.post(address, data=held(second, address) | {"go": "draft"} | theirs)
        assert done.status_code == 303
        return address, first, second, first.post(address, data=typed_here)

    return meet


def test_the_page_says_what_it_was_at_the_start_though_the_draft_was_amended_in_place(conflict):
    _, _, _, told = conflict({"title": "내 이름"}, {"title": "남의 이름"})

    row = told.text.split("둘 다 바꿈")[1].split("</tr>")[0]
    assert "데이터센터 r-1" in row.split("남의 이름")[0]
    assert "내 이름" in row.split("남의 이름")[1]


def test_a_third_change_meanwhile_is_compared_again(conflict):
    address, first, second, told = conflict({"title": "내 이름"}, {"title": "남의 이름"})
    choices = Fields(told.text).held | {"go": "merge", "choose-title": "mine"}
    second.post(address, data=held(second, address) | {"go": "draft", "title": "또 다른 이름"})

    again = first.post(address, data=choices)

    assert again.status_code == 409
    assert "또 다른 이름" in again.text
    assert held(second, address)["title"] == "또 다른 이름"


def test_rows_are_chosen_whole_and_what_does_not_add_up_is_said(conflict):
    more = {"amount": "1조 5,000억", "line-2-amount": "1조 5,000억"}
    address, first, _, told = conflict(more, {"note": "비고"})
    choices = Fields(told.text).held
    assert choices["choose-lines|2026|announced"] == "mine"

    torn = choices | {"go": "merge", "choose-lines|2026|announced": "now"}
    refused = first.post(address, data=torn)
    stored = first.post(address, data=choices | {"go": "merge"})

    assert (refused.status_code, stored.status_code) == (422, 303)
    assert "1,200,000,000,000원" in refused.text
    assert "1,500,000,000,000원" in first.get(stored.location).text


def test_what_was_chosen_can_be_typed_on_before_it_is_stored(conflict):
    address, first, second, told = conflict({"title": "내 이름"}, {"title": "남의 이름"})
    choices = Fields(told.text).held | {"go": "merge-open", "choose-title": "mine"}

    form = first.post(address, data=choices)
    fields = Fields(form.text).held
    sent = first.post(address, data=fields | {"go": "submit", "title": "내 이름, 고침"})

    assert (form.status_code, sent.status_code) == (200, 303)
    assert held(second, address)["title"] == "내 이름, 고침"


def test_a_draft_of_a_record_that_moved_says_so_and_is_compared(conflict):
    address, first, _, told = conflict({"title": "내 이름"}, {"title": "남의 이름"})
    opening = Fields(told.text).held["opening"]

    page = first.get(f"{address}?draft={opening}").text
    sent = first.post(address, data=Fields(page).held | {"go": "submit", "step": "4"})

    assert "그사이 기록이 바뀌었습니다" in page
    assert sent.status_code == 409


def test_a_form_that_does_not_say_where_it_started_is_never_stored_blindly(
    browser_of, official, make_pledge
):
    address = f"/pledges/{make_pledge(state=State.DRAFT)}/change"
    browser = browser_of(official)
    fields = held(browser, address) | {"go": "submit", "step": "4", "title": "새", "base": "x"}

    assert browser.post(address, data=fields).status_code == 409


def test_a_step_on_a_version_that_the_page_did_not_show_is_refused(
    browser_of, official, checker, make_record
):
    code = make_record(Kind.PLEDGE)
    first, second = browser_of(official), browser_of(checker)
    asked = {"action": "ask_withdrawal", "reason": "취소", "seen": "1.2"}
    address = CHANGES[Kind.PLEDGE].format(code)
    theirs = {"step": "4", "go": "submit", "reason": "까닭", "title": "새 이름"}
    assert 'name="seen" value="1.2"' in first.get(f"/pledges/{code}").text
    assert second.post(address, data=held(second, address) | theirs).status_code == 303

    late = first.post(f"/pledges/{code}/steps", data=asked | {"action": "withdraw"})

    assert late.status_code == 422
    assert "다른 사람이 먼저 바꾸었습니다" in late.text
    assert held(first, address)["title"] == "새 이름"
