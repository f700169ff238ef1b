"""What is said about tax credits: complaints, refusals, steps and cautions."""

from app.messages.words import Said

_SHARED = {
    "claim_is_confidential": Said(
        "과세정보이므로 공개 범위는 ‘공무원만’이어야 합니다.",
        "Taxpayer data are for officials only; please choose “officials only”.",
    ),
    "consent_missing": Said(
        "동의에 따른 자료이면 동의 문서 번호를 적어 주세요.",
        "Please give the number of the consent, as the data rest on it.",
    ),
    "tax_year_length": Said(
        "사업연도는 2일 이상 1년 이하여야 합니다. 시작일과 종료일을 확인해 주세요.",
        "A tax year has two days to one year; please check its first and last day.",
    ),
    "filed_too_early": Said(
        "신고일은 사업연도가 끝난 뒤({day:day} 뒤)여야 합니다.",
        "The return is filed after the tax year ends ({day:day}); please check the day.",
    ),
    "firm_size_of_group": Said(
        "기업 규모는 중소기업, 중소기업 졸업, 중견기업, 대기업 가운데 하나로 적어 주세요.",
        "Please choose one size: SME, left SME, mid-size or large.",
    ),
    "not_a_credit": Said(
        "세액공제 제도를 골라 주세요. 규정은 신청할 수 없습니다.",
        "Please choose a credit; a rule cannot be claimed.",
    ),
    "area_facts": Said(
        "{field}: 과밀억제권역 투자이면 예·아니요로 답해 주세요(제130조).",
        "{field}: please answer yes or no for an investment in the capital area (Art. 130).",
    ),
    "carried_too_late": Said(
        "이월액의 발생 연도는 이 사업연도({year})보다 앞서야 합니다.",
        "A carried credit arose before this tax year ({year}); please check its year.",
    ),
}

_TWICE = {
    "support_twice": ("차감할 지원의 건 번호가", "One number of support"),
    "carried_twice": ("이월액의 같은 발생 연도와 제도가", "One origin year and provision"),
    "clawback_twice": ("추징의 건 번호가", "One number of a clawback"),
}

INPUTS = {
    **_SHARED,
    **{
        code: Said(
            f"{ko} 두 번 있습니다. 한 줄로 합쳐 주세요.",
            f"{en} occurs twice; please join the rows.",
        )
        for code, (ko, en) in _TWICE.items()
    },
    "setting_flag": Said("예는 1, 아니요는 0으로 적어 주세요.", "1 for yes, 0 for no, please."),
    "setting_function": Said(
        "‘{found}’은(는) 예산 분야 코드가 아닙니다. 010부터 160까지의 코드를 적어 주세요.",
        "“{found}” is no function of the budget; please write a code from 010 to 160.",
    ),
}

CELLS = {
    **_SHARED,
    **{
        code: Said(
            f"{ko} {{first}}에도 있습니다. 한 줄로 합쳐 주세요.",
            f"{en} stands in {{first}} too; please join the rows.",
        )
        for code, (ko, en) in _TWICE.items()
    },
    "unknown_support": Said(
        "‘{value}’은(는) 이 항목에 맞는 융자·펀드·투자계획 번호가 아닙니다. "
        "등록번호(L-…, F-…, P-…)를 확인하거나 비워 주세요.",
        "“{value}” is no registered loan, fund or pledge of this item; please check its code "
        "(L-…, F-…, P-…) or leave it empty.",
    ),
}

REFUSALS = {
    "setting_not_later": Said(
        "같은 설정의 지금 행이 {day}부터 적용됩니다. 그보다 뒤의 날부터 적용해 주세요.",
        "The present row of this setting holds from {day}. Please choose a later day.",
    ),
    "setting_waiting": Said(
        "같은 설정에 확인을 기다리는 제안이 있습니다. 그 제안을 먼저 확인하거나 거절해 주세요.",
        "A proposal for this setting waits. Please have it confirmed or declined first.",
    ),
    "support_not_fitting": Said(
        "‘{found}’은(는) 이 항목에 맞는 융자·펀드·투자계획이 아닙니다. 등록번호를 확인해 주세요.",
        "“{found}” is no loan, fund or pledge that fits this item. Please check its code.",
    ),
}

