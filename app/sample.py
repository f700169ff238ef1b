"""The sample: demonstration accounts, and real announcements brought in as users bring theirs."""

import secrets
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from flask_security.utils import hash_password
from sqlmodel import Session, func, select

from app.config import made_once
from imports.apply import apply, note_examined
from imports.intake import examine
from imports.sample import rows
from imports.sample.make import BOOKS
from imports.sample.sources import FOLDER
from imports.sample.targets import target_sheets
from imports.status import Status
from imports.target_book import INPUTS, status_of
from models import Instrument, Party, User
from models.commands import (
    advance_submission,
    confirm_targets,
    propose_targets,
    register_party,
    register_user,
)
from models.inputs import PartyInput
from models.queries.users import user_by_email
from models.vocabulary import PartyKind, Role

DEMO_PARTY: Final = "demo-company"
PASSWORD_FILE: Final = "sample_password"


@dataclass(frozen=True, slots=True)
class Demo:
    """A demonstration account; the people and the company do not exist, and their names say so."""

    email: str
    name: str
    role: Role


MAKER: Final = Demo("maker@sample.test", "시연 담당자 1(작성)", Role.OFFICIAL)
CHECKER: Final = Demo("checker@sample.test", "시연 담당자 2(승인)", Role.OFFICIAL)
ACCOUNTS: Final = (
    MAKER,
    CHECKER,
    Demo("economist@sample.test", "시연 경제 분석", Role.ECONOMIST),
    Demo("company@sample.test", "시연 기업 담당", Role.COMPANY),
    Demo("auditor@sample.test", "시연 감사", Role.AUDITOR),
    Demo("admin@sample.test", "시연 관리자", Role.ADMINISTRATOR),
)


def is_empty(session: Session) -> bool:
    """Whether the register holds no record yet."""
    return session.exec(select(func.count()).select_from(Instrument)).one() == 0


def load(session: Session, password: str) -> int:
    """Register accounts, parties, workbooks and targets; return how many rows were verified.

    One demo official brings them, another verifies them. Doing it again adds nothing.
    """
    users = _accounts(session, password)
    _parties(session)
    maker, checker = users[MAKER.email], users[CHECKER.email]
    brought = sum(_bring(session, FOLDER / name, maker, checker) for name in BOOKS.values())
    return brought + _targets(session, maker, checker)


def password_of(instance: Path) -> str:
    """The password of the sample accounts of this installation, made once."""
    instance.mkdir(parents=True, exist_ok=True)
    return made_once(instance / PASSWORD_FILE, secrets.token_urlsafe(9))


def _accounts(session: Session, password: str) -> dict[str, User]:
    party = _demo_party(session)
    users = {}
    for demo in ACCOUNTS:
        known = user_by_email(session, demo.email)
        users[demo.email] = known or register_user(
            session,
            email=demo.email,
            name=demo.name,
            role=demo.role,
            password_hash=hash_password(password),
            party=party if demo.role is Role.COMPANY else None,
        )
    return users


def _demo_party(session: Session) -> Party:
    known = session.exec(select(Party).where(Party.code == DEMO_PARTY)).first()
    given = PartyInput(
        code=DEMO_PARTY,
        name_ko="시연용 가상 기업",
        name_en="Demonstration company (invented)",
        kind=PartyKind.COMPANY,
    )
    return known or register_party(session, given, actor=None)


def _parties(session: Session) -> None:
    known = set(session.exec(select(Party.code)))
    given = [PartyInput.model_validate(row) for row in rows.parties()]
    for party in sorted(given, key=lambda party: party.group is not None):
        if party.code not in known:
            register_party(session, party, actor=None)


def _bring(session: Session, path: Path, maker: User, checker: User) -> int:
    """Take one workbook the way of every workbook: read, confirm, verify by another official."""
    found = examine(session, path.read_bytes(), path.name, actor=maker)
    if found.comparison is None or not found.can_apply:
        return 0
    submission = note_examined(session, found, actor=maker)
    apply(session, found.comparison, actor=maker, submission=submission)
    return advance_submission(session, submission, "verify", actor=checker)


def _targets(session: Session, maker: User, checker: User) -> int:
    """Propose the national targets that the register does not hold; another official confirms."""
    given = [
        INPUTS[name].model_validate(row)
        for name, rows_of_sheet in target_sheets().items()
        for row in rows_of_sheet
    ]
    fresh = [one for one in given if status_of(session, one) is Status.NEW]
    confirm_targets(session, propose_targets(session, fresh, actor=maker), actor=checker)
    return len(fresh)
