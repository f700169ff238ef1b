"""The history's page: fingerprints, and a check that names what was altered."""

import sqlalchemy as sa
from sqlmodel import Session

from app import db
from models import Revision
from models.commands import propose
from models.people import User
from models.vocabulary import Kind, Role, State
from tests.app.taxes.conftest import claim_of
from tests.app.test_scope import form as scope_form


def test_the_check_finds_a_sound_register_sound(browser_of, make_user, make_pledge):
    make_pledge()

    page = browser_of(make_user(Role.AUDITOR)).get("/audit/check").get_data(as_text=True)

    assert "이상이 없습니다." in page


def test_the_check_names_a_record_that_was_altered(browser_of, make_user, make_pledge, engine):
    code = make_pledge()
    with Session(engine) as session:
        session.execute(sa.update(Revision).values(title="몰래 고침"))
        session.commit()

    page = browser_of(make_user(Role.AUDITOR)).get("/audit/check?lang=en").get_data(as_text=True)

    assert f"{code}, version 1, no longer says" in page


def test_the_history_is_searched_by_number_party_person_and_kind(
    browser_of, make_user, make_party, make_pledge, official
):
    make_party("rival", name_en="Rival Corp")
    own, other = make_pledge(), make_pledge(filer="rival", reference="r-9")
    audit = browser_of(make_user(Role.AUDITOR))

    def found(query: str) -> str:
        return (
            str(audit.get(f"/audit?{query}").text).partition("<tbody>")[2].partition("</tbody>")[0]
        )

    assert own in found(f"code={own}")
    assert other not in found(f"code={own}")
    assert own in found("code=p-2026")
    assert other in found("party=Rival+Corp")
    assert own not in found("party=rival")
    assert own in found("kind=pledge")
    assert own not in found("kind=loan")
    assert own in found(f"actor={official.email}")
    assert f'href="/pledges/{own}"' in found(f"code={own}")


def test_every_event_leads_to_what_it_is_about(browser_of, make_user, official, engine):
    administrator = make_user(Role.ADMINISTRATOR)
    browser_of(official).post(
        "/periods",
        data={"first_day": "2026-10-01", "last_day": "2026-10-31", "filing_due": "2026-11-15"},
    )
    browser_of(administrator).post("/reference/scope", data=scope_form(category="model"))

    page = browser_of(make_user(Role.AUDITOR)).get("/audit").text

    assert 'href="/periods/2026-10-31"' in page
    assert 'href="/reference/scope/' in page


def test_an_auditor_cannot_learn_by_searching_which_firm_claims_a_credit(
    browser_of, make_user, make_pledge, official, engine
):
    make_pledge()
    with db.transaction(engine) as session:
        given = claim_of("filer", "c-1", 2024)
        actor = session.get_one(User, official.key)
        propose(session, Kind.TAX_CLAIM, given, actor=actor, state=State.SUBMITTED)
    auditor, office = browser_of(make_user(Role.AUDITOR)), browser_of(make_user(Role.ADMINISTRATOR))

    hidden = "과세정보라 내용을 볼 수 없습니다."
    assert hidden in auditor.get("/audit").text
    for query in ("party=filer", "kind=tax_claim", "code=C-2026-000001"):
        assert hidden not in auditor.get(f"/audit?{query}").text
        assert "C-2026-000001" in office.get(f"/audit?{query}").text.split("<tbody>")[-1]


def test_the_list_shows_the_fingerprint_of_each_event(browser_of, make_user, make_pledge):
    make_pledge()

    page = browser_of(make_user(Role.AUDITOR)).get("/audit").get_data(as_text=True)

    assert page.count("<small><code>") > 3
