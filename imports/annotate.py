"""The uploader's own workbook back, with every wrong cell filled and a note on it."""

import json
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from imports.marks import Mark
from imports.opening.apart import Apart
from imports.opening.refusals import LIMITS, Limits

_ANNOTATING: Final = "imports.annotating"
_FILES: Final = ("book.xlsx", "marks.json", "marked.xlsx", "losses.json")


@dataclass(frozen=True, slots=True)
class Annotated:
    """The marked workbook, and what it could not keep of the uploaded one."""

    data: bytes
    losses: tuple[str, ...]


def annotate(data: bytes, marks: Sequence[Mark], limits: Limits = LIMITS) -> Annotated:
    """Mark the cells of a workbook that was opened safely before.

    ``losses`` name what the copy has lost: formula_results, images, shapes, charts,
    pivot_tables, extensions. The uploaded file itself is not touched. Raises FileRefused
    where the copy cannot be made within the limits.
    """
    with tempfile.TemporaryDirectory() as folder:
        source, said, target, losses = (Path(folder, name) for name in _FILES)
        source.write_bytes(data)
        said.write_text(json.dumps(marks), encoding="utf-8")
        with Apart(_ANNOTATING, losses, limits, source, said, target) as work:
            work.finish()
        return Annotated(target.read_bytes(), tuple(json.loads(losses.read_bytes())))
