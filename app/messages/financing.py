"""What is said about the financing of pledges: complaints of forms and cells, refusals."""

from app.messages.words import Said

_SHARED = {
    "guarantee_covers": Said(
        "보증에는 같은 계획의 차입이나 정책융자 재원 번호를 ‘보증 대상’에 적고, "
        "다른 재원에서는 비워 주세요.",
        "A guarantee names the debt or policy loan of the same pledge that it covers; other "
        "sources leave “covers” empty.",
    ),
    "own_funds_are_own": Said(
        "자기자금에는 연계 기록을 적지 않습니다. 재원을 바꾸거나 연계 기록을 비워 주세요.",
        "Own funds come from no other record; please change the source or leave the record empty.",
    ),
    "financing_above_total": Said(
        "재원의 합({found:won})이 총액({total:won})보다 큽니다. 금액을 확인해 주세요.",
        "The sources add up to {found:won}, more than the total of {total:won}; please check.",
    ),
    "guarantee_above_debt": Said(
        "보증 금액({found:won})이 보증하는 재원의 금액({total:won})보다 큽니다.",
        "The guarantees ({found:won}) are more than the money that they cover ({total:won}).",
    ),
    "financing_differs": Said(
        "{field:이/가} {total:won}인데 재원 줄의 합은 {found:won}입니다. "
        "같게 고치거나 비워 주세요.",
        "{field} says {total:won} but its sources add up to {found:won}; please make them the "
        "same or leave it empty.",
    ),
}

INPUTS = {
    **_SHARED,
    "financing_twice": Said(
        "같은 재원 번호가 두 번 있습니다. 번호를 다르게 적어 주세요.",
        "One entry of the financing occurs twice; please use another number.",
    ),
}

CELLS = {
    **_SHARED,
    "financing_twice": Said(
        "같은 재원 번호가 {first}에도 있습니다. 번호를 다르게 적어 주세요.",
        "This entry of the financing stands in {first} too; please use another number.",
    ),
    "unknown_source": Said(
        "‘{value}’은(는) 이 재원에 맞는 융자·펀드 번호가 아닙니다. "
        "등록번호(L-…, F-…)를 확인하거나 비워 주세요.",
        "“{value}” is no registered loan or fund of this kind; please check its code "
        "(L-…, F-…) or leave it empty.",
    ),
    "source_exhausted": Said(
        "‘{value}’에서 나온 돈이 모두 {found:won}으로 그 기록의 금액({total:won})보다 큽니다.",
        "Pledges have {found:won} from “{value}” together, more than its {total:won}.",
    ),
}

REFUSALS = {
    "financing_not_fitting": Said(
        "‘{found}’은(는) 이 재원({finance:word})에 맞는 융자나 펀드가 아닙니다. "
        "등록번호를 확인해 주세요.",
        "“{found}” is no loan or fund that fits this source ({finance:word}). Please check its "
        "code.",
    ),
    "financing_above_record": Said(
        "‘{found}’에서 나온 돈이 모두 {drawn:won}으로 그 기록의 금액({total:won})보다 큽니다. "
        "금액을 확인해 주세요.",
        "Pledges have {drawn:won} from “{found}” together, more than its {total:won}. Please "
        "check the amounts.",
    ),
}
