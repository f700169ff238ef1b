"""Every change to the registry: each function changes rows and writes the event, and flushes."""

from models.commands.discount_rates import confirm_rate, decline_rate, propose_rate
from models.commands.drafts import close_draft, keep_draft
from models.commands.exchange_rates import (
    confirm_exchange_rate,
    decline_exchange_rate,
    propose_exchange_rate,
)
from models.commands.instruments import advance, amend
from models.commands.loans import advance_loan, estimate_loan
from models.commands.movements import advance_movement, move, move_many
from models.commands.overdue import accept_proposal, dismiss_proposal
from models.commands.overlap import decide_overlap
from models.commands.parties import register_party
from models.commands.periods import (
    advance_no_change,
    ask_step,
    certify_period,
    decline_step,
    plan_period,
    state_no_change,
    take_step,
)
from models.commands.proposals import propose, propose_many
from models.commands.revise import revise
from models.commands.runs import record_run
from models.commands.saved_filters import (
    change_filter,
    delete_filter,
    save_filter,
    set_default,
)
from models.commands.scope import confirm_scope, decline_scope, propose_scope
from models.commands.sign_off import end_sign_off, keep_sign_off, require_sign_off
from models.commands.submissions import (
    advance_submission,
    close_submission,
    note_upload,
)
from models.commands.targets import confirm_targets, decline_targets, propose_targets
from models.commands.tax_settings import (
    confirm_figures,
    confirm_setting,
    decline_figures,
    decline_setting,
    propose_figures,
    propose_setting,
)
from models.commands.together import propose_together
from models.commands.users import grant_names, register_user, set_active, set_password
from models.commands.withdrawals import propose_withdrawal

__all__ = [
    "accept_proposal",
    "advance",
    "advance_loan",
    "advance_movement",
    "advance_no_change",
    "advance_submission",
    "amend",
    "ask_step",
    "certify_period",
    "change_filter",
    "close_draft",
    "close_submission",
    "confirm_exchange_rate",
    "confirm_figures",
    "confirm_rate",
    "confirm_scope",
    "confirm_setting",
    "confirm_targets",
    "decide_overlap",
    "decline_exchange_rate",
    "decline_figures",
    "decline_rate",
    "decline_scope",
    "decline_setting",
    "decline_step",
    "decline_targets",
    "delete_filter",
    "dismiss_proposal",
    "end_sign_off",
    "estimate_loan",
    "grant_names",
    "keep_draft",
    "keep_sign_off",
    "move",
    "move_many",
    "note_upload",
    "plan_period",
    "propose",
    "propose_exchange_rate",
    "propose_figures",
    "propose_many",
    "propose_rate",
    "propose_scope",
    "propose_setting",
    "propose_targets",
    "propose_together",
    "propose_withdrawal",
    "record_run",
    "register_party",
    "register_user",
    "require_sign_off",
    "revise",
    "save_filter",
    "set_active",
    "set_default",
    "set_password",
    "state_no_change",
    "take_step",
]
