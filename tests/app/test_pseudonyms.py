"""An economist reads pseudonyms unless names were granted, on every page and in every file."""

import io
import re
import zipfile

import pytest
from sqlmodel import Session

from app import db
from models.commands import grant_names
from models.errors import NotPermitted, ReasonNeeded
from models.kinds import KINDS
from models.people import User
from models.queries.names import NAMING
from models.vocabulary import Kind, Role

SECRETS = ("비밀제철", "Secret Steel", "울산 비밀 공장", "secret-steel", "관보 777호", "내부번호-9")


@pytest.fixture
def hidden(make_party, make_pledge):
    """A verified public pledge of a private firm, full of words that name it."""
    make_party("secret-steel", name_ko="비밀제철", name_en="Secret Steel")
    return make_pledge(
        filer="secret-steel",
        reference="내부번호-9",
        title="비밀제철 울산 비밀 공장",
        source="관보 777호",
        note="비밀제철 발표",
        counterparty="비밀제철 자회사",
        overlap_key="secret-steel-ulsan",
    )


def words_of(response) -> str:
    """The text of a page, or of all cells of a workbook."""
    data = response.get_data()
    if not data.startswith(b"PK"):
        return data.decode()
    with zipfile.ZipFile(io.BytesIO(data)) as book:
        return " ".join(book.read(name).decode() for name in book.namelist() if ".xml" in name)


@pytest.mark.parametrize(
    "path",
    ["/", "/pledges", "/pledges?sort=party", "/pledges.csv", "/pledges.xlsx", "/pledges/{code}",
     "/support/tax", "/pledges?rule=count_ai_share_unknown"],
)  # fmt: skip
def test_without_a_grant_no_page_names_a_firm(browser_of, make_user, hidden, path):
    page = browser_of(make_user(Role.ECONOMIST)).get(path.format(code=hidden))

    assert page.status_code == 200
    assert [word for word in SECRETS if word in words_of(page)] == []


def test_the_pseudonym_stands_for_the_firm(browser_of, make_user, hidden):
    browser = browser_of(make_user(Role.ECONOMIST))

    listed = words_of(browser.get("/pledges"))
    page = words_of(browser.get(f"/pledges/{hidden}"))

    (name,) = set(re.findall(r"F-[2-9A-Z]{6}", listed))
    assert name in page


@pytest.mark.parametrize("text", ["비밀제철", "Secret", "내부번호", "울산 비밀"])
def test_a_search_by_a_name_that_is_hidden_finds_nothing(browser_of, make_user, hidden, text):
    page = browser_of(make_user(Role.ECONOMIST)).get("/pledges", query_string={"q": text})

    assert hidden not in words_of(page)


def test_a_grant_shows_the_names_and_is_kept_in_the_history(browser_of, make_user, engine, hidden):
    economist, administrator = make_user(Role.ECONOMIST), make_user(Role.ADMINISTRATOR)
    with db.transaction(engine) as session:
        mine = session.get_one(User, economist.key)
        grant_names(session, mine, granted=True, actor=administrator, reason="연구 협약 3호")

    assert "비밀제철" in words_of(browser_of(economist).get("/pledges"))
    assert "연구 협약 3호" in words_of(browser_of(administrator).get("/audit"))


def test_nobody_grants_names_without_reason_or_to_themselves(engine, make_user):
    economist, administrator = make_user(Role.ECONOMIST), make_user(Role.ADMINISTRATOR)

    official = make_user(Role.OFFICIAL)

    with Session(engine) as session:
        with pytest.raises(ReasonNeeded):
            grant_names(session, economist, granted=True, actor=administrator, reason=" ")
        with pytest.raises(NotPermitted):
            grant_names(session, administrator, granted=True, actor=administrator, reason="x")
        with pytest.raises(NotPermitted):
            grant_names(session, economist, granted=True, actor=official, reason="x")


def test_public_bodies_keep_their_names(browser_of, make_user, make_party, make_pledge):
    make_party("ministry", name_ko="공개부처", is_public=True)
    make_pledge(filer="ministry", title="공개 사업")

    page = words_of(browser_of(make_user(Role.ECONOMIST)).get("/pledges"))

    assert "공개부처" in page
    assert "공개 사업" in page


def test_the_kinds_are_all_masked():
    free = {
        name
        for kind in Kind
        for name, field in KINDS[kind].terms.model_fields.items()
        if field.annotation is str and not name.endswith(("_text", "_rule"))
    }
    assert free - NAMING <= {"region", "article"}
