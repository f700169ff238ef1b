"""What is sent to each address of the table: path, query and form for every thing asked for."""

import io
from collections.abc import Mapping
from functools import cache
from typing import Any, NamedTuple

from imports.target_book import write_targets
from models.vocabulary import Kind
from tests.app.loans.test_loans import REPAID
from tests.app.loans.test_loans import TYPED as LOAN
from tests.app.permissions.register import PASSWORD, book_of
from tests.app.targets.test_pages import typed as observed
from tests.app.taxes.conftest import TYPED as CLAIM
from tests.app.taxes.test_law_and_report import FIGURE, SETTING
from tests.app.taxes.test_law_and_report import book as figure_book
from tests.app.test_money import SPENT
from tests.app.test_pledge_form import typed as pledge_form
from tests.app.test_scope import form as scope_form
from tests.models.targets import target

NEW = {"email": "new@example.test", "name": "새 담당", "role": "official"}
WHY = {"reason": "까닭"}
MOVED = {"field": "region", "value": "부산", "reason": "까닭", "query": "sort=code"}
KEPT = {"name": "새 조건", "query": "q=1"}
CONFIRM = {"decision": "confirm"}
FUND = {
    "filer": "filer", "reference": "F-9", "title": "새 펀드", "form": "fund", "stage": "formed",
    "known_on": "2026-11-28", "go": "submit",
}  # fmt: skip
PROVISION = {
    "reference": "N1", "filer": "moef", "title": "새 조문", "article": "제24조",
    "provision": "investment_credit", "tier": "general", "firm_size": "large", "rate_ppm": "2%",
    "status": "proposed", "known_on": "2026-11-28",
}  # fmt: skip
RATE = {
    "purpose": "lender_ordinary", "lender": "은행", "rate_ppm": "5%", "valid_from": "2026-01-01",
    "source": "공시",
}  # fmt: skip
EXCHANGE = {
    "currency": "USD", "quoted_on": "2026-01-02", "rate_millionths": "1,432.5", "source": "고시",
}  # fmt: skip
GOAL = {
    "reference": "T-9", "kind": "target", "topic": "talent", "indicator": "talent_9",
    "name_ko": "인재", "name_en": "Talent", "unit": "persons", "value": "10",
    "due_year": "2030", "valid_from": "2026-01-01", "known_on": "2026-01-01",
    "source": "https://www.example.test/9",
}  # fmt: skip
NAMED = {
    "public": "pledge", "returned": "waiting", "review": "waiting", "claim-waits": "claim-waiting",
    "withdraw": "waiting", "settled": "pledge", "certify": "officials",
    "certify-loan": "loan-late",
}  # fmt: skip
"""Which record a thing of the table is, where it has a name of its own."""
STEPS = {
    "draft": "submit", "withdraw": "withdraw", "public": "ask_withdrawal", "certify": "certify",
    "claim-waits": "withdraw", "loan": "ask_withdrawal", "certify-loan": "certify",
}  # fmt: skip
LATE = "overdue_line.2025.firm"
DECISIONS = {"returned": "return", "review": "review"}
DAYS = {"first_day": "2026-11-01", "last_day": "2026-11-30", "filing_due": "2026-12-15"}
CLOSED = {"asof": "2026-09-15"}
PUBLISHED = {"asof": "2026-08-31"}


class Sent(NamedTuple):
    """One request: parts of its path, its query and form, and whether it is to store something.

    ``fills`` reads the page first and sends what its form holds with it.
    """

    path: Mapping[str, Any] = {}
    query: Mapping[str, str] = {}
    form: Mapping[str, Any] = {}
    stores: bool = True
    fills: bool = False


def file_of(data: bytes) -> dict[str, Any]:
    """A form that brings a file."""
    return {"file": (io.BytesIO(data), "book.xlsx")}


_figures = cache(figure_book)


@cache
def goal_book() -> bytes:
    """A workbook with one new target."""
    file = io.BytesIO()
    write_targets(file, {"Targets": [target("T-8", indicator="talent_8").model_dump()]})
    return file.getvalue()


