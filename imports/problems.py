"""Problems of a workbook: values, not exceptions, so that a file is read to its end."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Final


class Severity(StrEnum):
    """An error blocks the file; a warning asks for a second look."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: how grave its breach is, and the values that its sentence may name."""

    severity: Severity
    values: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Problem:
    """One breach of a rule: where, which rule, what was found and what would be right.

    ``sheet`` and ``cell`` are empty for the whole file, ``cell`` alone for a whole sheet.
    ``cell`` is Excel's own address. ``values`` always may name the ``field`` of the column.
    """

    sheet: str
    cell: str
    code: str
    value: str = ""
    values: Mapping[str, Any] = field(default_factory=dict)
    expected: str = ""

    @property
    def severity(self) -> Severity:
        """How grave the breach is."""
        return RULES[self.code].severity

    @property
    def is_error(self) -> bool:
        """Whether it blocks the file."""
        return self.severity is Severity.ERROR


def _errors(**rules: tuple[str, ...]) -> dict[str, Rule]:
    return {code: Rule(Severity.ERROR, values) for code, values in rules.items()}


def _warnings(**rules: tuple[str, ...]) -> dict[str, Rule]:
    return {code: Rule(Severity.WARNING, values) for code, values in rules.items()}


RULES: Final[dict[str, Rule]] = {
    # The whole file.
    **_errors(
        file_empty=("size",),
        file_too_large=("size", "most"),
        file_damaged=("part",),
        file_encrypted=(),
        file_html=(),
        file_pdf=(),
        file_spreadsheet_xml=(),
        file_no_workbook=(),
        file_unknown=(),
        file_nul=(),
        file_too_many_parts=("found", "most"),
        file_duplicate_parts=(),
        file_inflates=("most",),
        file_encoding=("found",),
        file_dtd=(),
        file_long_text=("most",),
        file_long_line=("most",),
        file_forged=("found", "real"),
        file_too_many_strings=("found", "most"),
        file_too_many_cells=("found", "most"),
        file_too_many_columns=("found", "most"),
        file_too_many_rows=("found", "most"),
        file_grid=("columns", "rows"),
        file_too_many_merges=("most",),
        file_covered=("found", "most"),
        file_too_demanding=(),
        unknown_workbook=("sheets", "known"),
    ),
    **_warnings(
        external_links=(),
        embedded_files=(),
        macros=(),
        single_table=("sheets",),
        template_version=("found",),
    ),
    # One sheet and its headers.
    **_errors(
        missing_sheet=("sheets",),
        header_row_missing=("columns",),
        missing_column=("field", "header", "candidates"),
        unknown_header=("candidates",),
        column_twice=("field", "other"),
        unit_unknown=("field", "units"),
        unit_not_stated=("field", "units"),
        unit_conflict=("field", "units"),
        unit_shift=("field", "factor", "rows", "unit"),
    ),
    **_warnings(
        extra_column=("rows",),
        absent_columns=("headers",),
        hidden_sheet=(),
        ignored_sheet=("rows",),
        hidden_rows=("rows", "first"),
        hidden_columns=("columns", "first"),
        merged_cells=("field",),
        merged_amounts=("field",),
    ),
    # One cell.
    **_errors(
        required=("field",),
        more_like_it=("field", "rows", "rule"),
        error_cell=("field",),
        formula_without_value=("field",),
        bad_date=("field",),
        year_only=("field",),
        bad_year=("field", "first", "last"),
        bad_number=("field",),
        bad_figure=("field",),
        bad_share=("field",),
        share_range=("field",),
        share_digits=("field",),
        unknown_choice=("field", "choices"),
        amount_unreadable=("field", "detail", "unit"),
        amount_unit_missing=("field", "detail", "unit"),
        amount_order=("field", "detail", "unit"),
        amount_currency=("field", "detail", "unit"),
        amount_range=("field", "detail", "unit"),
        amount_negative=("field", "detail", "unit"),
        amount_fraction=("field", "detail", "unit"),
        amount_too_large=("field", "detail", "unit"),
        amount_required=("field", "detail", "unit"),
        negative=("field", "found"),
        too_long=("field", "most"),
        out_of_range=("field", "least", "most", "above"),
        bad_pattern=("field", "pattern"),
        control_characters=("field",),
        registration_number=("field", "found"),
        not_accepted=("field", "type"),
    ),
    # One row, or rows that belong together.
    **_errors(
        unknown_party=("field", "candidates"),
        not_own_filer=("field", "own"),
        registration_mismatch=("field", "party", "party_en", "registered"),
        duplicate_reference=("field", "first"),
        unknown_reference=("field", "candidates"),
        ambiguous_reference=("field", "cells"),
        unknown_parent=("field", "candidates"),
        parent_loop=("field", "chain"),
        embargo_day=("field",),
        period_order=("field",),
        one_year_period=("field",),
        period_not_over=("field",),
        target_value=("field",),
        target_without_value=("field",),
        target_milestone=("field",),
        target_unit=("field",),
        target_digits=("field",),
        target_size=("field",),
        target_waiting=("field", "reference"),
        target_not_later=("field", "day"),
        unknown_indicator=("field", "known"),
        part_above_total=("field", "found"),
        grace_above_maturity=("field", "found"),
        lines_missing=("field",),
        lines_sum=("field", "total", "found", "difference", "cells"),
        lines_without_total=("field", "cells"),
        line_twice=("field", "first"),
        too_many=("field", "most"),
        firm_needs_evidence=("field", "stage"),
        deferral_stage=("field", "stage"),
        deferral_order=("field", "year"),
        participant_twice=("field", "first"),
        shares_sum=("field", "found", "cells"),
        commitment_twice=("field", "first"),
        budget_twice=("field", "first"),
        one_investor=("field",),
        fund_is_looked_through=("field",),
        fund_loop=("field", "chain"),
        period_amounts_only=("field",),
        commitment_missing=("field",),
        unknown_commitment=("field", "candidates"),
        correction_names_entry=("field",),
        unknown_entry=("field",),
        investments_only=("field",),
        one_investee=("field",),
        investment_missing=("field",),
        funding_term=("field",),
        tranche_twice=("field", "first"),
        tranches_above_total=("field", "found", "cells"),
        instalment_twice=("field", "first"),
        instalments_custom=("field",),
        instalments_sum=("field", "found", "cells"),
        balance_is_running_total=("field",),
        not_of_this_kind=("field",),
        repayment_parts=("field", "total", "found"),
        rate_missing=("field",),
        no_money_moves=("field",),
        reschedule_terms=("field",),
        quarter_end=("field",),
        balance_totals=("field",),
        balance_sum=("field", "total", "found"),
        overdue_day=("field",),
        unknown_tranche=("field", "candidates"),
        ledger_elsewhere=("field", "ledger"),
        claim_is_confidential=("field",),
        consent_missing=("field",),
        tax_year_length=("field", "days"),
        filed_too_early=("field", "day"),
        firm_size_of_group=("field",),
        not_a_credit=("field",),
        area_facts=("field",),
        carried_too_late=("field", "year"),
        support_twice=("field", "first"),
        carried_twice=("field", "first"),
        clawback_twice=("field", "first"),
        unknown_support=("field",),
        guarantee_covers=("field",),
        own_funds_are_own=("field",),
        financing_twice=("field", "first"),
        financing_above_total=("field", "total", "found", "cells"),
        guarantee_above_debt=("field", "total", "found", "cells"),
        financing_differs=("field", "total", "found"),
        unknown_source=("field",),
        foreign_lines_sum=("field", "total", "found", "cells"),
        rate_without_foreign=("field",),
        rate_not_needed=("field",),
        rate_after_known=("field", "day"),
        source_exhausted=("field", "total", "found"),
        duplicate_entry=("field", "first"),
        entry_changed=("field", "old", "new"),
        entry_withdrawn=("field",),
        amount_scale=("field", "stated", "text", "factor"),
        parts_not_in_file=("field", "parts"),
    ),
    **_warnings(
        amount_text_differs=("field", "stated", "text"),
        amount_power_of_ten=("field", "old", "new", "factor"),
        no_registration_number=("field", "party", "party_en"),
        possible_duplicate=("field", "others"),
        stage_backwards=("field", "old", "new"),
    ),
}
"""Every rule by its code."""
