"""Templates compile, and hold nothing that the Content-Security-Policy would refuse."""

import re

import pytest
from jinja2 import Environment, UndefinedError

from app import create_app
from app.config import Settings
from tests.architecture.project import ROOT, named

FOLDER = ROOT / "app" / "templates"
TEMPLATES = sorted(FOLDER.rglob("*.html"))
ATTRIBUTE = re.compile(r"""\s(style|on[a-z]+|hx-on[:\w-]*)\s*=\s*["']""", re.IGNORECASE)
ELSEWHERE = re.compile(r"""\b(?:src|href|action)\s*=\s*["'](?:https?:)?//""", re.IGNORECASE)
INLINE = re.compile(r"<style\b|<script\b(?![^>]*\bsrc=)|javascript:|\bjs:", re.IGNORECASE)
FORBIDDEN = {"an attribute": ATTRIBUTE, "another host": ELSEWHERE, "code in the page": INLINE}


@pytest.fixture(scope="module")
def templates(tmp_path_factory) -> Environment:
    """The application's template environment, with its filters and globals."""
    settings = Settings.from_environ({"INSTANCE": str(tmp_path_factory.mktemp("instance"))})
    return create_app(settings).jinja_env


@pytest.mark.parametrize("what", FORBIDDEN)
def test_no_template_holds(what):
    found = {named(path): FORBIDDEN[what].findall(_text(path)) for path in TEMPLATES}

    assert {name: words for name, words in found.items() if words} == {}


def test_every_template_compiles(templates):
    for path in TEMPLATES:
        templates.get_template(path.relative_to(FOLDER).as_posix())


def test_a_name_that_a_view_forgot_is_an_error(templates):
    with pytest.raises(UndefinedError):
        templates.from_string("{{ forgotten }}").render()


def _text(path):
    return path.read_text(encoding="utf-8")
