"""The two languages: Korean sentences are the source, English lies in a catalogue.

After writing ``{{ _('현황판') }}`` or ``gettext("…")`` run ``python -m app.i18n update``: it
adds what is new to ``translations/en/LC_MESSAGES/messages.po``, at the end and without
English, for you to fill in. ``python -m app.i18n prune`` drops what no page says any more.
The compiled catalogue is made at the start of the application and is never committed.
"""

import os
import re
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final, Literal

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from flask import Flask, current_app, has_request_context, request
from flask_babel import Babel, get_locale
from flask_login import current_user
from markupsafe import Markup

Language = Literal["ko", "en"]
MessageId = str | tuple[str, ...]

LANGUAGES: Final[tuple[Language, ...]] = ("ko", "en")
DEFAULT: Final[Language] = "ko"
TIME_ZONE: Final = "Asia/Seoul"
PACKAGE: Final = Path(__file__).parent
CATALOGUE: Final = PACKAGE / "translations" / "en" / "LC_MESSAGES" / "messages.po"

HANGUL: Final = re.compile("[가-힣]")

_METHODS: Final = [("**.py", "python"), ("templates/**.html", "jinja2")]
_KEYWORDS: Final = {
    "_": None,
    "gettext": None,
    "lazy_gettext": None,
    "ngettext": (1, 2),
}


def init_app(app: Flask) -> None:
    """Give the application its two languages and an up-to-date catalogue."""
    compile_stale(CATALOGUE)
    app.add_template_filter(as_written)
    Babel(
        app,
        default_locale=DEFAULT,
        default_timezone=TIME_ZONE,
        locale_selector=_wanted,
    )


def language() -> Language:
    """Name the language of the page being made; Korean outside a request."""
    locale = get_locale() if has_request_context() else None
    return _known(locale.language if locale else None) or DEFAULT


def as_written(text: str) -> str:
    """Mark Korean words of the data on an English page, so that they are read out as Korean."""
    if language() == "ko" or not HANGUL.search(text):
        return text
    return Markup('<span lang="ko">{}</span>').format(text)


def _wanted() -> Language:
    """The address says it once, then the cookie, then the profile."""
    return (
        _known(request.args.get("lang"))
        or _known(request.cookies.get("lang"))
        or _known(_of_profile())
        or DEFAULT
    )


def _of_profile() -> str | None:
    if not hasattr(current_app, "login_manager"):
        return None
    return getattr(current_user, "language", None)


def _known(code: str | None) -> Language | None:
    return code if code in LANGUAGES else None


def compile_stale(catalogue: Path) -> None:
    """Compile the catalogue unless that was done after its last change."""
    compiled = catalogue.with_suffix(".mo")
    if compiled.exists() and compiled.stat().st_mtime_ns >= catalogue.stat().st_mtime_ns:
        return
    # Two processes may start at once: each writes its own file and renames it.
    fresh = compiled.with_suffix(f".{os.getpid()}.tmp")
    with fresh.open("wb") as file:
        write_mo(file, read_catalogue(catalogue))
    fresh.replace(compiled)


def read_catalogue(path: Path = CATALOGUE) -> Catalog:
    """Read the English catalogue."""
    with path.open("rb") as file:
        return read_po(file, locale="en")


def said() -> Iterator[MessageId]:
    """Yield every sentence that the code and the templates say, once, in order."""
    found = extract_from_dir(PACKAGE, _METHODS, keywords=_KEYWORDS)
    yield from dict.fromkeys(message for _, _, message, _, _ in found)


def update(path: Path = CATALOGUE) -> list[str]:
    """Add new sentences to the end of the catalogue and return them."""
    catalogue = read_catalogue(path)
    new = [message for message in said() if catalogue.get(_key(message)) is None]
    for message in new:
        catalogue.add(message)
    _write(catalogue, path)
    return [_key(message) for message in new]


def prune(path: Path = CATALOGUE) -> list[str]:
    """Drop sentences that are no longer said and return them."""
    catalogue = read_catalogue(path)
    kept = {_key(message) for message in said()}
    gone = [_key(message.id) for message in catalogue if message.id]
    gone = [key for key in gone if key not in kept]
    for key in gone:
        catalogue.delete(key)
    _write(catalogue, path)
    return gone


def untranslated(path: Path = CATALOGUE) -> list[str]:
    """List what is said without English."""
    catalogue = read_catalogue(path)
    return [_key(message) for message in said() if not _has_english(catalogue, message)]


def _has_english(catalogue: Catalog, message: MessageId) -> bool:
    entry = catalogue.get(_key(message))
    if entry is None or entry.fuzzy:
        return False
    forms = entry.string if isinstance(entry.string, list | tuple) else [entry.string]
    return all(forms)


def _key(message: MessageId | list[str]) -> str:
    return message if isinstance(message, str) else message[0]


def _write(catalogue: Catalog, path: Path) -> None:
    with path.open("wb") as file:
        write_po(file, catalogue, width=100, no_location=True)


def main(arguments: list[str]) -> int:
    """Run ``update`` or ``prune`` and say what changed."""
    actions: dict[str, Callable[[], list[str]]] = {"update": update, "prune": prune}
    if len(arguments) != 1 or arguments[0] not in actions:
        sys.stderr.write("usage: python -m app.i18n update|prune\n")
        return 2
    changed = actions[arguments[0]]()
    sys.stdout.writelines(f"{arguments[0]}: {message}\n" for message in changed)
    sys.stdout.writelines(f"without English: {message}\n" for message in untranslated())
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
