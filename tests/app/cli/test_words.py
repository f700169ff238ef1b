"""What commands say to people: main figures of a run, and a file that is no database."""

import pytest

from tests.app.cli.test_commands import assert_refused, run, run_on, said, sampled

__all__ = ["run", "run_on", "sampled"]


@pytest.mark.parametrize("words", ["migrate", "verify", "serve"])
def test_a_file_that_is_no_database_is_named_and_left_as_it_is(run_on, tmp_path, words):
    file = tmp_path / "notes.txt"
    file.write_text("회의록 " * 200, encoding="utf-8")
    before = file.read_bytes()

    result = run_on(f"sqlite:///{file}", words)

    assert_refused(result, 1)
    assert "notes.txt" in result.stderr
    assert file.read_bytes() == before


def test_a_run_for_people_says_its_main_figures(sampled):
    words = ("project", "--draws", 500, "--seed", 1, "--as-of", "2026-11-22")

    told = said(sampled(*words, "--json"))["investment"]
    lines = sampled(*words).output

    assert "목표 / target: 65,000,000,000,000원" in lines
    assert f"{round(told['mean']):,}원" in lines
    assert f"{round(told['quantiles']['p50']):,}원" in lines
    assert f"{told['probability']:.1%}" in lines
