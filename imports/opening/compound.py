"""Compound files (OLE, MS-CFB): the container of .xls workbooks and of encrypted ones."""

import struct
from collections.abc import Iterator
from typing import Final, NamedTuple

from imports.opening.refusals import FileRefused

MAGIC: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
WORKBOOKS: Final = ("Workbook", "Book")
"""The names of the stream that holds a workbook, the newer form first."""
_END: Final = 0xFFFFFFFA
"""From here on numbers of sectors mean that there is none."""
_ENTRY: Final = 128
_MINI: Final = 64
_HEADER_SECTORS: Final = 109


class Entry(NamedTuple):
    """A stream: where it starts and how long it is."""

    start: int
    size: int


class Compound:
    """A compound file by its directory. Raises FileRefused where it is damaged."""

    def __init__(self, data: bytes) -> None:
        try:
            self._open(data)
        except (struct.error, IndexError, ValueError):
            raise FileRefused("file_damaged") from None

    def _open(self, data: bytes) -> None:
        shift, mini_shift = struct.unpack_from("<HH", data, 30)
        directory, _, cutoff, mini_fat = struct.unpack_from("<IIII", data, 48)
        if shift not in (9, 12) or 1 << mini_shift != _MINI:
            raise ValueError(shift)
        self._data, self._sector, self._cutoff = data, 1 << shift, cutoff
        self._fat = self._numbers(self._fat_sectors())
        entries = list(_entries(self._chained(directory)))
        self.names: frozenset[str] = frozenset(name for name, _ in entries)
        """The names of all streams and storages."""
        self._streams = dict(reversed(entries))
        root = entries[0][1]
        self._small = self._chained(root.start)[: root.size]
        self._mini_fat = self._numbers(self._chain(mini_fat, self._fat))

    def stream(self, name: str) -> bytes:
        """The bytes of a stream. Raises FileRefused where the file ends before them."""
        entry = self._streams[name]
        try:
            if entry.size >= self._cutoff:
                data = self._chained(entry.start)
            else:
                places = self._chain(entry.start, self._mini_fat)
                data = b"".join(self._small[at * _MINI : (at + 1) * _MINI] for at in places)
        except (struct.error, IndexError, ValueError):
            raise FileRefused("file_damaged", part=name) from None
        if len(data) < entry.size:
            raise FileRefused("file_damaged", part=name)
        return data[: entry.size]

    def _fat_sectors(self) -> list[int]:
        found = list(struct.unpack_from(f"<{_HEADER_SECTORS}I", self._data, 76))
        following, _ = struct.unpack_from("<II", self._data, 68)
        seen: set[int] = set()
        while following < _END:
            if following in seen:
                raise ValueError(following)
            seen.add(following)
            *more, following = self._numbers([following])
            found += more
        return [sector for sector in found if sector < _END]

    def _numbers(self, sectors: list[int]) -> tuple[int, ...]:
        data = b"".join(map(self._read, sectors))
        return struct.unpack(f"<{len(data) // 4}I", data)

    def _read(self, sector: int) -> bytes:
        start = (sector + 1) * self._sector
        if start >= len(self._data):
            raise ValueError(sector)
        return self._data[start : start + self._sector].ljust(self._sector, b"\0")

    def _chained(self, start: int) -> bytes:
        return b"".join(map(self._read, self._chain(start, self._fat)))

    @staticmethod
    def _chain(start: int, table: tuple[int, ...]) -> list[int]:
        """The sectors from ``start`` on; no chain is longer than its table."""
        chain: list[int] = []
        while start < _END:
            if len(chain) >= len(table):
                raise ValueError(start)
            chain.append(start)
            start = table[start]
        return chain


def _entries(directory: bytes) -> Iterator[tuple[str, Entry]]:
    for at in range(0, len(directory), _ENTRY):
        (length,) = struct.unpack_from("<H", directory, at + 64)
        if 2 <= length <= 64:
            start, size = struct.unpack_from("<II", directory, at + 116)
            name = directory[at : at + length - 2].decode("utf-16-le", "replace")
            yield name, Entry(start, size)
