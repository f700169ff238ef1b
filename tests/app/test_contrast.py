"""Colours are far enough apart to be read, in light pages and with high contrast."""

import re
from pathlib import Path

import pytest

TOKENS = Path(__file__).parents[2] / "app" / "static" / "css" / "tokens.css"
LIGHT, HIGH = ":root", 'html[data-krds-mode="high-contrast"]'

# Ink, ground, and the least ratio: 4.5 for words, 3 for shapes that carry meaning (WCAG 2.2).
WORDS = [
    ("ink", "bg"),
    ("ink-2", "bg"),
    ("ink-2", "bg-soft"),
    ("ink-2", "tint"),
    ("ink-2", "tint-p"),
    ("ink", "tint"),
    ("brand-ink", "bg"),
    ("brand-ink", "tint-p"),
    ("brand-ink", "bg-soft"),
    ("brand-deep", "tint"),
    ("on-brand", "brand"),
    ("bg", "brand-deep"),
    ("danger", "bg"),
    ("danger", "danger-bg"),
    ("warn", "warn-bg"),
    ("ok", "ok-bg"),
    ("ok", "bg"),
    ("info", "info-bg"),
    ("ink", "danger-bg"),
    ("ink", "warn-bg"),
    ("tip-ink", "tip-bg"),
    ("c-ink", "c-ground"),
    ("c-ink-2", "c-ground"),
    ("c-target", "c-ground"),
    ("c-on-solid", "c-realised"),
    ("c-on-solid", "c-firm"),
    ("c-on-pattern", "c-pattern-ground"),
]
SHAPES = [
    ("c-realised", "c-ground"),
    ("c-firm", "c-ground"),
    ("c-median", "c-ground"),
    ("c-assumed", "c-ground"),
    ("c-target", "c-ground"),
    ("c-low", "c-ground"),
    ("c-axis", "c-ground"),
    ("brand", "bg"),
    ("line-2", "bg"),
    ("danger-line", "bg"),
    ("warn-line", "bg"),
    ("ok-line", "bg"),
    ("info-line", "bg"),
]
MEASURED = [  # The table of the design, in light pages.
    ("c-ink-2", "c-ground", 6.3),
    ("c-target", "c-ground", 6.7),
    ("c-on-solid", "c-realised", 10.6),
    ("c-on-solid", "c-firm", 4.55),
    ("c-on-pattern", "c-pattern-ground", 12.9),
]


def tokens(selector):
    sheet = TOKENS.read_text(encoding="utf-8")
    block = sheet.split(f"\n{selector} {{")[1].split("\n}")[0]
    return dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", block))


def luminance(colour):
    channels = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one, other):
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("mode", [LIGHT, HIGH])
@pytest.mark.parametrize(("ink", "ground"), WORDS)
def test_words_can_be_read(mode, ink, ground):
    palette = tokens(mode)

    assert contrast(palette[ink], palette[ground]) >= 4.5


@pytest.mark.parametrize("mode", [LIGHT, HIGH])
@pytest.mark.parametrize(("shape", "ground"), SHAPES)
def test_shapes_can_be_told_from_their_ground(mode, shape, ground):
    palette = tokens(mode)

    assert contrast(palette[shape], palette[ground]) >= 3


@pytest.mark.parametrize(("ink", "ground", "ratio"), MEASURED)
def test_the_measured_ratios_still_hold(ink, ground, ratio):
    palette = tokens(LIGHT)

    assert contrast(palette[ink], palette[ground]) == pytest.approx(ratio, abs=0.06)


def test_stages_differ_by_pattern_where_their_colours_are_close():
    palette = tokens(LIGHT)
    charts = TOKENS.with_name("charts.css").read_text(encoding="utf-8")

    assert contrast(palette["c-realised"], palette["c-firm"]) < 3
    assert "stroke-dasharray" in charts.split(".chart-svg .intent {")[1].split("}")[0]
    assert "stroke-dasharray" not in charts.split(".chart-svg .announced {")[1].split("}")[0]


def test_both_modes_name_the_same_colours():
    assert tokens(HIGH).keys() == tokens(LIGHT).keys()
