"""What is wrong with a file or a sheet of a workbook, and what would be right."""

from app.messages.cells import CELLS, ROWS
from app.messages.words import Said

SAVE_AS = (
    "엑셀에서 열어 ‘Excel 통합 문서(.xlsx)’로 저장한 뒤 올려 주세요.",
    "please open it in Excel, save it as .xlsx and upload that.",
)


def _no_table(ko: str, en: str) -> Said:
    return Said(f"{ko} 파일입니다. {SAVE_AS[0]}", f"This is {en}; {SAVE_AS[1]}")


FILES = {
    "file_empty": Said(
        "빈 파일입니다({size:count}바이트). 내용을 저장한 뒤 다시 올려 주세요.",
        "The file is empty ({size:count} bytes); please save its content and upload it again.",
    ),
    "file_too_large": Said(
        "파일이 {size:size}로 너무 큽니다. {most:size}보다 작게 나누어 올려 주세요.",
        "The file has {size:size}; please split it into files below {most:size}.",
    ),
    "file_damaged": Said(
        "파일이 손상되어 읽을 수 없습니다. 엑셀에서 열어 다시 저장한 뒤 올려 주세요.",
        "The file is damaged; please open it in Excel, save it again and upload that.",
    ),
    "file_encrypted": Said(
        "암호가 걸린 파일입니다. 암호를 풀고 저장한 뒤 올려 주세요.",
        "The file is encrypted; please remove the password and upload it again.",
    ),
    "file_html": _no_table("엑셀이 아닌 HTML", "an HTML page, not a workbook"),
    "file_pdf": _no_table("PDF", "a PDF"),
    "file_spreadsheet_xml": _no_table("XML 스프레드시트", "an XML spreadsheet"),
    "file_no_workbook": _no_table("통합 문서가 없는 압축", "an archive without a workbook"),
    "file_unknown": _no_table("알 수 없는 형식의", "a file of an unknown kind"),
    "file_nul": Said(
        "글 사이에 NUL 문자(00)가 든 파일이라 믿고 읽을 수 없습니다. "
        "‘CSV UTF-8’로 다시 저장한 뒤 올려 주세요.",
        "The text holds NUL characters (00) and cannot be trusted; "
        "please save it again as CSV UTF-8.",
    ),
    "file_too_many_parts": Said(
        "파일 안의 조각이 {found:count}개로 너무 많습니다({most:count}개까지). "
        "새 통합 문서에 값만 붙여 넣어 올려 주세요.",
        "The file has {found:count} parts (at most {most:count}); "
        "please paste the values into a new workbook.",
    ),
    "file_duplicate_parts": Said(
        "같은 이름의 조각이 두 번 든 파일입니다. 새 통합 문서에 값만 붙여 넣어 올려 주세요.",
        "The file holds one part twice; please paste the values into a new workbook.",
    ),
    "file_inflates": Said(
        "압축을 풀면 {most:size}보다 커지는 파일입니다. 나누어 올려 주세요.",
        "The file unpacks to more than {most:size}; please split it.",
    ),
    "file_encoding": Said(
        "글자 부호({found})를 읽을 수 없습니다. 엑셀에서 다시 저장한 뒤 올려 주세요.",
        "Its character encoding ({found}) is not supported; please save it again in Excel.",
    ),
    "file_dtd": Said(
        "엑셀이 만들지 않는 선언(DTD)이 든 파일입니다. 엑셀에서 다시 저장한 뒤 올려 주세요.",
        "It holds a declaration (DTD) that Excel never writes; please save it again in Excel.",
    ),
    "file_long_text": Said(
        "한 칸의 글이 너무 깁니다({most:count}자까지). 줄여서 올려 주세요.",
        "A cell holds more than {most:count} characters; please shorten it.",
    ),
    "file_long_line": Said(
        "한 줄이 {most:size}보다 깁니다. 줄이 나뉜 표인지 확인해 주세요.",
        "One line is longer than {most:size}; please check that the table has lines.",
    ),
    "file_forged": Said(
        "파일이 말하는 크기({found:count})와 실제({real:count})가 다릅니다. "
        "엑셀에서 다시 저장한 뒤 올려 주세요.",
        "The file states {found:count} but holds {real:count}; please save it again in Excel.",
    ),
    "file_too_many_strings": Said(
        "서로 다른 글이 {found:count}개로 너무 많습니다({most:count}개까지). 나누어 올려 주세요.",
        "The file holds {found:count} texts (at most {most:count}); please split it.",
    ),
    "file_too_many_cells": Said(
        "칸이 {found:count}개로 너무 많습니다({most:count}개까지). 나누어 올려 주세요.",
        "The file has {found:count} cells (at most {most:count}); please split it.",
    ),
    "file_too_many_columns": Said(
        "열이 {found:count}개로 너무 많습니다({most:count}개까지). 쓰지 않는 열을 지워 주세요.",
        "A sheet has {found:count} columns (at most {most:count}); please delete unused ones.",
    ),
    "file_too_many_rows": Said(
        "줄이 {found:count}개로 너무 많습니다({most:count}개까지). 나누어 올려 주세요.",
        "A sheet has {found:count} rows (at most {most:count}); please split it.",
    ),
    "file_grid": Said(
        "표가 {columns:count}열 × {rows:count}줄입니다. 쓰지 않는 줄과 열을 지워 주세요.",
        "A sheet spans {columns:count} columns × {rows:count} rows; "
        "please delete unused rows and columns.",
    ),
    "file_too_many_merges": Said(
        "합친 칸이 너무 많습니다({most:count}개까지). 칸 병합을 풀어 주세요.",
        "Too many merged cells (at most {most:count}); please unmerge them.",
    ),
    "file_covered": Said(
        "합친 칸과 링크가 {found:count}칸을 덮습니다({most:count}칸까지). "
        "시트 전체의 칸 병합이나 링크를 풀어 주세요.",
        "Merged cells and links cover {found:count} cells (at most {most:count}); "
        "please undo merges and links over a whole sheet.",
    ),
    "file_too_demanding": Said(
        "읽는 데 시간이나 기억 장치가 너무 많이 드는 파일입니다. 나누어 올려 주세요.",
        "Reading the file takes too much time or memory; please split it.",
    ),
    "unknown_workbook": Said(
        "어느 양식인지 알 수 없습니다. 시트 이름을 양식과 같게 해 주세요: {known}",
        "No template has these sheets; please name them as in the template: {known}.",
    ),
    "external_links": Said(
        "다른 파일을 가리키는 연결이 있습니다. 저장된 값만 읽었습니다.",
        "The file links to others; only the stored values were read.",
    ),
    "embedded_files": Said(
        "파일 안에 든 다른 파일은 읽지 않았습니다. 근거 자료는 주소로 적어 주세요.",
        "Files inside the workbook were not read; please name evidence by its address.",
    ),
    "macros": Said(
        "매크로가 든 파일입니다. 매크로는 실행하지 않고 칸의 값만 읽었습니다.",
        "The file holds macros; they were not run, only the values of cells were read.",
    ),
    "single_table": Said(
        "표가 하나인 파일이라 다음 시트는 적지 않은 것으로 읽었습니다: {sheets}",
        "The file holds one table; these sheets were read as not stated: {sheets}.",
    ),
    "template_version": Said(
        "이전 양식({found})입니다. 다음에는 새 양식을 내려받아 주세요.",
        "This is an earlier template ({found}); please download the new one next time.",
    ),
}

