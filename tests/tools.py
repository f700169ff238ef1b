"""The programs beyond Python that some tests need: where they are, and how CI gets them."""

import os
import shutil
import subprocess
from pathlib import Path

import psycopg

POSTGRES_URL = os.environ.get("TEST_POSTGRES_URL", "postgresql://postgres@127.0.0.1:5432/postgres")
IN_CI = bool(os.environ.get("CI"))

CHROMIUM = ("chromium", "chromium-browser", "google-chrome", "chrome")
LIBREOFFICE = ("soffice", "libreoffice")
DEBIAN_PACKAGES = {
    "chromium": "chromium",
    "soffice": "libreoffice-calc",
    "pdftoppm": "poppler-utils",
}
DEBIAN_FONTS = (Path("/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc"), "fonts-noto-cjk")
DEBIAN_UNO = (Path("/usr/lib/python3/dist-packages/uno.py"), "python3-uno")


def find(names: tuple[str, ...]) -> str | None:
    """The path of the first of these programs that the machine has."""
    return next(filter(None, map(shutil.which, names)), None)


def postgres_answers() -> bool:
    """Whether a PostgreSQL server lets us in at the address for tests."""
    try:
        psycopg.connect(POSTGRES_URL, connect_timeout=3).close()
    except psycopg.OperationalError:
        return False
    return True


def missing_packages() -> list[str]:
    """The Debian packages that this machine lacks."""
    programs = [name for program, name in DEBIAN_PACKAGES.items() if not shutil.which(program)]
    files = [name for path, name in (DEBIAN_FONTS, DEBIAN_UNO) if not path.exists()]
    return programs + files


def install(packages: list[str]) -> None:
    """Install packages with Debian's own tool."""
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    options = ("-y", "-qq", "--no-install-recommends")
    subprocess.run(["apt-get", "update", "-qq"], check=True, env=environment)
    subprocess.run(["apt-get", "install", *options, *packages], check=True, env=environment)


def start_postgres() -> None:
    """Start Debian's own cluster, which lets this machine in without a password."""
    if not shutil.which("pg_lsclusters"):
        install(["postgresql"])
    listed = subprocess.run(["pg_lsclusters", "-h"], check=True, capture_output=True, text=True)
    version, name = listed.stdout.split()[:2]
    rules = Path("/etc/postgresql", version, name, "pg_hba.conf")
    rules.write_text(f"host all postgres 127.0.0.1/32 trust\n{rules.read_text()}")
    control = ("pg_ctlcluster", "--skip-systemctl-redirect", version, name)
    subprocess.run([*control, "restart"], check=True)


def main() -> None:
    """Bring what the machine lacks."""
    if packages := missing_packages():
        print("Installing", *packages, flush=True)
        install(packages)
    if not postgres_answers():
        print("Starting PostgreSQL", flush=True)
        start_postgres()


if __name__ == "__main__":
    main()
