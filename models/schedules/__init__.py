"""Schedules of loans: dated, exact to the won, without a database."""

from models.schedules.calendar import due_dates
from models.schedules.day_count import DayCount, year_fraction
from models.schedules.present_value import Flow, discounted, grant_element
from models.schedules.schedule import (
    BadTerms,
    Instalment,
    LoanPlan,
    Payment,
    Profile,
    RateChange,
    schedule,
)

__all__ = [
    "BadTerms",
    "DayCount",
    "Flow",
    "Instalment",
    "LoanPlan",
    "Payment",
    "Profile",
    "RateChange",
    "discounted",
    "due_dates",
    "grant_element",
    "schedule",
    "year_fraction",
]
