"""What is typed is kept for one person, forgotten when sent, and is no record."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlmodel import select

from models import Event, FormDraft
from models.commands import close_draft, keep_draft
from models.draft import LONGEST, MOST
from models.errors import DraftTooLong
from models.queries.drafts import drafts_of

NOW = datetime(2026, 11, 28, 5, 32, tzinfo=UTC)
FORM = "pledge new"


@pytest.fixture
def keep(session, official):
    def keep(said="처음", opening="a" * 16, at=NOW, user=official, form=FORM):
        typed = {"title": said}
        return keep_draft(session, user=user, form=form, opening=opening, typed=typed, at=at)

    return keep


@pytest.fixture
def held(session, official):
    def held(at=NOW, user=official, form=FORM):
        return [one.typed["title"] for one in drafts_of(session, user, form, at)]

    return held


def test_the_last_text_of_one_opening_is_kept_and_says_when(session, official, keep, held):
    assert keep("처음")
    assert keep("다음", at=NOW + timedelta(minutes=1))

    assert held(NOW + timedelta(minutes=2)) == ["다음"]
    (draft,) = drafts_of(session, official, FORM, NOW + timedelta(minutes=2))
    assert draft.saved_at == NOW + timedelta(minutes=1)


def test_two_open_windows_keep_a_draft_each_the_newest_first(keep, held):
    keep("한 창", opening="a" * 16)
    keep("다른 창", opening="b" * 16, at=NOW + timedelta(seconds=1))

    assert held(NOW + timedelta(hours=1)) == ["다른 창", "한 창"]


def test_nobody_else_and_no_other_form_has_it(keep, held, checker):
    keep("내 것")

    assert held(user=checker) == []
    assert held(form="loan new") == []


def test_the_same_opening_of_another_person_is_another_draft(keep, held, checker):
    keep("내 것")
    keep("남의 것", user=checker)

    assert held() == ["내 것"]
    assert held(user=checker) == ["남의 것"]


@pytest.mark.parametrize("was_kept", [True, False])
def test_what_arrives_after_the_form_was_sent_is_not_kept(session, official, keep, held, was_kept):
    if was_kept:
        keep("보내기 전")
    close_draft(session, user=official, form=FORM, opening="a" * 16, at=NOW)

    assert not keep("늦게 온 것")
    assert held() == []
    assert [row.typed for row in session.exec(select(FormDraft))] == [{}]


def test_drafts_of_anybody_go_after_thirty_days(session, keep, held, checker):
    keep("오래된 것", opening="b" * 16, user=checker)
    keep("이른 것")
    assert held(NOW + timedelta(days=30)) == ["이른 것"]
    assert held(NOW + timedelta(days=30, seconds=1)) == []

    keep("새것", opening="c" * 16, at=NOW + timedelta(days=31))

    assert [row.typed["title"] for row in session.exec(select(FormDraft))] == ["새것"]


def test_one_person_keeps_the_newest_forms_only(keep, held):
    for number in range(MOST + 2):
        keep(str(number), opening=f"{number:016x}", at=NOW + timedelta(seconds=number))

    kept = held(NOW + timedelta(hours=1))
    assert (len(kept), kept[0], kept[-1]) == (MOST, str(MOST + 1), "2")


def test_a_text_beyond_measure_is_refused_and_the_one_before_stays(keep, held):
    keep("짧은 것")

    with pytest.raises(DraftTooLong):
        keep("가" * LONGEST)

    assert held() == ["짧은 것"]


def test_a_draft_writes_no_event(session, official, keep):
    before = len(session.exec(select(Event.id)).all())

    keep()
    close_draft(session, user=official, form=FORM, opening="a" * 16, at=NOW)

    assert len(session.exec(select(Event.id)).all()) == before
