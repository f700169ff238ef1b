"""Everything that pages say in Korean is said in English too."""

import os

from babel.messages.mofile import read_mo

from app import i18n


def test_every_sentence_has_its_english():
    missing = i18n.untranslated()

    assert not missing, "run python -m app.i18n update and fill in:\n" + "\n".join(missing)


def test_the_catalogue_holds_nothing_that_no_page_says():
    catalogue = i18n.read_catalogue()

    said = {message if isinstance(message, str) else message[0] for message in i18n.said()}
    known = {m.id if isinstance(m.id, str) else m.id[0] for m in catalogue if m.id}
    assert not known - said, "run python -m app.i18n prune"


def test_english_keeps_the_places_that_korean_fills():
    catalogue = i18n.read_catalogue()

    wrong = [message.id for message in catalogue if list(message.check())]
    assert not wrong


def write(path, *lines):
    head = ['msgid ""', 'msgstr ""', r'"Content-Type: text/plain; charset=utf-8\n"', ""]
    path.write_text("\n".join([*head, *lines, ""]), encoding="utf-8")


def test_new_sentences_go_to_the_end_and_old_ones_stay(tmp_path):
    path = tmp_path / "messages.po"
    write(path, 'msgid "메뉴"', 'msgstr "Menu"', "", 'msgid "옛말"', 'msgstr "Gone"')

    added = i18n.update(path)

    catalogue = i18n.read_catalogue(path)
    assert [message.id for message in catalogue][1:3] == ["메뉴", "옛말"]
    assert "본문 바로가기" in added
    assert "메뉴" not in added
    assert catalogue.get("메뉴").string == "Menu"
    assert i18n.prune(path) == ["옛말"]
    assert i18n.update(path) == []


def test_the_catalogue_is_compiled_only_when_it_changed(tmp_path):
    path = tmp_path / "messages.po"
    write(path, 'msgid "메뉴"', 'msgstr "Menu"')

    i18n.compile_stale(path)
    compiled = path.with_suffix(".mo")
    first = compiled.stat().st_mtime_ns
    i18n.compile_stale(path)
    assert compiled.stat().st_mtime_ns == first

    write(path, 'msgid "메뉴"', 'msgstr "The menu"')
    os.utime(path, ns=(first + 10**9, first + 10**9))
    i18n.compile_stale(path)
    with compiled.open("rb") as file:
        assert read_mo(file).get("메뉴").string == "The menu"


def test_the_command_says_what_it_cannot_do(capsys):
    assert i18n.main([]) == 2
    assert "update|prune" in capsys.readouterr().err
