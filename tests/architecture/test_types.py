"""Types hold in every package, strictly."""

from tests.architecture.project import check


def test_types_hold():
    check("mypy")
