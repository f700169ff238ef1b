"""What the registry refuses: one family, each with a code and the values behind it."""

from collections.abc import Sequence


class RegistryError(Exception):
    """A change that the rules of the registry refuse.

    ``code`` names the sentence shown to the user; ``values`` fill it.
    """

    code = "refused"

    def __init__(self, **values: object) -> None:
        super().__init__(f"{self.code}: {values}")
        self.values = values


class StepNotAllowed(RegistryError):
    """The action does not lead on from the record's state."""

    code = "step_not_allowed"


class MakerIsChecker(RegistryError):
    """Nobody verifies what they made themselves."""

    code = "maker_is_checker"


class NotPermitted(RegistryError):
    """The role does not include this action."""

    code = "not_permitted"


class ReasonNeeded(RegistryError):
    """The action needs a reason in words."""

    code = "reason_needed"


class ChangedMeanwhile(RegistryError):
    """Somebody else changed the record since it was opened."""

    code = "changed_meanwhile"


class PreviewOutdated(RegistryError):
    """The registry has moved since a workbook was compared with it."""

    code = "preview_outdated"


class NotFound(RegistryError):
    """There is no such record, or not for this user."""

    code = "not_found"


class AlreadyApplied(RegistryError):
    """The workbook was confirmed before; nothing was written a second time."""

    code = "already_applied"


class HasErrors(RegistryError):
    """A workbook with errors cannot be confirmed."""

    code = "has_errors"


class NothingToSubmit(RegistryError):
    """The workbook holds nothing new and nothing changed."""

    code = "nothing_to_submit"


class Duplicate(RegistryError):
    """A record with this identity exists."""

    code = "duplicate"


class FilterNameTaken(RegistryError):
    """The same user has a filter of that name for the list."""

    code = "filter_name_taken"


class VersionOpen(RegistryError):
    """A version of the record is drafted or waits; it is finished before another begins."""

    code = "version_open"


class SameValue(RegistryError):
    """The record says so already."""

    code = "same_value"


class DoesNotFit(RegistryError):
    """The record cannot take the value: ``complaint`` names the rule, ``field`` the field.

    ``about`` fills the sentence of the rule.
    """

    code = "does_not_fit"


class MovedMeanwhile(RegistryError):
    """Some of the records that were checked are not what they were; ``codes`` names them."""

    code = "moved_meanwhile"


class TooManyRecords(RegistryError):
    """More records than one change takes."""

    code = "too_many_records"


class ScopeNotLater(RegistryError):
    """A row of the scope table begins after the row that it closes."""

    code = "scope_not_later"


class ScopeWaiting(RegistryError):
    """A proposed row for the same place waits for its second person."""

    code = "scope_waiting"


class SettingNotLater(RegistryError):
    """A row of the tax settings begins before the row that it would close."""

    code = "setting_not_later"


class SettingWaiting(RegistryError):
    """A proposed tax setting for the same place waits for its second person."""

    code = "setting_waiting"


class SupportNotFitting(RegistryError):
    """A claim deducts support that no registered loan, fund or pledge of that kind gave."""

    code = "support_not_fitting"


class ExchangeRateWaiting(RegistryError):
    """A proposed rate for the same currency and day waits for its second person."""

    code = "exchange_rate_waiting"


class ExchangeRateAhead(RegistryError):
    """No exchange rate is known for a day that has not come."""

    code = "exchange_rate_ahead"


class FinancingNotFitting(RegistryError):
    """A pledge is financed by a record that is not registered or not of that kind."""

    code = "financing_not_fitting"


class FinancingAboveRecord(RegistryError):
    """Pledges together have more money from a loan, fund or programme than it has."""

    code = "financing_above_record"


class TargetNotLater(RegistryError):
    """A target begins before the one that it closes."""

    code = "target_not_later"


class TargetWaiting(RegistryError):
    """A proposed row of the same reference waits for its second person."""

    code = "target_waiting"


class FundLoop(RegistryError):
    """Funds that commit to each other in a circle, ``chain``, have nobody behind them."""

    code = "fund_loop"

    def __init__(self, chain: Sequence[str]) -> None:
        super().__init__(chain=list(chain))
        self.chain = tuple(chain)


