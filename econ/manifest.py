"""What a run was made with, so that it can be made again."""

import dataclasses
import math
import os
import platform
from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path

import numpy as np

from econ.frame import Frame
from econ.inputs import Inputs
from econ.results import digest, plain
from econ.sampling import Sample
from econ.simulation import BLOCK, CHUNK

SPECIFICATION = "1.0 with amendments"
PACKAGES = ("numpy", "scipy")
THREADS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")


def manifest(frame: Frame, sample: Sample) -> dict[str, object]:
    """Return specification, versions, hashes, thread settings, seed and names of the streams."""
    return {
        "specification": SPECIFICATION,
        "python": platform.python_version(),
        "packages": {name: version(name) for name in PACKAGES},
        "code_sha256": code_sha256(),
        "threads": {name: os.environ.get(name, "not set") for name in THREADS},
        "parameters_sha256": frame.parameters.sha256(),
        "inputs_sha256": inputs_sha256(frame.inputs),
        "generator": "PCG64DXSM",
        "seed": frame.settings.seed,
        "draws": sample.draws,
        "chunk": CHUNK,
        "block": BLOCK,
        "streams": [name for name in sample.streams if "/" not in name or _is_block(name)],
    }


def inputs_sha256(inputs: Inputs) -> str:
    """Return the digest of the inputs, whatever the order of pledges and loans."""
    names = inputs.pledges.ids
    book = inputs.pledges.taken(sorted(range(len(names)), key=names.__getitem__))
    loans = sorted(inputs.loans.loans, key=lambda loan: loan.id)
    ordered = replace(inputs, pledges=book, loans=replace(inputs.loans, loans=tuple(loans)))
    return digest(plain(_with_unknown(dataclasses.asdict(ordered))))


@cache
def code_sha256() -> str:
    """Return the digest of this package's source, which is its revision wherever it runs."""
    root, found = Path(__file__).parent, sha256()
    for path in sorted(root.rglob("*.py")):
        found.update(path.relative_to(root).as_posix().encode())
        found.update(path.read_bytes())
    return found.hexdigest()


def _is_block(name: str) -> bool:
    return not name.startswith(("pledge/", "measurement/", "shock/firm/"))


def _with_unknown(value: object) -> object:
    """Return the same with None for NaN, which marks what is unknown in the arrays of inputs."""
    if isinstance(value, np.ndarray):
        return _with_unknown(value.tolist())
    if isinstance(value, Mapping):
        return {key: _with_unknown(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_with_unknown(item) for item in value]
    return None if isinstance(value, float) and math.isnan(value) else value
