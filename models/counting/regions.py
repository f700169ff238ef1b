"""Places as they are written, read as provinces and metropolitan cities."""

import re
from functools import lru_cache

from models.vocabulary import Region

_NAMES: dict[Region, tuple[str, ...]] = {
    Region.SEOUL: ("서울특별시", "서울", "seoul"),
    Region.BUSAN: ("부산광역시", "부산", "busan"),
    Region.DAEGU: ("대구광역시", "대구", "daegu"),
    Region.INCHEON: ("인천광역시", "인천", "incheon"),
    Region.GWANGJU: ("광주광역시", "광주", "gwangju"),
    Region.DAEJEON: ("대전광역시", "대전", "daejeon"),
    Region.ULSAN: ("울산광역시", "울산", "ulsan"),
    Region.SEJONG: ("세종특별자치시", "세종시", "세종", "sejong"),
    Region.GYEONGGI: ("경기도", "경기", "gyeonggi"),
    Region.GANGWON: ("강원특별자치도", "강원도", "강원", "gangwon"),
    Region.CHUNGBUK: ("충청북도", "충북", "chungbuk", "north chungcheong"),
    Region.CHUNGNAM: ("충청남도", "충남", "chungnam", "south chungcheong"),
    Region.JEONBUK: ("전북특별자치도", "전라북도", "전북", "jeonbuk", "north jeolla"),
    Region.JEONNAM: ("전라남도", "전남", "jeonnam", "south jeolla"),
    Region.GYEONGBUK: ("경상북도", "경북", "gyeongbuk", "north gyeongsang"),
    Region.GYEONGNAM: ("경상남도", "경남", "gyeongnam", "south gyeongsang"),
    Region.JEJU: ("제주특별자치도", "제주도", "제주", "jeju"),
}
_WIDER = ("영남", "호남", "충청", "수도권", "전국")
_INNER = re.compile(r"\(.*?\)")


@lru_cache(maxsize=4096)
def province(place: str) -> Region | None:
    """The province that a place begins with; SEVERAL for more than one, None where unknown.

    What stands in brackets is the town, so it is read only where nothing else is known.
    """
    outer = _INNER.sub(" ", place).casefold()
    if any(name in outer for name in _WIDER):
        return Region.SEVERAL
    found = {
        region
        for part in re.split(r"[·,/]", outer)
        for region, names in _NAMES.items()
        if part.strip().startswith(names)
    }
    if len(found) > 1:
        return Region.SEVERAL
    return found.pop() if found else None