STEPS = {
    "invested": Said("투자금액(지출액)", "Investment (spending)"),
    "support": Said("{item:word} 차감", "Less: {item:word}"),
    "support_unknown": Said(
        "국가 지원을 차감하는지 정한 설정이 없습니다.",
        "No setting says whether support is deducted.",
    ),
    "area_excluded": Said(
        "과밀억제권역 투자라 공제에서 제외", "Shut out: over-concentrated capital area"
    ),
    "area_passes": Said(
        "과밀억제권역이지만 제외 대상이 아님", "In the capital area, but not shut out"
    ),
    "area_unknown": Said(
        "과밀억제권역 제외 여부를 알 수 없습니다.", "Not known whether the area shuts it out."
    ),
    "net_base": Said("공제 대상 금액", "Net base"),
    "base_credit": Said("기본공제: 대상 금액 × {rate:rate}", "Base credit: base × {rate:rate}"),
    "average": Said("직전 3년 연평균 투자금액", "Average of the three years before"),
    "no_history": Said(
        "이전 투자가 없어 추가공제 없음(설정)",
        "No earlier investment, so no additional credit (setting)",
    ),
    "history_unknown": Said(
        "이전 투자가 없는 기업의 추가공제를 정한 설정이 없습니다.",
        "No setting says what holds for a firm without earlier investment.",
    ),
    "additional_unknown": Said(
        "추가공제를 알 수 없습니다(직전 3년 투자금액이나 설정이 없음).",
        "Additional credit not known (earlier investment or a setting is missing).",
    ),
    "additional_credit": Said(
        "추가공제: 초과 {excess:won} × {rate:rate}",
        "Additional credit: excess {excess:won} × {rate:rate}",
    ),
    "cap": Said("한도: 기본공제의 {times}배", "Cap: {times} times the base credit"),
    "ratio_credit": Said(
        "수입금액 비율에 따른 추가: × {rate:rate}", "Extra by the ratio to revenue: × {rate:rate}"
    ),
    "ratio_unknown": Said(
        "수입금액 비율에 따른 추가를 알 수 없습니다(시행령 배수 또는 수입금액이 없음).",
        "Extra by the ratio to revenue not known (multiple of the decree or revenue missing).",
    ),
    "credit": Said("공제세액", "Credit"),
}

CAUTIONS = {
    "no_provision": Said(
        "이 사업연도에 맞는 조문이 등록되어 있지 않습니다.",
        "No registered provision holds for this tax year.",
    ),
    "several_provisions": Said(
        "맞는 조문이 둘 이상이고 공제율이 달라 정할 수 없습니다.",
        "More than one provision fits, with different rates; none is chosen.",
    ),
    "start_unknown": Said(
        "조문의 시행일이 등록되어 있지 않아 시행 중인 것으로 보았습니다. 출처를 확인해 주세요.",
        "The provision states no first day and is taken to hold; please check the source.",
    ),
    "starts_within": Said(
        "조문이 사업연도 중간({day:day})부터 시행됩니다. 그 전의 투자는 따로 신청해 주세요.",
        "The provision begins within the tax year ({day:day}); claim earlier investment apart.",
    ),
    "short_year": Said(
        "사업연도가 1년보다 짧습니다. 연평균의 월할 환산은 시행령에 있어 반영하지 않았습니다.",
        "The tax year is shorter than a year; the decree's scaling of the average is not applied.",
    ),
    "support_not_linked": Said(
        "차감할 지원 가운데 융자·보조금 기록과 이어지지 않은 것이 있습니다.",
        "Some deducted support names no registered loan or grant.",
    ),
    "support_not_deducted": Said(
        "이 기업의 {code}에 국가 지원이 있으나 차감되지 않았습니다. 제127조 ①을 확인해 주세요.",
        "{code} of this firm has public support that is not deducted; please check Art. 127①.",
    ),
    "other_is_larger": Said(
        "제24조 ①의 다른 선택({provision:word})의 공제세액이 더 큽니다.",
        "The other choice of Art. 24① ({provision:word}) gives a larger credit.",
    ),
    "both_choices": Said(
        "같은 사업연도에 제24조 ① 2호와 3호를 함께 신청했습니다. 하나만 선택할 수 있습니다.",
        "Items 2 and 3 of Art. 24① are claimed for one tax year; only one may be chosen.",
    ),
    "differs_from_return": Said(
        "신고한 공제세액과 계산한 금액이 {won:won} 다릅니다.",
        "The credit on the return differs from the one worked out by {won:won}.",
    ),
    "tax_differs": Said(
        "같은 사업연도의 신청들이 과세표준·산출세액을 다르게 적었습니다.",
        "Claims for one tax year state different tax bases or computed taxes.",
    ),
    "carried_ignored": Said(
        "이전 이월액은 처음 제출한 사업연도의 신청에만 반영합니다.",
        "Credits from before the register are taken from the first tax year only.",
    ),
    "clawback_above": Said(
        "추징할 공제세액이 이 신청의 공제세액보다 큽니다.",
        "The credit clawed back is more than the credit of this claim.",
    ),
    "year_missing": Said(
        "중간 사업연도의 신고 내용이 없어 이월액의 사용을 알 수 없습니다.",
        "A tax year in between was not filed, so what was used of carried credits is not known.",
    ),
    "credit_unknown": Said("공제세액을 알 수 없습니다.", "The credit is not known."),
    "tax_unknown": Said(
        "산출세액이나 최저한세를 알 수 없어 사용액을 계산하지 않았습니다.",
        "Computed tax or minimum tax is not known, so use is not worked out.",
    ),
    "carry_unknown": Said(
        "이월공제 기간을 정한 설정이 없습니다.", "No setting says how long a credit is carried."
    ),
}