class PartLoop(RegistryError):
    """Records that contain each other in a circle have no whole."""

    code = "part_loop"


class VerifierIsCertifier(RegistryError):
    """A third person certifies: neither who made a record nor who verified it."""

    code = "verifier_is_certifier"


class PeriodExists(RegistryError):
    """A reporting period ends on that day, or a later one is there already."""

    code = "period_exists"


class PeriodOrder(RegistryError):
    """Periods are closed from the earliest on, and opened again from the latest back."""

    code = "period_order"


class PeriodNotOver(RegistryError):
    """A period is closed after its last day."""

    code = "period_not_over"


class PeriodNotCertified(RegistryError):
    """Records of the period are left that whoever closes it may not certify."""

    code = "period_not_certified"


class PeriodWaiting(RegistryError):
    """A step of the period waits for its second person."""

    code = "period_waiting"


class NotPublished(RegistryError):
    """The figures of a closed day wait to be published, and the viewer reads them then."""

    code = "not_published"


class WholeOfAnotherKind(RegistryError):
    """A record is part of a record of its own kind; ``whole`` says what the named one is."""

    code = "whole_of_another_kind"


class ColleagueNeeded(RegistryError):
    """A second user of the company signs off, never the one who wrote it."""

    code = "colleague_needed"


class TooFewUsers(RegistryError):
    """A company with one user has nobody to be the second person."""

    code = "too_few_users"


class NotTwo(RegistryError):
    """A decision on duplicates is about two records, and one of them is kept."""

    code = "not_two"


class LedgerElsewhere(RegistryError):
    """The lender keeps the ledger and tells balances, or tells entries and no balances."""

    code = "ledger_elsewhere"


class TermsUnknown(RegistryError):
    """Nothing can be scheduled or estimated while terms of the loan are not stated."""

    code = "terms_unknown"


class DiscountRateMissing(RegistryError):
    """No confirmed discount rate holds for this purpose on that day."""

    code = "discount_rate_missing"


class DiscountRateWaiting(RegistryError):
    """A proposed rate for the same purpose and lender waits for its second person."""

    code = "discount_rate_waiting"


class ProposalGone(RegistryError):
    """Nothing is overdue there any more: the facts changed."""

    code = "proposal_gone"


class ChangeWaiting(RegistryError):
    """A change of the record waits already; another would replace it unseen."""

    code = "change_waiting_already"


class DeferralNotLater(RegistryError):
    """A deferral names a day that has not come yet."""

    code = "deferral_not_later"


class DraftTooLong(RegistryError):
    """A form holds more text than is kept while it is typed."""

    code = "draft_too_long"


ERRORS: tuple[type[RegistryError], ...] = (
    StepNotAllowed,
    MakerIsChecker,
    NotPermitted,
    ReasonNeeded,
    ChangedMeanwhile,
    PreviewOutdated,
    NotFound,
    AlreadyApplied,
    HasErrors,
    NothingToSubmit,
    Duplicate,
    FilterNameTaken,
    VersionOpen,
    SameValue,
    DoesNotFit,
    MovedMeanwhile,
    TooManyRecords,
    ScopeNotLater,
    ScopeWaiting,
    SettingNotLater,
    SettingWaiting,
    SupportNotFitting,
    ExchangeRateWaiting,
    ExchangeRateAhead,
    FinancingNotFitting,
    FinancingAboveRecord,
    FundLoop,
    PartLoop,
    NotTwo,
    LedgerElsewhere,
    TermsUnknown,
    DiscountRateMissing,
    DiscountRateWaiting,
    TargetNotLater,
    TargetWaiting,
    VerifierIsCertifier,
    PeriodExists,
    PeriodOrder,
    PeriodNotOver,
    PeriodNotCertified,
    PeriodWaiting,
    NotPublished,
    ProposalGone,
    ChangeWaiting,
    DeferralNotLater,
    WholeOfAnotherKind,
    ColleagueNeeded,
    TooFewUsers,
    DraftTooLong,
)
