"""A chart as a file of its own: colours written out, with title, unit, date and source."""

import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Final
from xml.etree import ElementTree as ET

from app.charts import svg
from app.charts.drawing import Drawing

Rule = tuple[str, Mapping[str, str]]

STYLES: Final = Path(__file__).parent.parent / "static" / "css"
NAMESPACE: Final = "http://www.w3.org/2000/svg"
HEAD, FOOT, SIDE = 56, 34, 12

ET.register_namespace("", NAMESPACE)


def standalone(drawing: Drawing, note: str) -> str:
    """Write the wide drawing as a file; ``note`` says unit, date and source."""
    root = ET.fromstring(str(drawing.wide))
    width, height = (float(part) for part in root.attrib["viewBox"].split()[2:])
    for parent in root.iter():
        for child in [child for child in parent if "hit" in _classes(child)]:
            parent.remove(child)
    root.extend(ET.fromstring(part) for part in _lettering(drawing.title, note, height))
    ground = {"x": f"{-SIDE}", "y": f"{-HEAD}", "width": "100%", "height": "100%"}
    root.insert(0, ET.Element(f"{{{NAMESPACE}}}rect", {**ground, "fill": tokens()["--c-ground"]}))
    for element in root.iter():
        _colour(element)
    root.set("viewBox", f"{-SIDE} {-HEAD} {width + 2 * SIDE} {height + HEAD + FOOT}")
    root.set("width", f"{width + 2 * SIDE}")
    root.set("height", f"{height + HEAD + FOOT}")
    return '<?xml version="1.0" encoding="utf-8"?>\n' + ET.tostring(root, encoding="unicode")


def _lettering(title: str, note: str, height: float) -> Iterator[str]:
    for words, y, class_ in ((title, -26.0, "title strong"), (note, height + 18, "note")):
        yield svg.text(0, y, words, class_).replace("<text", f'<text xmlns="{NAMESPACE}"', 1)


def _colour(element: ET.Element) -> None:
    """Write out what the style sheet says about an element, and forget its classes."""
    tag, classes = element.tag.removeprefix(f"{{{NAMESPACE}}}"), _classes(element)
    for selector, declarations in rules():
        name, *wanted = selector.split(".")
        if name in ("", tag) and classes.issuperset(wanted):
            for attribute, value in declarations.items():
                element.set(attribute, value)
    element.attrib.pop("class", None)


def _classes(element: ET.Element) -> set[str]:
    return set(element.get("class", "").split())


@cache
def rules() -> tuple[Rule, ...]:
    """The rules of the style sheet that colour drawings, their variables filled in."""
    filled = re.sub(
        r"var\((--[\w-]+)\)",
        lambda match: tokens()[match[1]],
        (STYLES / "charts.css").read_text(encoding="utf-8"),
    )
    found = re.findall(r"^\.chart-svg (\S+) \{([^}]*)\}", filled, re.MULTILINE)
    return tuple((selector, _declarations(body)) for selector, body in found)


@cache
def tokens() -> Mapping[str, str]:
    """The colours and sizes of a light page."""
    sheet = (STYLES / "tokens.css").read_text(encoding="utf-8")
    light = re.search(r"^:root \{(.*?)^\}", sheet, re.MULTILINE | re.DOTALL)
    return _declarations(light[1] if light else "")


def _declarations(body: str) -> dict[str, str]:
    pairs = (part.split(":", 1) for part in body.split(";") if ":" in part)
    return {name.strip(): value.strip() for name, value in pairs}
