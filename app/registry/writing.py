"""The forms of records: opened, kept while they are typed, stored once, compared on a conflict."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final, Protocol, TypeVar

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from pydantic import BaseModel

from app import store
from app.accounts.identity import viewer
from app.forms import Place
from app.i18n import Language, language
from app.messages import INPUTS, field, registry_error
from app.registry import drafts
from app.registry.comparison import Comparison, compare
from app.registry.current import today
from app.registry.record import may_edit
from app.store import Session
from models import Party, User
from models.commands import propose, revise
from models.commands.revise import says
from models.content import given_of
from models.errors import ChangedMeanwhile, Duplicate, NotPermitted, RegistryError
from models.inputs import InstrumentInput
from models.kinds import KINDS
from models.queries.instruments import Shown, find_instrument, find_reference
from models.queries.parties import PartyIndex
from models.queries.versions import Version, held_latest, version_of
from models.queries.visibility import Viewer
from models.vocabulary import COUNTED_STATES, Kind, Role, State

S = TypeVar("S", bound=BaseModel)
MERGE: Final = ("merge", "merge-draft", "merge-open")
"""The buttons of the page that compares: send, store as a draft, go on typing."""


class RecordForm(Protocol):
    """What the form of a record can do, whatever it looks like."""

    typed: Mapping[str, str]
    lang: Language
    errors: dict[str, str]

    def text(self, name: str) -> str:
        """What was typed."""

    def complain(self, name: str, sentence: str) -> None:
        """Note what is wrong with a field."""

    def refuse(self, error: RegistryError, name: str = "form") -> None:
        """Note that the register refused."""

    def validated(self, schema: type[S], values: Mapping[str, Any], place: Place) -> S | None:
        """The input that values make."""

    def read(self) -> InstrumentInput | None:
        """The input that the form holds, or None with complaints."""


Form = Callable[[Mapping[str, str]], RecordForm]
Answer = ResponseReturnValue


def no_button(_form: Any, _shown: Shown | None) -> Answer | None:
    """A form whose buttons all store."""
    return None


def on_the_form(_error: RegistryError, _given: InstrumentInput) -> str:
    """Refusals are said above the fields."""
    return "form"


@dataclass(frozen=True, slots=True)
class Writing:
    """The form of one kind.

    ``form`` is made over typed text, ``blank`` is what a new one says, ``typed`` a stored
    version as somebody would have typed it. ``page`` shows it with its complaints; ``button``
    does what its own buttons say and leaves the rest; ``place`` finds the field of a refusal.
    ``record`` is the endpoint of a record's page, ``menu`` the item of the menu above it.
    """

    kind: Kind
    form: Form
    blank: Callable[[], dict[str, str]]
    typed: Callable[[Session, Any], dict[str, str]]
    page: Callable[[Any, Shown | None], str]
    button: Callable[[Any, Shown | None], Answer | None] = no_button
    place: Callable[[RegistryError, Any], str] = on_the_form
    record: str = "support.show"
    menu: str = "support.index"

    def new(self) -> Answer:
        """An empty form, or one of those that this user left."""
        return self._opened(self.blank(), None)

    def change(self, code: str) -> Answer:
        """The form filled with the latest version, or what this user left of a change."""
        with store.reading() as session:
            shown = editable(session, code, viewer(), self.kind)
            typed = self.typed(session, given_of(session, shown.instrument, shown.latest))
        return self._opened(typed | _fixed(shown) | _version(version_of(shown.latest)), shown)

    def create(self) -> Answer:
        """Do what the button of a new record's form says."""
        typed = request.form.to_dict()
        if viewer().role is Role.COMPANY:
            typed["filer"] = own_code()
        return self._turn(typed, None)

    def save(self, code: str) -> Answer:
        """Do what the button of a change says."""
        with store.reading() as session:
            shown = editable(session, code, viewer(), self.kind)
        return self._turn(request.form.to_dict() | _fixed(shown), shown)

    def _name(self, shown: Shown | None) -> str:
        """The form among all forms, for what is kept of it."""
        return f"{self.kind.value} {shown.instrument.code if shown else 'new'}"

    def _opened(self, typed: dict[str, str], shown: Shown | None) -> str:
        left = drafts.kept(self._name(shown))
        wanted = request.args.get("draft", "")
        chosen = next((one for one in left if one.opening == wanted), None)
        if chosen is None:
            drafts.offer(left)
            return self.page(self.form(typed | {drafts.OPENING: drafts.new_opening()}), shown)
        form = self.form({**chosen.typed, **(_fixed(shown) if shown else {})})
        if shown and _started_from(form) != version_of(shown.latest):
            flash(
                gettext("그사이 기록이 바뀌었습니다. 저장할 때 항목마다 비교해서 고릅니다."), "warn"
            )
        return self.page(form, shown)

    def _turn(self, typed: dict[str, str], shown: Shown | None) -> Answer:
        form = self.form(typed | {drafts.OPENING: drafts.opening_of(typed)})
        go = form.text("go")
        if go == "keep":
            return self._keep(form, shown)
        if go == "discard":
            return self._discard(form, shown)
        if not drafts.is_partial():
            self._kept(form, shown)
        if go in MERGE and shown is not None:
            return self._merge(form, shown, go)
        answer = self.button(form, shown)
        return self._finish(form, shown) if answer is None else answer

    def _kept(self, form: RecordForm, shown: Shown | None) -> str:
        """Keep what was typed; what came of that, in words."""
        try:
            at = drafts.keep(self._name(shown), form.typed)
        except RegistryError as error:
            return registry_error(error, language())
        return render_template("shared/_kept.html", at=at)

    def _keep(self, form: RecordForm, shown: Shown | None) -> Answer:
        said = self._kept(form, shown)
        return said if drafts.is_partial() else self.page(form, shown)

    def _discard(self, form: RecordForm, shown: Shown | None) -> Answer:
        with store.transaction() as session:
            user = session.get_one(User, viewer().key)
            drafts.close(session, self._name(shown), form.typed, user)
        flash(gettext("작성하던 내용을 버렸습니다."), "ok")
        return redirect(request.path, 303)

    def _finish(self, form: RecordForm, shown: Shown | None) -> Answer:
        """Store what was typed, or show the form with what is wrong, or compare."""
        given, state = form.read(), _state(form.text("go") == "draft")
        if shown is not None and needs_reason(shown) and not form.text("reason"):
            said = INPUTS["missing"].to(form.lang, {"field": field("reason", form.lang)})
            form.complain("reason", said)
        if given is None or form.errors:
            return self.page(form, shown), 422
        return self._stored(form, given, state, shown, _started_from(form))

    def _stored(
        self,
        form: RecordForm,
        given: InstrumentInput,
        state: State,
        shown: Shown | None,
        started_from: Version,
    ) -> Answer:
        try:
            with store.transaction() as session:
                actor = session.get_one(User, viewer().key)
                reason = form.text("reason")
                if shown is None:
                    code = register(session, self.kind, given, actor, state, reason)
                else:
                    found = editable(session, shown.instrument.code, actor, self.kind)
                    code = found.instrument.code
                    revise(
                        session, found.instrument, given,
                        actor=actor, started_from=started_from, state=state, reason=reason,
                    )  # fmt: skip
                drafts.close(session, self._name(shown), form.typed, actor)
        except ChangedMeanwhile:
            if shown is None:
                raise
            return self._compared(form, shown, given), 409
        except RegistryError as error:
            form.refuse(error, self.place(error, given))
            return self.page(form, shown), 422
        flash(done(code, state), "ok")
        return redirect(url_for(self.record, code=code), 303)

    def _merge(self, form: RecordForm, shown: Shown, go: str) -> Answer:
        """Store what was chosen field by field, on the version that was compared with."""
        given = form.read()
        if given is None:
            return self.page(form, shown), 422
        with store.reading() as session:
            found = self._compare(session, form, shown, given)
        if found.version != _read_version(form.text("seen")):
            return self._compared(form, shown, given), 409
        chosen = found.merged(form)
        if go != "merge-open" and needs_reason(shown) and not form.text("reason"):
            said = INPUTS["missing"].to(form.lang, {"field": field("reason", form.lang)})
            form.complain("reason", said)
        if chosen is None or form.errors:
            return self._compared(form, shown, given), 422
        if go == "merge-open":
            return self._open_merged(form, shown, chosen, found.version)
        return self._stored(form, chosen, _state(go == "merge-draft"), shown, found.version)

    def _open_merged(
        self, form: RecordForm, shown: Shown, chosen: InstrumentInput, version: Version
    ) -> str:
        with store.reading() as session:
            typed = self.typed(session, chosen) | _fixed(shown) | _version(version)
        carried = {name: form.text(name) for name in (drafts.OPENING, "reason")}
        return self.page(self.form(typed | carried), shown)

    def _compare(
        self, session: Session, form: RecordForm, shown: Shown, given: InstrumentInput
    ) -> Comparison:
        fresh = editable(session, shown.instrument.code, viewer(), self.kind)
        return compare(session, fresh, given, _started_from(form), form.lang)

    def _compared(self, form: RecordForm, shown: Shown, given: InstrumentInput) -> str:
        with store.reading() as session:
            found = self._compare(session, form, shown, given)
        return render_template(
            "registry/compare.html",
            form=form,
            shown=shown,
            found=found,
            needs_reason=needs_reason(shown),
            failed=bool(form.errors),
            record=self.record,
            menu_item=self.menu,
        )


