"""The application on a filled register that is brought back after whatever was stored."""

import shutil
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path

import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from tests.app.permissions.requests import Sent, sent
from tests.app.permissions.table import Row

ENDED = ("-wal", "-shm")


class Fields(HTMLParser):
    """What the fields of a page hold, as a browser would send them."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.held: dict[str, str] = {}
        self._name = self._area = ""
        self.feed(page[page.find("<main") :])

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = {name: value or "" for name, value in attrs}
        if tag == "input" and said.get("type") not in ("radio", "checkbox", "submit"):
            self.held[said.get("name", "")] = said.get("value", "")
        elif tag == "input" and "checked" in said:
            self.held[said["name"]] = said.get("value", "on")
        elif tag in ("select", "textarea"):
            self._name, self._area = said.get("name", ""), said["name"] if tag[0] == "t" else ""
            self.held.setdefault(self._name, "")
        elif tag == "option" and "selected" in said:
            self.held[self._name] = said.get("value", "")

    def handle_data(self, data: str) -> None:
        if self._area:
            self.held[self._area] += data

    def handle_endtag(self, tag: str) -> None:
        self._area = "" if tag == "textarea" else self._area


@dataclass
class Office:
    """Asks as each person of the table; ``codes`` and ``keys`` name records and people."""

    app: Flask
    file: Path
    kept: Path
    codes: dict[str, str]
    keys: dict[str, int]
    sessions: dict[str, str]

    def answer(self, row: Row, person: str) -> str:
        """What ``person`` gets, in the words of the table."""
        ask = sent(self.codes, row.endpoint, row.what, person, self.keys)
        client, address = self._client(person), self._address(row, ask)
        held = Fields(client.get(address).text).held if ask.fills and person != "nobody" else {}
        before = self._events()
        response = client.open(address, method=row.method, data={**held, **ask.form} or None)
        response.close()
        stored = self._events() != before
        if stored or row.method == "POST":
            self._bring_back()
        return _said(row, ask, response, stored)

    def _client(self, person: str) -> FlaskClient:
        client = self.app.test_client()
        if person in self.sessions:
            with client.session_transaction() as session:
                session["_user_id"], session["_fresh"] = self.sessions[person], True
        return client

    def _address(self, row: Row, ask: Sent) -> str:
        rule = next(
            one for one in self.app.url_map.iter_rules(row.endpoint) if _fits(one, row, ask)
        )
        with self.app.test_request_context():
            built = rule.build({name: ask.path[name] for name in rule.arguments})
        assert built is not None, row
        query = "&".join(f"{key}={value}" for key, value in ask.query.items())
        return f"{built[1]}?{query}" if query else built[1]

    def _events(self) -> int:
        """Changes that the history names; signing in changes no record."""
        query = sa.text("SELECT count(*) FROM event WHERE action NOT LIKE 'sign_%'")
        with self.app.extensions["engine"].connect() as connection:
            return int(connection.execute(query).scalar_one())

    def _bring_back(self) -> None:
        self.app.extensions["engine"].dispose()
        self.app.extensions.pop("register", None)
        for ending in ENDED:
            Path(f"{self.file}{ending}").unlink(missing_ok=True)
        shutil.copyfile(self.kept, self.file)


def _fits(rule: Rule, row: Row, ask: Sent) -> bool:
    """Whether a rule serves the method, and the sheet where several share an endpoint."""
    wanted = ask.path.get("sheet")
    return row.method in (rule.methods or ()) and (
        wanted is None or (rule.defaults or {}).get("sheet") == wanted
    )


def _said(row: Row, ask: Sent, response: TestResponse, stored: bool) -> str:
    """The answer in the words of the table; anything else as it came."""
    status = response.status_code
    if status in (403, 404, 409):
        return f"{status} but stored" if stored else str(status)
    if status == 303 and response.location.startswith("/login"):
        return "ok" if "Clear-Site-Data" in response.headers else "in"
    if row.method == "GET":
        return "ok" if status in (200, 303) and not stored else f"{status}, stored: {stored}"
    if not ask.stores:
        return "ok" if status in (200, 303) else "no"
    if status in (200, 303, 422) and stored is (status != 422 and stored):
        return "ok" if stored else "no"
    return f"{status}, stored: {stored}"