SHEETS = {
    "missing_sheet": Said(
        "‘{expected}’ 시트가 없습니다. 양식의 시트 이름을 바꾸지 마세요"
        "(양식에 없는 시트: {sheets}).",
        "The sheet “{expected}” is missing; please keep the template's names "
        "(sheets that are not in the template: {sheets}).",
    ),
    "header_row_missing": Said(
        "머리글 줄을 찾지 못했습니다. 첫 줄에 다음 열 이름이 있어야 합니다: {columns}",
        "No header row was found; these columns are needed: {columns}.",
    ),
    "missing_column": Said(
        "‘{field}’ 열이 없습니다. 머리글: ‘{expected}’. 비슷한 열: {candidates}",
        "The column “{field}” is missing; its header is “{expected}” (similar: {candidates}).",
    ),
    "unknown_header": Said(
        "알 수 없는 머리글 ‘{value}’입니다. 다음 가운데 하나인가요? {candidates}",
        "The header “{value}” is not known; did you mean one of: {candidates}?",
    ),
    "column_twice": Said(
        "‘{field}’ 열이 두 번 있습니다({other}). 하나만 남겨 주세요.",
        "The column “{field}” occurs twice (also {other}); please keep one.",
    ),
    "unit_unknown": Said(
        "머리글 ‘{value}’의 단위를 알 수 없습니다. 쓸 수 있는 단위: {units}",
        "The unit in the header “{value}” is not known; please use one of: {units}.",
    ),
    "unit_not_stated": Said(
        "‘{field}’ 머리글에 단위가 없습니다. 예: 총액(억원). 쓸 수 있는 단위: {units}",
        "The header “{field}” states no unit, e.g. Amount (KRW 100m). Units: {units}.",
    ),
    "unit_conflict": Said(
        "‘{field}’ 머리글에 서로 다른 단위({units})가 있습니다. 하나만 적어 주세요.",
        "The header “{field}” states several units ({units}); please keep one.",
    ),
    "unit_shift": Said(
        "{rows:count}개 금액이 모두 등록된 값과 {factor:count}배 다릅니다. "
        "머리글의 단위({unit})를 확인해 주세요.",
        "{rows:count} amounts all differ from the register by a factor of {factor:count}; "
        "please check the unit in the header ({unit}).",
    ),
    "extra_column": Said(
        "양식에 없는 열 ‘{value}’의 {rows:count}줄은 읽지 않았습니다.",
        "The column “{value}” is not in the template; its {rows:count} rows were not read.",
    ),
    "absent_columns": Said(
        "다음 열이 없어 비워 둔 것으로 읽었습니다: {headers}",
        "These columns are absent and were read as empty: {headers}.",
    ),
    "hidden_sheet": Said(
        "숨긴 시트입니다. 내용은 읽었습니다.", "The sheet is hidden; it was read all the same."
    ),
    "ignored_sheet": Said(
        "양식에 없는 시트라 {rows:count}줄을 읽지 않았습니다.",
        "The sheet is not in the template; its {rows:count} rows were not read.",
    ),
    "hidden_rows": Said(
        "숨긴 줄 {rows:count}개({first}줄부터)도 읽었습니다. 빼려면 지워 주세요.",
        "{rows:count} hidden rows (from row {first}) were read too; delete them to leave them out.",
    ),
    "hidden_columns": Said(
        "숨긴 열 {columns:count}개({first}열부터)도 읽었습니다. 빼려면 지워 주세요.",
        "{columns:count} hidden columns (from {first}) were read; delete them to leave them out.",
    ),
    "merged_cells": Said(
        "‘{field}’ 열의 합친 칸은 모든 줄에 첫 칸의 값이 있는 것으로 읽었습니다.",
        "Merged cells in “{field}” were read as holding the first value in every row.",
    ),
    "merged_amounts": Said(
        "‘{field}’ 열에 합친 칸이 있습니다. 금액이 두 번 세이지 않도록 첫 줄에만 넣었으니 "
        "줄마다 나누어 적어 주세요.",
        "Amounts are merged in “{field}”; so that nothing counts twice only the first row has it; "
        "please split it by row.",
    ),
}

PROBLEMS = {**FILES, **SHEETS, **CELLS, **ROWS}
"""Every rule of ``imports.problems.RULES`` by its code."""
