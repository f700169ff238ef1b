"""LibreOffice as the second calculator: every cached value poisoned, everything calculated anew."""

import re
import subprocess
import zipfile
from collections.abc import Sequence
from pathlib import Path

POISON = "-999"
ALWAYS_CALCULATE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry"
 xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load">
<prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
</oor:items>"""


def poisoned(source: Path, copy: Path, changed: dict[tuple[str, str], float] | None = None) -> int:
    """Copy a workbook with a wrong value in every formula cell; returns how many there are.

    ``changed`` sets numbers, in place of formulas too, by the file of their sheet and their cell.
    """
    count = 0
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(copy, "w") as new:
        for part in old.namelist():
            text = old.read(part)
            if part.startswith("xl/worksheets/sheet"):
                words = text.decode()
                for (file, cell), value in (changed or {}).items():
                    if part.endswith(f"/{file}"):
                        words, hits = re.subn(
                            rf'(<c r="{cell}"(?: s="\d+")?)[^>]*>(?:<f>[^<]*</f>)?<v>[^<]*',
                            rf"\g<1>><v>{value!r}",
                            words,
                        )
                        assert hits == 1
                words, found = re.subn(r"(</f>)<v>[^<]*</v>", rf"\g<1><v>{POISON}</v>", words)
                words = re.sub(r' t="(?:b|str)"(><f>)', r"\1", words)
                text, count = words.encode(), count + found
            new.writestr(part, text)
    return count


def recalculated(office: str, source: Path, folder: Path) -> Path:
    """The workbook with every formula calculated by LibreOffice, in a profile of its own."""
    return all_recalculated(office, [source], folder)[0]


def all_recalculated(office: str, sources: Sequence[Path], folder: Path) -> list[Path]:
    """Workbooks of different names calculated in one go."""
    profile = folder / "profile"
    (profile / "user").mkdir(parents=True, exist_ok=True)
    (profile / "user" / "registrymodifications.xcu").write_text(ALWAYS_CALCULATE)
    out = folder / "calculated"
    subprocess.run(
        [
            office,
            f"-env:UserInstallation=file://{profile}",
            "--headless",
            "--convert-to",
            "xlsx",
            "--outdir",
            str(out),
            *map(str, sources),
        ],
        check=True,
        capture_output=True,
        timeout=180,
    )
    return [out / source.name for source in sources]
