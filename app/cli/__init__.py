"""The commands of the registry: thin, the same functions as the pages."""

from flask import Flask

from app.cli.books import advance, import_file, template
from app.cli.database import migrate, verify
from app.cli.loans import estimate_loans, loan_schedule
from app.cli.overdue import overdue
from app.cli.people import add_user
from app.cli.runs import project
from app.cli.samples import load_sample
from app.cli.service import serve
from app.cli.targets import decide_targets
from app.cli.taxes import tax_credit

COMMANDS = (
    migrate,
    serve,
    add_user,
    load_sample,
    template,
    import_file,
    advance,
    decide_targets,
    project,
    loan_schedule,
    estimate_loans,
    tax_credit,
    overdue,
    verify,
)


def init_app(app: Flask) -> None:
    """Add the commands to ``flask``."""
    for command in COMMANDS:
        app.cli.add_command(command)
