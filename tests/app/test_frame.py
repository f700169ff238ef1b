"""The frame of every page: headers, static files, language and contrast."""

import re
from pathlib import Path

import pytest
from flask import Flask, after_this_request, render_template_string, session
from flask_wtf.csrf import CSRFProtect

from app import assets, frame
from app.preferences import local
from app.security_headers import keep_for_back

PACKAGE = Path(assets.__file__).parent
PAGE = "{% extends 'base.html' %}{% block title %}{{ _('메뉴') }}{% endblock %}"


@pytest.fixture
def app():
    app = Flask("app", static_folder=None)
    app.secret_key = "only for this test"
    frame.init_app(app)
    CSRFProtect(app)
    app.add_url_rule("/page", "page", lambda: render_template_string(PAGE))
    return app


@pytest.fixture
def client(app):
    return app.test_client()


def test_every_page_forbids_what_it_does_not_need(client):
    headers = client.get("/page").headers

    policy = headers["Content-Security-Policy"]
    assert policy.startswith("default-src 'none'; script-src 'self'; style-src 'self'")
    assert "unsafe" not in policy
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Cache-Control"] == "no-store"
    assert "Strict-Transport-Security" not in headers


def test_a_secure_page_asks_for_secure_pages(client):
    headers = client.get("/page", base_url="https://registry.test").headers

    assert headers["Strict-Transport-Security"].startswith("max-age=")


def test_every_style_sheet_and_script_of_the_frame_can_be_had_and_kept(client):
    page = client.get("/page").text

    addresses = re.findall(r'(?:href|src)="(/assets/[^"]+)"', page)
    ours = [address for address in addresses if "/vendor/" not in address]
    assert len(ours) >= 9
    for address in ours:
        with client.get(address) as response:
            assert response.status_code == 200
            assert "immutable" in response.headers["Cache-Control"]
            assert "max-age=31536000" in response.headers["Cache-Control"]


def test_a_file_under_an_old_digest_is_sent_but_not_kept(client):
    with client.get("/assets/000000000000/css/base.css") as response:
        assert response.status_code == 200
        assert "immutable" not in response.headers["Cache-Control"]


def test_the_digest_changes_with_the_content(tmp_path):
    (tmp_path / "a.css").write_text("a {}")
    before = assets.digest_of(tmp_path)

    (tmp_path / "a.css").write_text("b {}")

    assert assets.digest_of(tmp_path) != before


def test_the_address_names_a_language_once_and_the_cookie_keeps_it(client):
    first = client.get("/page?lang=en")
    second = client.get("/page")

    assert '<html lang="en">' in first.text
    assert "<title>Menu" in second.text
    assert 'hreflang="ko"' in second.text


def test_an_unknown_language_changes_nothing(client):
    response = client.get("/page?lang=xx")

    assert '<html lang="ko">' in response.text
    assert client.get_cookie("lang") is None


def test_high_contrast_is_printed_by_the_server(app, client):
    app.config["WTF_CSRF_ENABLED"] = False

    answer = client.post("/preferences", data={"contrast": "high", "next": "/page?lang=ko"})

    assert answer.status_code == 303
    assert answer.location == "/page?lang=ko"
    page = client.get("/page").text
    assert 'data-krds-mode="high-contrast"' in page
    assert 'aria-pressed="true"' in page


def test_a_preference_needs_the_token_of_the_form(client):
    assert client.post("/preferences", data={"contrast": "high"}).status_code == 400


@pytest.mark.parametrize("address", ["https://evil.test", "//evil.test", "/\\evil.test", "", "x"])
def test_a_form_cannot_lead_off_the_site(address):
    assert local(address) == "/"


def test_the_search_words_survive_a_change_of_language(client):
    page = client.get("/page?q=가&q=나&lang=ko").text

    assert 'href="/page?q=%EA%B0%80&amp;q=%EB%82%98&amp;lang=en"' in page


def test_an_installation_never_poses_as_an_official_site(app, client):
    assert "공식 전자정부 누리집입니다" not in client.get("/page").text

    app.config["OFFICIAL_SITE"] = True
    assert "공식 전자정부 누리집입니다" in client.get("/page").text


def test_the_script_stays_small_and_styles_import_nothing():
    assert (PACKAGE / "static" / "app.js").stat().st_size <= 12 * 1024
    for sheet in (PACKAGE / "static" / "css").glob("*.css"):
        assert "@import" not in sheet.read_text(encoding="utf-8")
        assert "http" not in sheet.read_text(encoding="utf-8")


def test_templates_hold_no_inline_style_or_script():
    pattern = re.compile(r"<style|<script(?![^>]*\bsrc=)|\sstyle=|\son[a-z]+=|javascript:|hx-on")
    for template in (PACKAGE / "templates").rglob("*.html"):
        found = pattern.search(template.read_text(encoding="utf-8"))
        assert found is None, f"{template.name}: {found}"


def test_a_page_kept_for_back_is_found_again_whatever_the_cookie_says(app, client):
    def step():
        session["typed"] = "now"
        after_this_request(keep_for_back)
        return "step"

    app.add_url_rule("/step", "step", step)
    app.add_url_rule("/other", "other", lambda: str(session.get("typed")))

    kept, other = client.get("/step"), client.get("/other")

    assert kept.headers["Cache-Control"] == "private, no-cache"
    assert "Cookie" not in kept.headers.get("Vary", "")
    assert other.headers["Cache-Control"] == "no-store"
    assert "Cookie" in other.headers["Vary"]


@pytest.mark.parametrize(
    ("lang", "text", "shown"),
    [
        ("ko", "새만금", "새만금"),
        ("en", "Saemangeum", "Saemangeum"),
        ("en", "새만금 <AI>", '<span lang="ko">새만금 &lt;AI&gt;</span>'),
    ],
)
def test_korean_data_on_an_english_page_is_marked(app, client, lang, text, shown):
    app.add_url_rule(
        "/name", "name", lambda: render_template_string("{{ text | as_written }}", text=text)
    )

    assert client.get(f"/name?lang={lang}").text == shown
