"""Tax credit claims as facts, and the accounts of the firms that made them."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, NamedTuple, TypeVar

from sqlmodel import Session, col, select

from models.instrument import Instrument, Revision
from models.people import Party
from models.pledge import PledgeTerms
from models.queries.chunks import chunks
from models.queries.current import as_known
from models.queries.frozen import frozen_at
from models.queries.tax_law import read_book
from models.tax_claim import ClaimCarried, ClaimClawback, ClaimSupport, TaxClaimTerms
from models.taxes.account import Account, Worked, account
from models.taxes.book import Caution, LawBook
from models.taxes.clawback import Clawback
from models.taxes.credit import Investment, Place, Support
from models.taxes.facts import Carried, ClaimFact
from models.vocabulary import COUNTED_STATES, FirmSize, Kind

Part = TypeVar("Part", ClaimSupport, ClaimCarried, ClaimClawback)


class Claim(NamedTuple):
    """One claim with its rows and as the arithmetic sees it."""

    instrument: Instrument
    revision: Revision
    filer: Party
    terms: TaxClaimTerms
    supports: list[ClaimSupport]
    fact: ClaimFact


@dataclass(frozen=True, slots=True)
class Claims:
    """Claims by their code, and the account of every firm by its key."""

    book: LawBook
    claims: Mapping[str, Claim]
    accounts: Mapping[int, Account]

    def worked(self, code: str) -> Worked:
        """One claim worked out."""
        return self.account_of(code).claims[code]

    def account_of(self, code: str) -> Account:
        """The account of the firm that made a claim."""
        return self.accounts[self.claims[code].filer.key]


def read_claims(
    session: Session,
    on: date,
    *,
    filer_id: int | None = None,
    beside: Collection[int] = (),
) -> Claims:
    """The verified claims that were known on the day ``on``, worked out firm by firm.

    ``beside`` names revisions that are looked at as if they were verified, each in the place
    of the version that counts.
    """
    wanted = as_known(on, frozen_at(session, on)) & col(Revision.valid_from).is_not(None)
    query = (
        select(Instrument, Revision, Party, TaxClaimTerms)
        .join(Revision, col(Revision.instrument_id) == col(Instrument.id))
        .join(Party, col(Party.id) == col(Instrument.filer_id))
        .join(TaxClaimTerms, col(TaxClaimTerms.revision_id) == col(Revision.id))
        .where(Instrument.kind == Kind.TAX_CLAIM, wanted | col(Revision.id).in_(beside))
        .order_by(col(Instrument.code))
    )
    if filer_id is not None:
        query = query.where(Instrument.filer_id == filer_id)
    rows = sorted(session.exec(query), key=lambda row: row[1].key in beside)
    latest = {row[0].code: row for row in rows}
    claims = _claims(session, [row for row in latest.values() if not row[1].is_withdrawal])
    return _accounts(session, claims, read_book(session, on))


def _accounts(session: Session, claims: Mapping[str, Claim], book: LawBook) -> Claims:
    firms: dict[int, list[Claim]] = defaultdict(list)
    for claim in claims.values():
        firms[claim.filer.key].append(claim)
    accounts = {}
    for key, own in firms.items():
        found = account([claim.fact for claim in own], book)
        accounts[key] = _with_unlinked(session, key, own, found)
    return Claims(book, claims, accounts)


def _claims(session: Session, rows: Iterable[Any]) -> dict[str, Claim]:
    listed = list(rows)
    keys = [revision.key for _, revision, _, _ in listed]
    supports = _parts(session, ClaimSupport, keys)
    carried = _parts(session, ClaimCarried, keys)
    clawbacks = _parts(session, ClaimClawback, keys)
    return {
        instrument.code: Claim(
            instrument,
            revision,
            filer,
            terms,
            supports[revision.key],
            fact_of(
                instrument.code,
                revision.amount_won,
                terms,
                supports[revision.key],
                carried[revision.key],
                clawbacks[revision.key],
            ),
        )
        for instrument, revision, filer, terms in listed
    }


def _parts(session: Session, table: type[Part], keys: Collection[int]) -> dict[int, list[Part]]:
    found: dict[int, list[Part]] = defaultdict(list)
    for some in chunks(list(keys)):
        query = select(table).where(col(table.revision_id).in_(some))
        for row in session.exec(query.order_by(col(table.id))):
            found[row.revision_id].append(row)
    return found


def parts_of_claim(session: Session, revision_id: int) -> dict[str, list[Any]]:
    """The rows of one version of a claim, by the name of their list."""
    keys = [revision_id]
    return {
        "supports": _parts(session, ClaimSupport, keys)[revision_id],
        "carried": _parts(session, ClaimCarried, keys)[revision_id],
        "clawbacks": _parts(session, ClaimClawback, keys)[revision_id],
    }


def fact_of(
    code: str,
    claimed_won: int | None,
    terms: Any,
    supports: Iterable[Any],
    carried: Iterable[Any] = (),
    clawbacks: Iterable[Any] = (),
) -> ClaimFact:
    """A claim as the arithmetic sees it, from rows or from an input of the same names."""
    deducted = list(supports)
    return ClaimFact(
        key=code,
        opens_on=terms.opens_on,
        closes_on=terms.closes_on,
        provision=terms.provision,
        tier=terms.tier,
        size=terms.firm_size,
        investment=Investment(
            invested_won=terms.invested_won,
            prior_won=(terms.prior1_won, terms.prior2_won, terms.prior3_won),
            supports=tuple(Support(one.item, one.amount_won) for one in deducted),
            place=_place(terms),
            revenue_won=terms.revenue_won,
        ),
        claimed_won=claimed_won,
        allowed_won=terms.allowed_won,
        tax_base_won=terms.tax_base_won,
        computed_tax_won=terms.computed_tax_won,
        other_relief_won=terms.other_relief_won,
        carried=tuple(Carried(one.origin_year, one.provision, one.unused_won) for one in carried),
        clawbacks=tuple(_clawback(one, terms.filed_on) for one in clawbacks),
        records=tuple(one.record for one in deducted),
    )


def _place(terms: Any) -> Place:
    return Place(
        site=terms.site,
        is_sme=terms.firm_size is FirmSize.SME,
        since_1989=terms.since_1989,
        is_expansion=terms.is_expansion,
        in_complex=terms.in_complex,
        is_listed=terms.is_listed,
    )


def _clawback(one: Any, filed_on: date | None) -> Clawback:
    return Clawback(
        credit_won=one.credit_won,
        cause=one.cause,
        asset=one.asset,
        completed_on=one.completed_on,
        happened_on=one.happened_on,
        claimed_on=filed_on,
        repaid_on=one.repaid_on,
    )


def _with_unlinked(session: Session, filer_id: int, own: list[Claim], found: Account) -> Account:
    """The account, saying where the firm has grants that no claim of the year deducts."""
    granted = granted_pledges(session, filer_id)
    claims = dict(found.claims)
    for claim in own:
        year, code = claim.fact.year, claim.instrument.code
        open_ones = [
            Caution("support_not_deducted", {"code": pledge})
            for pledge, (first, last) in granted.items()
            if first <= year <= last and pledge not in claim.fact.records
        ]
        if open_ones:
            one = claims[code]
            claims[code] = replace(one, cautions=(*one.cautions, *open_ones))
    return replace(found, claims=claims)


def granted_pledges(session: Session, filer_id: int) -> dict[str, tuple[int, int]]:
    """The firm's own verified pledges with a public grant or a policy loan, and their years."""
    query = (
        select(Instrument.code, PledgeTerms.period_start, PledgeTerms.period_end)
        .join(Revision, col(Revision.instrument_id) == col(Instrument.id))
        .join(PledgeTerms, col(PledgeTerms.revision_id) == col(Revision.id))
        .where(Instrument.filer_id == filer_id, Instrument.kind == Kind.PLEDGE)
        .where(col(Revision.state).in_(COUNTED_STATES))
        .where((col(PledgeTerms.public_grant_won) > 0) | (col(PledgeTerms.policy_loan_won) > 0))
    )
    return {
        code: (first, last)
        for code, first, last in session.exec(query)
        if first is not None and last is not None
    }
