"""Refusals and faults as pages: why, and what to do."""

import logging
import secrets
from typing import NamedTuple

from flask import Flask, g, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from flask_login import current_user
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import IntegrityError
from werkzeug.exceptions import HTTPException

from app.accounts.identity import viewer
from app.i18n import language
from app.messages import label, registry_error
from models.errors import (
    ChangedMeanwhile,
    NotFound,
    NotPermitted,
    NotPublished,
    PreviewOutdated,
    ProposalGone,
    RegistryError,
)
from models.vocabulary import Role

log = logging.getLogger("app")

STATUS_OF = {
    NotFound: 404,
    ProposalGone: 404,
    NotPermitted: 403,
    NotPublished: 403,
    ChangedMeanwhile: 409,
    PreviewOutdated: 409,
}


class Words(NamedTuple):
    """What a page about a refusal says."""

    title: str
    text: str


def init_app(app: Flask) -> None:
    """Turn every exception that leaves a view into a page."""
    app.register_error_handler(CSRFError, stale_form)
    app.register_error_handler(HTTPException, refused)
    app.register_error_handler(RegistryError, against_the_rules)
    app.register_error_handler(IntegrityError, raced)
    app.register_error_handler(Exception, fault)


def refused(error: HTTPException) -> ResponseReturnValue:
    """The page of a status that the framework or a view raised."""
    status = error.code or 500
    if status < 400:
        return error.get_response()
    return _page(status, _words(status))


def stale_form(_error: CSRFError) -> ResponseReturnValue:
    """The form's token is not of this session; what keeps a typed form gets a new one."""
    if request.headers.get("HX-Request") == "true" and request.form.get("go") == "keep":
        return render_template("shared/_new_token.html")
    title = gettext("화면이 오래되어 저장하지 못했습니다")
    text = gettext("앞 화면으로 돌아가 새로 고친 뒤 다시 제출해 주세요. 바뀐 것은 없습니다.")
    return _page(400, Words(title, text))


def against_the_rules(error: RegistryError) -> ResponseReturnValue:
    """A refusal that no view could show beside a field."""
    status = next((code for kind, code in STATUS_OF.items() if isinstance(error, kind)), 422)
    title, text = _words(status).title, registry_error(error, language())
    if status == 404 and _is_company():
        text = f"{text} {_own_only()}"
    return _page(status, Words(title, text))


def raced(_error: IntegrityError) -> ResponseReturnValue:
    """Two requests wanted the same row; the database let one of them pass."""
    return _page(409, _words(409))


def fault(_error: Exception) -> ResponseReturnValue:
    """Something that should not happen: a number to name it by, and nothing was stored."""
    number = secrets.token_hex(4)
    log.exception("fault", extra={"fault": number})
    text = gettext(
        "저장된 것은 없습니다. 잠시 뒤 다시 해 보시고, 계속되면 오류 번호 %(number)s을(를) "
        "관리자에게 알려 주세요.",
        number=number,
    )
    return _page(500, Words(_words(500).title, text))


def _page(status: int, words: Words) -> ResponseReturnValue:
    return render_template("errors/error.html", status=status, words=words), status


def _words(status: int) -> Words:
    known = {
        400: lambda: Words(
            gettext("요청을 읽을 수 없습니다"),
            gettext("주소를 확인하거나 앞 화면에서 다시 시도해 주세요."),
        ),
        403: lambda: Words(gettext("이 화면을 볼 권한이 없습니다"), _who_may()),
        404: lambda: Words(
            gettext("찾는 화면이나 자료가 없습니다"),
            gettext("주소를 확인하거나 기업명, 계획 번호로 검색해 주세요."),
        ),
        405: lambda: Words(
            gettext("이 주소로는 할 수 없는 일입니다"),
            gettext("앞 화면으로 돌아가 단추로 다시 시도해 주세요."),
        ),
        409: lambda: Words(
            gettext("다른 사람이 먼저 바꾸었습니다"),
            gettext("최신 내용을 열어 확인한 뒤 다시 시도해 주세요. 바뀐 것은 없습니다."),
        ),
        413: lambda: Words(
            gettext("파일이 너무 큽니다"),
            gettext("64MB보다 작은 파일로 나누어 올려 주세요."),
        ),
        415: lambda: Words(
            gettext("읽을 수 없는 형식의 파일입니다"),
            gettext("엑셀, 오픈도큐먼트, CSV 파일을 올려 주세요."),
        ),
        422: lambda: Words(
            gettext("규칙에 맞지 않아 처리하지 못했습니다"),
            gettext("앞 화면에서 내용을 고쳐 다시 제출해 주세요."),
        ),
        429: lambda: Words(
            gettext("요청이 너무 잦습니다"), gettext("잠시 뒤에 다시 시도해 주세요.")
        ),
    }
    unknown = Words(gettext("처리하지 못했습니다"), gettext("잠시 뒤에 다시 시도해 주세요."))
    return known[status]() if status in known else unknown


def _is_company() -> bool:
    return bool(current_user.is_authenticated) and viewer().role is Role.COMPANY


def _own_only() -> str:
    """What a company reads of any record that is not its own, whether or not there is one."""
    return str(
        gettext(
            "기업은 자기 회사의 자료만 열 수 있습니다. 우리 회사 자료인데 열리지 않으면 "
            "담당 공무원에게 문의해 주세요."
        )
    )


def _who_may() -> str:
    roles = [label(role, language()) for role in getattr(g, "needed_roles", [])]
    if not roles:
        return str(gettext("이 자료는 담당 기관이나 담당 공무원만 볼 수 있습니다."))
    return str(
        gettext(
            "%(roles)s만 열 수 있습니다. 필요하면 관리자에게 역할을 요청해 주세요.",
            roles=", ".join(roles),
        )
    )
