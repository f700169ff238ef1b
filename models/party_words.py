"""The words of what a party has to do with a record, as codes."""

from enum import StrEnum


class Part(StrEnum):
    """What a party is in a record."""

    FILER = "files"
    PARTICIPANT = "participates"
    INVESTOR = "invests_in_fund"
    INVESTEE = "received_fund_money"
    LENDER = "lends"
    OPERATOR = "operates"
    BENEFICIARY = "benefits"
