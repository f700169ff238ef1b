"""Runs what handles foreign bytes in a process of its own, under limits of memory and time.

A reader may abort its interpreter on a hostile file, or never come back; apart, that ends
nothing but its own process.
"""

import json
import subprocess
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Final

from imports.opening.refusals import FileRefused, Limits

if sys.platform != "win32":
    import resource

ROOT: Final = Path(__file__).parents[2]
NO_ROOM: Final = 3
"""The exit status when memory was not enough; 1 means that the file is damaged."""


class Apart:
    """A module that runs as a process; leaving the block ends it, done or not."""

    def __init__(self, module: str, output: Path, limits: Limits, *arguments: Path) -> None:
        self._wall = limits.wall_seconds
        command = [sys.executable, "-E", "-s", "-m", module, json.dumps(asdict(limits))]
        with output.open("wb") as stream:
            self._process = subprocess.Popen(
                [*command, *map(str, arguments)],
                cwd=ROOT,
                stdin=subprocess.DEVNULL,
                stdout=stream,
                stderr=subprocess.DEVNULL,
            )

    def __enter__(self) -> "Apart":
        return self

    def __exit__(self, *_: object) -> None:
        if self._process.poll() is None:
            self._process.kill()
        self._process.wait()

    def finish(self) -> None:
        """Wait for the end. Raises FileRefused unless the work was done within the limits."""
        try:
            status = self._process.wait(self._wall)
        except subprocess.TimeoutExpired:
            raise FileRefused("file_too_demanding") from None
        if status != 0:
            raise FileRefused("file_damaged" if status == 1 else "file_too_demanding")


def within_limits() -> tuple[Limits, list[Path]]:
    """The limits and files that this process was given; from here on the system keeps them.

    Windows has no such limits; there the parent's patience is the only one.
    """
    limits = Limits(**json.loads(sys.argv[1]))
    if sys.platform != "win32":
        resource.setrlimit(resource.RLIMIT_AS, (limits.memory_bytes, limits.memory_bytes))
        resource.setrlimit(resource.RLIMIT_CPU, (limits.cpu_seconds, limits.cpu_seconds))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    return limits, [Path(name) for name in sys.argv[2:]]
