"""What is typed of somebody who is to sign in; the same for the page and the command line."""

from typing import Annotated

from pydantic import AfterValidator, Field, model_validator

from models.inputs import Input, clean, refused
from models.vocabulary import Role


class UserInput(Input):
    """Somebody who is to sign in; company users name their party, and nobody else does."""

    email: Annotated[str, Field(max_length=200, pattern=r"^[^@\s]+@[^@\s]+\.[^@\s.]+$")]
    name: Annotated[str, Field(min_length=1, max_length=100), AfterValidator(clean)]
    role: Role
    party: str = ""

    @model_validator(mode="after")
    def _party_of_companies(self) -> "UserInput":
        if (self.role is Role.COMPANY) != bool(self.party):
            raise refused("party_of_companies", field="party")
        return self