def own_code() -> str:
    """The party of a company user; officials name the filer themselves."""
    party = viewer().party_id
    if party is None:
        return ""
    with store.reading() as session:
        return session.get_one(Party, party).code


def editable(session: Session, code: str, user: User, kind: Kind) -> Shown:
    """The record of that code, for somebody who may change it. Raises NotFound, NotPermitted."""
    shown = find_instrument(session, code, Viewer.of(user, today()), kind)
    files_all = user.role is Role.ADMINISTRATOR and user.role in KINDS[kind].makers
    if not (files_all or may_edit(user, shown)):
        raise NotPermitted(action="amend", role=str(user.role))
    return shown


def needs_reason(shown: Shown) -> bool:
    """Whether a change says why: the record counts."""
    return shown.current.state in COUNTED_STATES


def register(
    session: Session, kind: Kind, given: InstrumentInput, actor: User, state: State, reason: str
) -> str:
    """Store a new record; the second submit of one form finds what the first stored.

    Returns its code. Raises NotFound for an unknown filer, and Duplicate for a reference
    under which the filer has another record.
    """
    filer = PartyIndex(session).named(given.filer)
    known = find_reference(session, kind, filer.key, given.reference)
    if known is None:
        propose(session, kind, given, actor=actor, state=state, reason=reason)
        known = find_reference(session, kind, filer.key, given.reference)
        assert known is not None
        return known.code
    if not says(session, known, held_latest(session, known), given, actor, state):
        raise Duplicate(what=kind.value, found=given.reference)
    return known.code


def done(code: str, state: State) -> str:
    """What a person reads after storing."""
    if state is State.DRAFT:
        return str(gettext("%(code)s을(를) 임시저장했습니다. 아직 제출하지 않았습니다.", code=code))
    return str(gettext("%(code)s을(를) 제출했습니다. 담당 공무원이 검토합니다.", code=code))


def _state(is_draft: bool) -> State:
    return State.DRAFT if is_draft else State.SUBMITTED


def _fixed(shown: Shown) -> dict[str, str]:
    """What a change cannot change: whose record it is, and under which reference."""
    return {"filer": shown.filer.code, "reference": shown.instrument.reference}


def _version(version: Version) -> dict[str, str]:
    return {"base": str(version.number), "lock": str(version.lock)}


def _started_from(form: RecordForm) -> Version:
    """The version that the form was opened on; one that never was where it does not say."""
    return _read_version(f"{form.text('base')}.{form.text('lock')}")


def _read_version(text: str) -> Version:
    number, _, lock = text.partition(".")
    whole = number.isdecimal() and lock.isdecimal() and len(text) < 20
    return Version(int(number), int(lock)) if whole else Version(0, 0)
