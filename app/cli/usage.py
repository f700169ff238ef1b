"""What is wrong with how a command was typed, in Korean before click's English."""

from pathlib import Path
from typing import Any

import click


class NewWorkbook(click.Path):
    """A path that ends in .xlsx, in a folder that exists: known before any work is done."""

    def __init__(self) -> None:
        super().__init__(dir_okay=False, writable=True, path_type=Path)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """The path. Fails where no workbook can be written."""
        path = Path(str(super().convert(value, param, ctx)))
        if path.suffix.lower() != ".xlsx":
            self.fail(f"'{path}' does not end in .xlsx.", param, ctx)
        if not path.parent.is_dir():
            self.fail(f"the folder '{path.parent}' does not exist.", param, ctx)
        return path


def in_korean(error: click.UsageError) -> str:
    """What to type instead."""
    if isinstance(error, click.MissingParameter):
        return "값이 빠졌습니다. 아래에 적힌 것을 더해 주세요."
    if isinstance(error, click.BadParameter) and error.param is not None:
        return _typed(error.param.type)
    return "명령을 읽을 수 없습니다. 위의 사용법을 확인해 주세요."


def _typed(kind: Any) -> str:
    match kind:
        case click.Choice():
            return f"다음 가운데 하나를 적어 주세요: {', '.join(map(str, kind.choices))}."
        case click.IntRange():
            return f"{kind.min}부터 {kind.max}까지의 정수를 적어 주세요."
        case click.DateTime():
            return "오늘까지의 날짜를 2026-11-22처럼 적어 주세요."
        case NewWorkbook():
            return "있는 폴더 안의 .xlsx 파일 이름을 적어 주세요."
        case click.Path():
            return "있는 파일의 경로를 적어 주세요."
    return "값을 읽을 수 없습니다. 아래 설명을 보고 고쳐 주세요."
