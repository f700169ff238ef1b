"""What a file is, by its content and not by its name."""

import io
import zipfile
from typing import Final

from imports.opening.refusals import FileRefused

ZIP, OLE, PDF = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"%PDF-"
_ENCRYPTED: Final = "EncryptedPackage".encode("utf-16-le")
_XLS: Final = ("Workbook".encode("utf-16-le"), "Book".encode("utf-16-le"))
_HTML: Final = (b"<!doctype html", b"<html", b"<table", b"<head", b"<body", b"<meta", b"<style")
_SPREADSHEET_XML: Final = b"urn:schemas-microsoft-com:office:spreadsheet"
_WORKBOOK_TYPES: Final = (
    ("xl/workbook.xml", ""),
    ("xl/workbook.bin", "file_xlsb"),
    ("content.xml", "file_ods"),
)


def require_zip(data: bytes) -> zipfile.ZipFile:
    """The archive of an .xlsx file. Raises FileRefused with the name of what it is instead."""
    if not data.strip(b"\0 \t\r\n"):
        raise FileRefused("file_empty", size=len(data))
    if not data.startswith(ZIP):
        raise FileRefused(_what_else(data))
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError):
        raise FileRefused("file_damaged") from None
    names = {name.lower() for name in archive.namelist()}
    code = next((code for name, code in _WORKBOOK_TYPES if name in names), "file_no_workbook")
    if code:
        raise FileRefused(code)
    return archive


def _what_else(data: bytes) -> str:
    if data.startswith(OLE):
        return _ole(data)
    if data.startswith(PDF):
        return "file_pdf"
    start = data[:4096].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if start.startswith(_HTML) or (start.startswith(b"<!--") and b"<html" in start):
        return "file_html"
    if _SPREADSHEET_XML in start:
        return "file_spreadsheet_xml"
    return "file_csv" if _is_text(data[:65_536]) else "file_unknown"


def _ole(data: bytes) -> str:
    if _ENCRYPTED in data:
        return "file_encrypted"
    return "file_xls" if any(name in data for name in _XLS) else "file_unknown"


def _is_text(data: bytes) -> bool:
    """Text in one of the encodings of Korean files, with something between its values."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return True
    if b"\0" in data:
        return False
    for encoding in ("utf-8", "cp949"):
        for cut in range(3):
            if _decodes(data[: len(data) - cut], encoding):
                return any(mark in data for mark in (b",", b"\t", b";"))
    return False


def _decodes(data: bytes, encoding: str) -> bool:
    try:
        data.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True
