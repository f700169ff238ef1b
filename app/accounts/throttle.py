"""How long somebody who mistyped a password waits before the next attempt.

The delay grows per account and address, so that nobody can lock somebody else out; a second
one per address slows down those who try one password on many accounts.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta

from models.commands.sign_ins import account_digest
from models.queries.users import Failure

WINDOW = timedelta(minutes=15)
FREE_PER_ACCOUNT = 4
FREE_PER_ADDRESS = 30
LONGEST = timedelta(minutes=5)


def delay(failures: Iterable[Failure], *, email: str, address: str, now: datetime) -> int:
    """Seconds until the next attempt is looked at; 0 when it may be made now."""
    account = account_digest(email)
    from_here = [failure for failure in failures if failure.address == address]
    on_account = [failure for failure in from_here if failure.account == account]
    ready = max(_ready(on_account, FREE_PER_ACCOUNT), _ready(from_here, FREE_PER_ADDRESS))
    return max(0, round((ready - now.timestamp()) + 0.499))


def _ready(failures: list[Failure], free: int) -> float:
    """The moment after which the next attempt is allowed: 2, 4, 8 … seconds, then five minutes."""
    over = len(failures) - free
    if over < 0:
        return 0.0
    wait = min(2.0 ** min(over + 1, 30), LONGEST.total_seconds())
    return failures[-1].at.timestamp() + wait
