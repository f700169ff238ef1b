"""What econ refuses to do: one family of errors, each a code with its values."""

from typing import ClassVar


class EconError(Exception):
    """Base of every refusal: ``code`` names it, ``values`` say what was seen."""

    code: ClassVar[str] = "econ"

    def __init__(self, **values: object) -> None:
        super().__init__(self.code, values)
        self.values = values

    def __str__(self) -> str:
        """Show the code and its values; sentences are made elsewhere."""
        listed = ", ".join(f"{name}={value!r}" for name, value in self.values.items())
        return f"{self.code}({listed})"


class WrongShape(EconError):
    """An array does not have the length or shape that its table needs."""

    code = "wrong_shape"


class OutOfRange(EconError):
    """A number lies outside what its meaning allows."""

    code = "out_of_range"


class UnknownName(EconError):
    """A name is not in the list it must come from."""

    code = "unknown_name"


class DuplicateName(EconError):
    """A name that must be unique occurs twice."""

    code = "duplicate_name"


class WindowNotCovered(EconError):
    """The years of a table do not hold the years that the run asks about."""

    code = "window_not_covered"


class OverlapExceedsPledges(EconError):
    """More induced investment is said to be inside the pledges than the pledges hold."""

    code = "overlap_exceeds_pledges"


class NotFinite(EconError):
    """A result is not a finite number; it is refused instead of handed on."""

    code = "not_finite"


class SampleTooShort(EconError):
    """There are fewer observations than the method needs."""

    code = "sample_too_short"


class ScenarioInThePast(EconError):
    """A scenario would change years that have already happened."""

    code = "scenario_in_the_past"


class UnknownParameter(EconError):
    """A coefficient is asked for that the table of parameters does not hold."""

    code = "unknown_parameter"


class NotNumeric(EconError):
    """A column that must hold numbers holds something else."""

    code = "not_numeric"


class MissingValues(EconError):
    """Cells of a column are empty or infinite; the estimators neither fill nor drop silently."""

    code = "missing_values"


class DuplicateObservation(EconError):
    """A unit has two rows of one period."""

    code = "duplicate_observation"


class PeriodsNeeded(EconError):
    """A method needs the column of periods."""

    code = "periods_needed"


class AbsorbedByEffects(EconError):
    """A column does not vary once the effects of units and periods are out."""

    code = "absorbed_by_effects"


class Collinear(EconError):
    """Columns follow exactly from the other regressors and the effects."""

    code = "collinear"


class TooFewClusters(EconError):
    """There are fewer clusters than the inference needs."""

    code = "too_few_clusters"


class NotConverged(EconError):
    """An iteration does not come to rest, so there is no answer."""

    code = "no_convergence"


class NotBalanced(EconError):
    """A method needs every unit in every period, without gaps."""

    code = "not_balanced"


class NoCorrection(EconError):
    """No persistence below one explains a biased estimate; the static model stands."""

    code = "no_correction"


class NoErrorCorrection(EconError):
    """A series does not return to a level, so there is no long-run effect."""

    code = "no_error_correction"


ERRORS: tuple[type[EconError], ...] = (
    WrongShape,
    OutOfRange,
    UnknownName,
    DuplicateName,
    WindowNotCovered,
    OverlapExceedsPledges,
    NotFinite,
    SampleTooShort,
    ScenarioInThePast,
    UnknownParameter,
    NotNumeric,
    MissingValues,
    DuplicateObservation,
    PeriodsNeeded,
    AbsorbedByEffects,
    Collinear,
    TooFewClusters,
    NotConverged,
    NotBalanced,
    NoCorrection,
    NoErrorCorrection,
)
