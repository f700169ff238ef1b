"""What the parts of tax credits are called, as (Korean, English)."""

from collections.abc import Mapping

FIELDS: Mapping[str, tuple[str, str]] = {
    "supports": ("차감할 지원", "Support deducted"),
    "carried": ("이전 이월액", "Carried from earlier"),
    "clawbacks": ("추징", "Clawbacks"),
    "parameter": ("설정 항목", "Setting"),
    "value": ("값", "Value"),
    "year": ("연도", "Year"),
    "budget_function": ("기능", "Budget function"),
    "figure_status": ("구분", "Column"),
    "published_on": ("공표일", "Published on"),
}

PARAMETERS: Mapping[str, tuple[str, str]] = {
    "additional_rate_ppm": ("추가공제율", "Rate of the additional credit"),
    "additional_cap_times": ("추가공제 한도(기본공제의 배수)", "Cap (times the base credit)"),
    "average_years": ("연평균 기준 연수", "Years of the average"),
    "ratio_multiple_ppm": ("수입금액 비율의 배수", "Multiple of the ratio to revenue"),
    "ratio_cap_ppm": ("수입금액 비율 추가의 한도", "Cap of the extra by ratio"),
    "additional_needs_history_flag": (
        "이전 투자가 없으면 추가공제 없음",
        "No additional credit without earlier investment",
    ),
    "deducts_support_flag": ("국가 지원 차감", "Support is deducted"),
    "excludes_capital_area_flag": ("과밀억제권역 배제", "Capital area is shut out"),
    "minimum_rate_ppm": ("최저한세율", "Rate of the minimum tax"),
    "minimum_rate_middle_ppm": ("최저한세율(중간 구간)", "Minimum tax, middle bracket"),
    "minimum_rate_lower_ppm": ("최저한세율(낮은 구간)", "Minimum tax, lower bracket"),
    "minimum_upper_bound_won": ("최저한세 중간 구간의 끝", "End of the middle bracket"),
    "minimum_lower_bound_won": ("최저한세 낮은 구간의 끝", "End of the lower bracket"),
    "minimum_exempt_flag": ("최저한세 적용 제외", "Exempt from the minimum tax"),
    "carry_years": ("이월공제 연수", "Years of carry-forward"),
    "disposal_years": ("처분·임대 관리 기간(년)", "Watch for disposal (years)"),
    "disposal_building_years": (
        "처분·임대 관리 기간, 건물(년)",
        "Watch for disposal, buildings (years)",
    ),
    "diversion_years": ("전용 관리 기간(년)", "Watch for other use (years)"),
    "diversion_building_years": (
        "전용 관리 기간, 건물(년)",
        "Watch for other use, buildings (years)",
    ),
    "clawback_interest_ppm": ("추징 이자(1일)", "Clawback interest (a day)"),
    "clawback_cancels_unused_flag": (
        "추징 때 미사용 이월액부터 소멸",
        "A clawback cancels unused credit first",
    ),
    "rural_tax_ppm": ("농어촌특별세율", "Special rural development tax"),
    "budget_function": ("조세지출예산서의 기능(코드)", "Budget function (code)"),
}

STAGES: Mapping[str, tuple[str, str]] = {
    "claimed": ("신청", "Claimed"),
    "allowed": ("결정", "Allowed"),
    "used": ("전액 사용", "Used"),
    "carried_forward": ("이월", "Carried forward"),
    "expired": ("기한 경과 소멸", "Expired"),
    "clawed_back": ("추징", "Clawed back"),
}
