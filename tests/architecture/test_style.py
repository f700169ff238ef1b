"""One style, kept by a tool."""

from tests.architecture.project import check


def test_every_file_keeps_the_rules():
    check("ruff", "check")


def test_every_file_is_formatted():
    check("ruff", "format", "--check")
