"""The bridge between the register's users and the sign-in library."""

from typing import Any, cast

from flask import Flask
from flask_login import current_user
from flask_security import RoleMixin, Security, UserDatastore, UserMixin

from app import store
from models import User
from models.queries.users import user_by_email, user_by_session_key

OPTIONS = {
    "SECURITY_PASSWORD_HASH": "argon2",
    "SECURITY_PASSWORD_SCHEMES": ["argon2"],
    # argon2 salts every password itself; a second, shared salt would only have to be kept.
    "SECURITY_PASSWORD_SINGLE_HASH": {"argon2"},
    "SECURITY_DEFAULT_REMEMBER_ME": False,
    "SECURITY_CLI_USERS_NAME": None,
    "SECURITY_CLI_ROLES_NAME": None,
}


class Account(UserMixin):
    """A user of the register as the sign-in library wants to see one."""

    fs_uniquifier = ""

    def __init__(self, user: User) -> None:
        self.user = user
        self.id = user.key
        self.email = user.email
        self.name = user.name
        self.role = user.role
        self.language = user.language
        self.password = user.password
        self.active = user.active
        self.fs_uniquifier = user.session_key
        self.roles: list[Any] = []


class Accounts(UserDatastore):
    """Finds users; every change to them is a command of the register."""

    def __init__(self) -> None:
        super().__init__(Account, RoleMixin)

    def find_user(self, case_insensitive: bool = False, **named: Any) -> Account | None:
        """The account of that session key or address."""
        with store.reading() as session:
            if "fs_uniquifier" in named:
                user = user_by_session_key(session, str(named["fs_uniquifier"]))
            else:
                user = user_by_email(session, str(named.get("email", "")))
        return None if user is None else Account(user)


def init_app(app: Flask) -> None:
    """Set up password hashing and sessions; pages and routes are our own."""
    app.config.from_mapping(OPTIONS)
    security = Security(app, Accounts(), register_blueprint=False)
    # Nobody is signed in by a token in a header or in an address.
    security.login_manager.request_loader(lambda request: None)


def viewer() -> User:
    """The user behind this request; only where access was checked."""
    return cast(User, current_user.user)