def sent(
    codes: Mapping[str, str], endpoint: str, what: str, person: str, keys: Mapping[str, int]
) -> Sent:
    """What ``person`` sends to ``endpoint`` about ``what``."""
    code = codes.get(NAMED.get(what, what), "P-2026-999999")
    run = codes["run-closed" if what == "closed" else "run"]
    email = "maker" if person == "nobody" else person
    asof = {"closed": CLOSED, "published": PUBLISHED}.get(what, {})
    days = {"published": "2026-08-31", "closed": "2026-09-30", "open": "2026-10-31"}
    day = days.get(what, "2031-01-31")
    party = {} if person in ("own", "other") else {"party": str(keys["filer"])}
    user = {"oneself": keys["admin"], "nobody": 99_999, "close": keys["checker"]}
    firms = {"pseudonym": codes["pseudonym"], "nobody": "nobody"}
    made: dict[str, Sent] = {
        "asset": Sent({"digest": "0", "name": "css/base.css"}),
        "accounts.try_sign_in": Sent(form={
            "email": f"{email}@example.test", "password": PASSWORD if what == "right" else "x",
        }, stores=False),
        "accounts.sign_out": Sent(stores=False),
        "preferences.choose": Sent(form={"lang": "en"}, stores=False),
        "people.change_password": Sent(
            form={"now": PASSWORD if what == "right" else "x", "new": "another of the tests"}),
        "people.add": Sent(form=NEW),
        "people.change": Sent(
            {"key": user.get(what, keys["econ"]),
             "step": what if what in ("names", "password") else "close"}, form=WHY),
        "lists.columns": Sent(query={"_to": "/pledges", "_show": "code"}),
        "lists.saved": Sent({"name": what}),
        "lists.save": Sent(
            {"name": "pledges"},
            form=KEPT | ({"is_shared": "yes"} if what == "shared" else {})),
        "lists.change": Sent(
            {"name": "pledges", "key": codes["kept" if what == "kept" else "shared"]},
            form={"action": "default" if what == "default" else "delete"}),
        "together.choose": Sent(
            {"name": what}, form={"pick": [codes["pledge"]], "field": "source"}, stores=False),
        "together.check": Sent(
            {"name": what}, form={"codes": codes["pledge"], **MOVED}, stores=False),
        "together.apply": Sent({"name": what}, form={"picked": codes["picked"], **MOVED}),
        "periods.index_file": Sent({"ending": "csv"}),
        "counting.why": Sent({"figure": "announced"}, asof),
        "registry.pledges_file": Sent({"ending": "csv"}, asof),
        "registry.create": Sent(form=pledge_form()),
        "registry.save_change": Sent(
            {"code": codes["pledge"]}, fills=True,
            form={"title": "바뀐 이름", "step": "4", "go": "submit", **WHY}),
        "registry.overlap": Sent(
            {"code": codes["one"]},
            form={"other": codes["two"], "verdict": "same", "kept": "this", **WHY}),
        "registry.step": Sent({"code": code}, form={"action": STEPS.get(what), **WHY}),
        "companies.index_file": Sent({"ending": "csv"}, asof),
        "companies.show": Sent({"code": firms.get(what, "filer")}),
        "companies.show_file": Sent({"code": firms.get(what, "filer"), "ending": "csv"}, asof),
        "search.results": Sent(query={"q": "P-2026"}),
        "overdue.show": Sent({"code": codes["late"], "place": LATE}),
        "overdue.decide": Sent(
            {"code": codes["late"], "place": LATE}, form={"decision": what, **WHY}),
        "approvals.decide": Sent(
            {"code": code}, form={"decision": DECISIONS.get(what, "verify"), **WHY}),
        "uploads.upload": Sent(form=file_of(book_of(Kind.PLEDGE, "up"))),
        "uploads.template": Sent({"kind": "pledge"}),
        "support.list_kind": Sent({"path": what}),
        "support.list_file": Sent({"path": what, "ending": "csv"}),
        "funds.overlap": Sent(
            {"code": codes["fund"]},
            form={"other": codes["pledge"], "verdict": "different", **WHY}),
        "funds.create": Sent(form=FUND),
        "funds.save_change": Sent(
            {"code": code}, form={"title": "바뀐 이름", "go": "submit", **WHY}, fills=True),
        "loans.create": Sent(form=LOAN),
        "loans.save_change": Sent(
            {"code": code}, form={"title": "바뀐 이름", "go": "submit", **WHY}, fills=True),
        "money.new": Sent({"code": code}),
        "money.create": Sent({"code": code}, form=SPENT),
        "loans.create_entry": Sent({"code": code}, form=REPAID | {"entry": "9"}),
        "loans.decide_entry": Sent(
            {"code": code, "number": codes["entry"]}, form={"decision": "verify"}),
        "loans.step": Sent({"code": code}, form={"action": "close", **WHY}),
        "support.step": Sent({"code": code}, form={"action": STEPS.get(what), **WHY}),
        "loans.schedule_file": Sent({"code": code, "ending": "csv"}),
        "exchange.show_file": Sent({"ending": "csv"}),
        "exchange.propose": Sent(form=EXCHANGE),
        "exchange.decide": Sent({"row_id": codes["exchange"]}, form=CONFIRM),
        "rates.propose": Sent(form=RATE),
        "rates.decide": Sent({"row_id": codes["rate"]}, form=CONFIRM),
        "taxes.create": Sent(form=CLAIM | {"go": "submit"}),
        "taxes.save_change": Sent(
            {"code": code}, form={"title": "바뀐 이름", "go": "submit", **WHY}, fills=True),
        "tax_law.create_provision": Sent(form=PROVISION),
        "tax_law.save_provision": Sent(
            {"code": code}, form={"title": "바뀐 조문", **WHY}, fills=True),
        "tax_law.propose_one": Sent(
            form=SETTING | {"parameter": "carry_years", "value": "10", "valid_from": "2030-01-01"}),
        "tax_law.setting": Sent({"row_id": codes["setting"]}),
        "tax_law.decide": Sent({"row_id": codes["setting"]}, form=CONFIRM),
        "tax_reports.file_one": Sent(form=FIGURE),
        "tax_reports.upload": Sent(form=file_of(_figures())),
        "tax_reports.decide": Sent(form=CONFIRM | {"batch": codes["figures"]}),
        "scope.review": Sent({"row_id": codes["scope"]}),
        "scope.propose": Sent(form=scope_form(category="model")),
        "scope.decide": Sent({"row_id": codes["scope"]}, form=CONFIRM),
        "periods.plan": Sent(form=DAYS),
        "periods.show": Sent({"day": day}),
        "periods.filings_file": Sent({"day": day, "ending": "csv"}),
        "periods.ask": Sent({"day": day}, form={"action": "retract", **WHY}),
        "periods.decide": Sent({"day": day}, form=CONFIRM),
        "periods.certify": Sent({"day": day}),
        "periods.no_change": Sent({"day": day}, form=party),
        "periods.decide_no_change": Sent(
            {"day": day}, form={"decision": "verify", "party": str(keys["moef"])}),
        "company.decide_setting": Sent(
            form={"action": what, **WHY, **({"party": "filer"} if person == "admin" else {})}),
        "company.decide": Sent({"code": code}, form={"decision": "countersign"}),
        "targets.show": Sent({"reference": "T-1" if what == "held" else "T-2"}),
        "target_entry.new": Sent({"sheet": what}),
        "target_entry.propose": Sent(
            {"sheet": what}, form=GOAL if what == "targets" else observed()),
        "target_entry.upload": Sent(form=file_of(goal_book()), stores=False),
        "target_entry.confirm_upload": Sent(form={"sha256": codes["goals"]}),
        "target_entry.decide": Sent(form=CONFIRM | {"batch": codes["targets"]}),
        "projections.create": Sent(
            form={"draws": "1000", **({"as_of": "2026-09-15"} if asof else {})}),
        "projections.show": Sent({"number": run}),
        "projections.workbook": Sent({"number": run}),
        "projections.listing": Sent({"number": run}),
        "projections.needed": Sent({"number": run}),
        "projections.needed_file": Sent({"number": run, "ending": "xlsx"}),
        "projections.picture": Sent({"number": run, "name": "outlook"}),
    }  # fmt: skip
    return made.get(endpoint, Sent({"code": code, "number": code, "ending": "csv"}, asof))
