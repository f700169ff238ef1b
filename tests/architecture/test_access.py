"""Every page names who may open it; nobody else can, and menus show what opens."""

from pathlib import Path

import pytest
from flask import Flask

from app import create_app
from app.access import is_public, roles_of
from app.config import Environment, Settings
from models.vocabulary import Role
from tests.app.permissions.table import rows

FILLED = {
    "code": "P-2026-000001",
    "number": "R-0001",
    "path": "tax",
    "ending": "csv",
    "sheet": "targets",
}


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    """An application whose database nobody asks."""
    folder: Path = tmp_path_factory.mktemp("instance")
    return create_app(
        Settings(Environment.DEVELOPMENT, f"sqlite:///{folder}/none.sqlite", "key", folder)
    )


def endpoints(app: Flask) -> set[str]:
    return {rule.endpoint for rule in app.url_map.iter_rules()}


def test_every_route_is_public_by_decision_or_names_its_roles(app):
    with app.app_context():
        open_to_nobody = {name for name in endpoints(app) if not is_public(name)} - {
            name for name in endpoints(app) if roles_of(name)
        }

    assert open_to_nobody == set()


def test_what_is_public_is_this_and_nothing_else(app):
    public = {name for name in endpoints(app) if is_public(name)}

    assert public == {"accounts.sign_in", "accounts.try_sign_in", "asset", "preferences.choose"}


def test_the_table_of_permissions_names_every_route_and_no_other(app):
    routes = {
        (method, rule.endpoint)
        for rule in app.url_map.iter_rules()
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
    }

    assert {(row.method, row.endpoint) for row in rows()} == routes


def test_without_signing_in_every_other_page_leads_to_the_sign_in(app):
    client = app.test_client()

    for rule in app.url_map.iter_rules():
        if is_public(rule.endpoint) or "GET" not in (rule.methods or ()):
            continue
        with app.test_request_context():
            address = rule.build({name: FILLED.get(name, "1") for name in rule.arguments})
        assert address is not None
        response = client.get(address[1])
        assert response.status_code == 303, rule
        assert response.location.startswith("/login"), rule


def test_only_checkers_decide_and_only_makers_type(app):
    with app.app_context():
        assert roles_of("approvals.decide") == {Role.OFFICIAL, Role.ADMINISTRATOR}
        assert roles_of("registry.create") == {Role.OFFICIAL, Role.COMPANY}
        assert Role.COMPANY not in roles_of("audit.events")
