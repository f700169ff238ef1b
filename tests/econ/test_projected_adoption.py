"""What a run makes of the adoption series: paces, old users, short series."""

from dataclasses import replace

import numpy as np
import pytest
from scipy.special import expit, logit

from econ.errors import SampleTooShort, UnknownName
from econ.inputs import AdoptionSeries


def test_each_adoption_series_has_its_own_paces(run, supported):
    wider = AdoptionSeries("wider", "firms of ten and more", (2023, 2024), np.array([0.303, 0.329]))
    inputs = replace(supported, adoption=(*supported.adoption, wider))

    first = run(inputs)
    second = run(inputs, adoption_series="wider")

    assert [series.name for series in first.impact] == ["business_survey", "wider"]
    assert first.impact == second.impact
    assert second.primary_series == "wider"
    assert first.totals["impact_official"] != second.totals["impact_official"]


def test_a_series_that_begins_after_the_base_year_is_carried_back(run, supported):
    late = AdoptionSeries("late", "another", (2024, 2025), np.array([0.2, 0.25]))

    found = run(replace(supported, adoption=(late,)))

    assert found.impact[0].share[2024].mean == pytest.approx(0.2)


def test_where_a_series_begins_does_not_change_what_its_old_users_gain(run, supported):
    years = range(2010, 2025)
    steady = expit(logit(0.05) + 0.15 * np.arange(len(years)))
    whole = AdoptionSeries("whole", "d", tuple(years), steady)
    cut = AdoptionSeries("cut", "d", tuple(years[-3:]), steady[-3:])

    inputs = replace(supported, adoption=(whole, cut))
    found = run(inputs).deterministic["ledger_a"]

    assert found[1]["index"] == pytest.approx(found[0]["index"], rel=1e-9)


def test_more_registered_investment_never_lowers_adoption(run, supported, make_inputs):
    nothing, everything = run(make_inputs([])), run(supported)

    assert everything.totals["impact_official"] >= nothing.totals["impact_official"]
    assert everything.contributions["impact_official"]["pledge"].mean > 0.0


def test_no_adoption_series_or_an_unknown_one_is_refused(run, make_inputs):
    with pytest.raises(SampleTooShort):
        run(make_inputs(adoption=()))
    with pytest.raises(UnknownName):
        run(make_inputs(), adoption_series="nothing")


def test_a_full_run_is_no_preview_and_a_longer_series_is_not_short(run, supported):
    series = AdoptionSeries("long", "d", (2021, 2022, 2023, 2024), np.array([0.1, 0.12, 0.15, 0.2]))

    found = run(replace(supported, adoption=(series,)), draws=10_000)

    assert not found.convergence.preview
    assert not {"preview", "adoption_series_short"} & {entry.code for entry in found.log}
