"""Filters under a name: whose they are, who sees them, and what is left when one goes."""

import pytest

from models.commands import change_filter, delete_filter, save_filter, set_default
from models.errors import FilterNameTaken, NotFound, NotPermitted
from models.queries.register import last_event
from models.queries.saved_filters import defaults_of, find_filter, saved_filters
from models.saved_filter import SavedFilterInput
from models.vocabulary import Role


def given(name="큰 것", query="min=1조&cols=code,amount", shared=False):
    return SavedFilterInput(list_name="pledges", name=name, query=query, is_shared=shared)


def names(session, user, list_name="pledges"):
    return [one.row.name for one in saved_filters(session, user, list_name)]


@pytest.fixture
def people(session, make_user, make_party):
    """Somebody of each role, an economist who reads names, and a company user."""
    found = {role: make_user(role) for role in Role if role is not Role.COMPANY}
    found[Role.COMPANY] = make_user(Role.COMPANY, party=make_party())
    return found


def test_what_is_mine_nobody_else_sees(session, people):
    mine = save_filter(session, given(), actor=people[Role.OFFICIAL])

    assert names(session, people[Role.OFFICIAL]) == ["큰 것"]
    assert names(session, people[Role.OFFICIAL], "loans") == []
    for role in set(Role) - {Role.OFFICIAL}:
        assert names(session, people[role]) == []
        with pytest.raises(NotFound):
            find_filter(session, mine.key, people[role])


def test_what_is_shared_officials_see_and_companies_do_not(session, people):
    save_filter(session, given(shared=True), actor=people[Role.OFFICIAL])
    for one in people.values():
        one.sees_names = True
    session.flush()

    seen = {role for role in Role if names(session, people[role])}

    assert seen == set(Role) - {Role.COMPANY}


def test_who_may_not_know_names_is_not_told_them_by_a_filter(session, people):
    blind = people[Role.ECONOMIST]
    kept = save_filter(session, given("가나 회사", shared=True), actor=people[Role.OFFICIAL])
    save_filter(session, given("데이터센터", shared=True), actor=blind)

    assert names(session, blind) == ["데이터센터"]
    assert names(session, people[Role.OFFICIAL]) == ["가나 회사", "데이터센터"]
    with pytest.raises(NotPermitted):
        set_default(session, "pledges", kept, actor=blind)


@pytest.mark.parametrize("role", [Role.COMPANY, Role.AUDITOR])
def test_companies_and_auditors_keep_filters_to_themselves(session, people, role):
    actor = people[role]
    kept = save_filter(session, given(), actor=actor)

    with pytest.raises(NotPermitted):
        save_filter(session, given("다른 것", shared=True), actor=actor)
    with pytest.raises(NotPermitted):
        change_filter(session, kept, name="큰 것", is_shared=True, actor=actor)


def test_a_name_is_given_once_by_one_user_to_one_list(session, people):
    first, second = people[Role.OFFICIAL], people[Role.AUDITOR]
    save_filter(session, given(), actor=first)
    save_filter(session, given(), actor=second)
    other = save_filter(session, given("작은 것"), actor=first)

    with pytest.raises(FilterNameTaken):
        save_filter(session, given(), actor=first)
    with pytest.raises(FilterNameTaken):
        change_filter(session, other, name="큰 것", is_shared=False, actor=first)


def test_only_the_owner_changes_a_filter_and_an_administrator_clears_shared_ones(session, people):
    owner, other = people[Role.OFFICIAL], people[Role.ECONOMIST]
    kept = save_filter(session, given(shared=True), actor=owner)

    with pytest.raises(NotPermitted):
        change_filter(session, kept, name="내 것", is_shared=True, actor=other)
    with pytest.raises(NotPermitted):
        delete_filter(session, kept, actor=other)
    delete_filter(session, kept, actor=people[Role.ADMINISTRATOR])

    assert names(session, owner) == []


def test_a_default_goes_with_its_filter_and_with_its_sharing(session, people):
    owner, reader = people[Role.OFFICIAL], people[Role.AUDITOR]
    kept = save_filter(session, given(shared=True), actor=owner)
    for user in (owner, reader):
        set_default(session, "pledges", kept, actor=user)
    assert defaults_of(session, reader) == {"pledges": "min=1조&cols=code,amount"}

    change_filter(session, kept, name="큰 것", is_shared=False, actor=owner)
    assert defaults_of(session, reader) == {}
    assert defaults_of(session, owner) == {"pledges": "min=1조&cols=code,amount"}

    delete_filter(session, kept, actor=owner)
    assert defaults_of(session, owner) == {}


def test_a_filter_changes_nothing_of_what_the_register_says(session, people):
    before = last_event(session)

    kept = save_filter(session, given(), actor=people[Role.OFFICIAL])
    set_default(session, "pledges", kept, actor=people[Role.OFFICIAL])

    assert last_event(session) == before
