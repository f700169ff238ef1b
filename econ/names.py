"""The closed lists of names that inputs, parameters and results share."""

PLAYERS = ("pledge", "tax_incentive", "fund", "loan")
STATUSES = ("intent", "announced", "board", "contracted", "in_progress", "completed", "cancelled")
SIZES = ("large", "mid", "sme", "startup")
CATEGORIES = (
    "data_centre",
    "compute",
    "semiconductor",
    "model",
    "network",
    "cloud",
    "robotics",
    "rnd_talent",
    "equity",
    "other_ai",
    "mixed",
)
ASSETS = ("equipment", "structure", "software", "rnd")
GRADES = ("A", "B", "C", "D")
PROFILES = ("equal_principal", "annuity", "bullet", "bullet_capitalised")
SCOPES = ("strict", "broad")
BASES = ("headline", "net")
