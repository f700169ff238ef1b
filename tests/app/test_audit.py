"""The history's page: fingerprints, and a check that names what was altered."""

import sqlalchemy as sa
from sqlmodel import Session

from models import Revision
from models.vocabulary import Role


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


def test_the_list_shows_the_fingerprint_of_each_event(browser_of, make_user, make_pledge):
    make_pledge()

    page = browser_of(make_user(Role.AUDITOR)).get("/audit").get_data(as_text=True)

    assert page.count("<small><code>") > 3
