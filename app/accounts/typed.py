"""A user as somebody typed them, on the page or at the command line: one schema, one wording."""

from collections.abc import Mapping
from typing import Final

from pydantic import ValidationError

from app.i18n import Language
from app.messages.words import Said
from models.user_input import UserInput

WRONG: Final[Mapping[str, Said]] = {
    "email": Said(
        "로그인에 쓸 이메일 주소를 적어 주세요(예: hong@example.go.kr).",
        "Please write the e-mail address for signing in (for example hong@example.go.kr).",
    ),
    "name": Said("사용자의 이름을 적어 주세요.", "Please write the user's name."),
    "role": Said("역할을 골라 주세요.", "Please choose a role."),
    "party": Said(
        "기업 담당자에게만, 그리고 반드시 기업을 적어 주세요.",
        "Please name a company for company users, and for them only.",
    ),
}


class BadUser(Exception):
    """What cannot be read, by field."""

    def __init__(self, fields: list[str]) -> None:
        super().__init__(", ".join(fields))
        self.fields = fields

    def said(self, lang: Language) -> dict[str, str]:
        """A sentence a field, in their order on the page."""
        return {name: WRONG[name].to(lang) for name in WRONG if name in self.fields}


def read_user(typed: Mapping[str, str]) -> UserInput:
    """The user that was typed. Raises BadUser."""
    try:
        return UserInput(**{name: typed.get(name, "") for name in UserInput.model_fields})
    except ValidationError as error:
        raise BadUser(
            [str(one["loc"][0]) if one["loc"] else "party" for one in error.errors()]
        ) from None
