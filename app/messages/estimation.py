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
        "이 방법에는 모든 부문의 모든 시점이 필요한데 {missing}칸이 비어 있습니다(‘{name}’). "
        "빈 해를 채우거나 그 부문을 빼 주세요.",
        "This method needs every unit in every period; {missing} cells are missing (“{name}”). "
        "Please complete them or leave the unit out.",
    ),
    "no_correction": Said(
        "단기 패널의 편의를 바로잡는 해가 없습니다(단순 추정 지속성 {plain}). 정태 모형을 씁니다.",
        "The bias of the short panel has no correction (plain persistence {plain}); the static "
        "model is reported.",
    ),
    "no_error_correction": Said(
        "이 시계열은 한 수준으로 되돌아오지 않아(조정 계수 {adjustment}) 장기 효과가 없습니다. "
        "차분 모형이나 사전값을 쓰세요.",
        "The series does not return to a level (adjustment {adjustment}), so there is no long-run "
        "effect; use differences or the prior.",
    ),
}

REFUSED = {
    "few_units_of_variation": Said(
        "고정효과를 빼고 남는 사용자비용의 변화가 사실상 {have}개 부문에만 있습니다"
        "(필요 {need}개). 사전값을 씁니다.",
        "Once the effects are out, the variation of the user cost rests on effectively {have} "
        "sectors (needs {need}); the prior is used.",
    ),
    "few_degrees_of_freedom": Said(
        "자유도가 {have}뿐이어서(필요 {need}) 추정하지 않고 사전값을 씁니다.",
        "Only {have} degrees of freedom (needs {need}): nothing is estimated, the prior is used.",
    ),
    "too_many_imputed": Said(
        "투자액의 {share}이(가) 채워 넣은 값입니다(한도 {most}). 추정하지 않고 사전값을 씁니다.",
        "{share} of the investment cells were filled in (at most {most}): nothing is estimated, "
        "the prior is used.",
    ),
    "one_common_change": Said(
        "사용자비용이 {year}년 한 해에 모든 부문에서 똑같이 바뀌었습니다. 같은 해의 다른 일과 "
        "가를 수 없어 추정하지 않고 사전값을 씁니다.",
        "The user cost changed in {year} only, and alike in all sectors. It cannot be told from "
        "whatever else happened that year: nothing is estimated, the prior is used.",
    ),
    "few_sectors": Said(
        "부문이 {have}개뿐이어서(필요 {need}개) 탄력성을 추정하지 않습니다.",
        "Only {have} sectors (needs {need}): no elasticity is estimated.",
    ),
    "few_years": Said(
        "연도가 {have}개뿐이어서(필요 {need}개) 탄력성을 추정하지 않습니다.",
        "Only {have} years (needs {need}): no elasticity is estimated.",
    ),
    "little_variation": Said(
        "고정효과를 빼고 나면 사용자비용이 거의 변하지 않습니다(표준편차 {have}, 필요 {need}). "
        "이 변화로는 탄력성을 알 수 없습니다.",
        "Within sectors and years the user cost hardly varies (standard deviation {have}, needs "
        "{need}); no elasticity can be learnt from it.",
    ),
    "zeros_have_no_logarithm": Said(
        "투자가 0인 칸이 {share}입니다(한도 {most}). 로그 모형 대신 포아송 모형을 씁니다.",
        "{share} of the cells have no investment (at most {most}); Poisson replaces the logarithm.",
    ),
    "zeros_are_rare": Said(
        "투자가 0인 칸이 {share}뿐이어서(포아송은 {most} 초과일 때) 로그 모형을 씁니다.",
        "Only {share} of the cells have no investment (Poisson from {most} on); the logarithm is "
        "used.",
    ),
    "few_sectors_for_dynamics": Said(
        "부문이 {have}개뿐이어서(필요 {need}개) 동태 모형을 쓰지 않습니다.",
        "Only {have} sectors (needs {need}): no dynamic model.",
    ),
    "few_years_for_dynamics": Said(
        "연도가 {have}개뿐이어서(필요 {need}개) 동태 모형을 쓰지 않습니다.",
        "Only {have} years (needs {need}): no dynamic model.",
    ),
    "few_cells_for_dynamics": Said(
        "관측이 {have}개뿐이어서(필요 {need}개) 동태 모형을 쓰지 않습니다.",
        "Only {have} observations (needs {need}): no dynamic model.",
    ),
    "holes_for_dynamics": Said(
        "비어 있거나 투자가 0인 칸이 {missing}개 있어 동태 모형을 쓰지 않습니다.",
        "{missing} cells are missing or without investment: no dynamic model.",
    ),
    "few_years_for_long_series": Said(
        "연도가 {have}개뿐이어서(필요 {need}개) 오차수정 모형을 쓰지 않습니다.",
        "Only {have} years (needs {need}): no error-correction model.",
    ),
    "moments_not_offered": Said(
        "적률법(GMM)은 쓰지 않습니다. 부문이 {have}개이면 도구변수가 너무 많아집니다"
        "(100개 이상에서만 뜻이 있습니다).",
        "GMM is not offered: with {have} sectors it has too many instruments; it would make sense "
        "from 100 on only.",
    ),
    "bias_not_corrected": Said(
        "동태 모형의 편의를 바로잡는 해가 없어(단순 지속성 {plain}) 정태 모형을 씁니다.",
        "The bias of the dynamic model has no correction (plain persistence {plain}); the static "
        "model is used.",
    ),
    "controls_replace_user_cost": Said(
        "통제변수가 사용자비용과 거의 똑같이 움직여 따로 추정할 수 없습니다. 사전값을 씁니다.",
        "The controls move almost exactly with the user cost, so it has no effect of its own that "
        "could be estimated; the prior is used.",
    ),
    "controls_not_identified": Said(
        "고정효과를 빼면 따로 변하지 않는 변수가 있어({names}) 추정하지 않았습니다.",
        "Some variables do not vary by themselves once the effects are out ({names}); nothing was "
        "estimated.",
    ),
    "estimate_not_settled": Said(
        "추정이 수렴하지 않아 쓰지 않았습니다.", "The estimation did not settle; it is not used."
    ),
    "estimate_not_possible": Said(
        "남은 관측으로는 추정할 수 없었습니다.",
        "What remains of the panel allows no estimate.",
    ),
}

LOG = {
    "controls_move_together": Said(
        "통제변수가 사용자비용과 함께 움직입니다(분산팽창 {ratio}). 추정값이 불안정할 수 있습니다.",
        "The controls move with the user cost (variance inflation {ratio}); the estimate may be "
        "unstable.",
    ),
    "zeros_left_out": Said(
        "투자가 0인 {count}칸은 로그가 없어 뺐습니다.",
        "{count} cells without investment have no logarithm and are left out.",
    ),
    "estimate_hangs_on_sector": Said(
        "{sector}을(를) 빼면 추정할 수 없습니다.",
        "Without {sector} nothing could be estimated.",
    ),
    "one_sector_decides": Said(
        "한 부문을 빼면 탄력성이 {low}에서 {high}까지 달라져 부호가 바뀝니다. 추정값의 비중을 절반 "
        "이하로 낮추었습니다.",
        "Leaving one sector out moves the elasticity between {low} and {high}, across zero; the "
        "estimate weighs at most half.",
    ),
}
