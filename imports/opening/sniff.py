"""What a file is, by its content and not by its name."""

import io
import zipfile
from enum import StrEnum
from typing import Final

from imports.opening import compound
from imports.opening.refusals import FileRefused

ZIP, PDF = b"PK\x03\x04", b"%PDF-"
_ENCRYPTED: Final = {"EncryptedPackage", "EncryptionInfo"}
_HTML: Final = (b"<!doctype html", b"<html", b"<table", b"<head", b"<body", b"<meta", b"<style")
_SPREADSHEET_XML: Final = b"urn:schemas-microsoft-com:office:spreadsheet"
_WIDE: Final = (b"\xff\xfe", b"\xfe\xff")
_PLAIN: Final = bytes(range(32, 127)) + b"\t\r\n\f"
_STRANGE: Final = bytes(set(range(32)) - set(_PLAIN)) + b"\x7f"


class Form(StrEnum):
    """A form in which a file may hold tables; .xlsx and .xlsm are one."""

    XLSX = "xlsx"
    XLSB = "xlsb"
    ODS = "ods"
    XLS = "xls"
    TEXT = "csv"


_WORKBOOKS: Final = {
    "xl/workbook.xml": Form.XLSX,
    "xl/workbook.bin": Form.XLSB,
    "content.xml": Form.ODS,
}


def form_of(data: bytes) -> Form:
    """The form of a file. Raises FileRefused with the name of what it is instead."""
    if not data.strip(b"\0 \t\r\n\xef\xbb\xbf"):
        raise FileRefused("file_empty", size=len(data))
    if data.startswith(ZIP):
        return _form_of_archive(data)
    if data.startswith(compound.MAGIC):
        return _form_of_compound(data)
    if data.startswith(PDF):
        raise FileRefused("file_pdf")
    start = data[:4096].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if start.startswith(_HTML) or (start.startswith(b"<!--") and b"<html" in start):
        raise FileRefused("file_html")
    if _SPREADSHEET_XML in start:
        raise FileRefused("file_spreadsheet_xml")
    _require_text(data)
    return Form.TEXT


def opened(data: bytes) -> zipfile.ZipFile:
    """The archive. Raises FileRefused where its directory cannot be read."""
    try:
        return zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError):
        raise FileRefused("file_damaged") from None


def _form_of_archive(data: bytes) -> Form:
    with opened(data) as archive:
        names = {name.lower() for name in archive.namelist()}
    form = next((form for name, form in _WORKBOOKS.items() if name in names), None)
    if form is None:
        raise FileRefused("file_no_workbook")
    return form


def _form_of_compound(data: bytes) -> Form:
    names = compound.Compound(data).names
    if names & _ENCRYPTED:
        raise FileRefused("file_encrypted")
    if not names & set(compound.WORKBOOKS):
        raise FileRefused("file_unknown")
    return Form.XLS


def _require_text(data: bytes) -> None:
    """Refuse what no editor would show as text, and text with NUL bytes by its own name."""
    if data.startswith(_WIDE):
        return
    start = data[:65_536].rstrip(b"\x1a")
    if len(start.translate(None, _STRANGE.replace(b"\0", b""))) < len(start):
        raise FileRefused("file_unknown")
    if b"\0" in data:
        raise FileRefused("file_nul")
