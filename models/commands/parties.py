"""Registering parties."""

import secrets

from sqlmodel import Session, or_, select

from models.chain import row_digest
from models.commands.history import now, record
from models.errors import Duplicate, NotFound
from models.inputs import PartyInput
from models.people import Party, User

SAID = (*(PartyInput.model_fields.keys() - {"group"}), "group_id", "pseudonym")
"""What the history keeps the digest of."""
LETTERS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"


def register_party(session: Session, given: PartyInput, *, actor: User | None) -> Party:
    """Register a party once, by its code and, where it has one, its registration number.

    Raises Duplicate when either is taken, NotFound when the group is not registered.
    """
    same = or_(Party.code == given.code, Party.brn == given.brn) if given.brn else None
    clash = session.exec(
        select(Party).where(same if same is not None else Party.code == given.code)
    ).first()
    if clash is not None:
        raise Duplicate(what="party", found=clash.code)
    fields = given.model_dump(exclude={"group"})
    party = Party(
        **fields,
        group_id=_group_id(session, given.group),
        pseudonym=new_pseudonym(),
        made_at=now(),
    )
    session.add(party)
    session.flush()
    digest = row_digest(party, SAID)
    record(session, "register_party", actor=actor, party_id=party.key, digest=digest)
    return party


def new_pseudonym() -> str:
    """A name that says nothing about its party, from letters that are not mistaken."""
    return "F-" + "".join(secrets.choice(LETTERS) for _ in range(6))


def _group_id(session: Session, code: str | None) -> int | None:
    if code is None:
        return None
    group = session.exec(select(Party).where(Party.code == code)).first()
    if group is None:
        raise NotFound(what="party", found=code)
    return group.key
