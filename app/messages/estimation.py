"""Why an estimator or a rule of estimation refuses, and what to do about it."""

from app.messages.words import Said

STOPPED = {
    "not_numeric": Said(
        "‘{name}’ 열에 숫자가 아닌 값이 있습니다. 숫자로 바꾼 뒤 다시 올려 주세요.",
        "Column “{name}” holds something other than numbers; please make it numeric.",
    ),
    "missing_values": Said(
        "‘{name}’ 열에 비어 있거나 유한하지 않은 값이 {count}개 있습니다(행 {rows}). 값을 채우거나 "
        "그 행을 빼 주세요. 추정은 값을 스스로 채우거나 버리지 않습니다.",
        "Column “{name}” has {count} empty or infinite cells (rows {rows}). Please fill them or "
        "leave the rows out: the estimators neither fill nor drop on their own.",
    ),
    "duplicate_observation": Said(
        "{entity}의 {time} 자료가 두 번 있습니다. 한 행만 남겨 주세요.",
        "{entity} has two rows for {time}; please keep one.",
    ),
    "periods_needed": Said(
        "이 방법에는 시점 열이 필요합니다. 연도 열을 정해 주세요.",
        "This method needs a column of periods; please name the year column.",
    ),
    "absorbed_by_effects": Said(
        "‘{name}’은(는) 부문·시점 고정효과를 빼면 변하지 않아 그 효과를 추정할 수 없습니다. "
        "부문 안에서 달라지는 변수를 쓰거나 빼 주세요.",
        "“{name}” does not vary once the effects of units and periods are out, so nothing can be "
        "estimated from it; use a variable that varies within units, or leave it out.",
    ),
    "collinear": Said(
        "다른 변수와 똑같이 움직이는 변수가 있습니다({names}). 하나만 남겨 주세요.",
        "Some variables follow exactly from the others ({names}); keep one of them.",
    ),
    "too_few_clusters": Said(
        "집단(클러스터)이 {have}개뿐입니다. 추론에는 {need}개 이상이 필요합니다.",
        "Only {have} clusters; inference needs {need} or more.",
    ),
    "no_convergence": Said(
        "‘{name}’의 추정이 {steps}번 반복해도 수렴하지 않아 결과를 내지 않았습니다. 변수의 단위와 "
        "극단값을 확인해 주세요.",
        "The estimation of “{name}” does not settle within {steps} steps, so nothing is shown; "
        "please check units and extreme values.",
    ),
    "not_balanced": Said(
        "이 방법에는 모든 부문의 모든 시점이 필요한데 {missing}칸이 비어 있습니다(‘{name}’). 빈 해를 "
        "채우거나 그 부문을 빼 주세요.",
        "This method needs every unit in every period; {missing} cells are missing (“{name}”). "
        "Please complete them or leave the unit out.",
    ),
    "no_correction": Said(
        "단기 패널의 편의를 바로잡는 해가 없습니다(단순 추정 지속성 {plain}). 정태 모형을 씁니다.",
        "The bias of the short panel has no correction (plain persistence {plain}); the static "
        "model is reported.",
    ),
}
