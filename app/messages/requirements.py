"""What must be true for the target: aims, levers and heads in words."""

from typing import Final

from app.messages.words import Said

AIMS: Final = {
    "even": Said("달성 확률 50%", "An even chance"),
    "likely": Said("달성 확률 80%", "Four chances in five"),
    "mean": Said("평균이 목표와 같음", "The mean meets the target"),
}

LEVERS: Final = {
    "credit_rnd": Said(
        "연구개발 세액공제율(중견·대기업)", "R&D credit rate (mid-size and large firms)"
    ),
    "credit_equipment": Said(
        "AI 시설 세액공제율(중견·대기업)", "AI facility credit rate (mid-size and large firms)"
    ),
    "fund": Said("정책펀드 추가 집행(해마다)", "Further fund disbursement (a year)"),
    "loan": Said("정책융자 추가 집행(해마다)", "Further policy lending (a year)"),
    "delivery": Said("투자계획의 연간 집행률(평균)", "Yearly delivery share of pledges (mean)"),
}

BEYOND: Final = Said("시험한 범위 밖", "beyond what was tried")

HEADS: Final = {
    "title": Said("목표 달성 조건", "What the target would take"),
    "name": Said("수단", "Lever"),
    "needed": Said("필요한 값", "Needed"),
    "interval": Said("90% 구간", "90% interval"),
    "at_best": Said("가장 높은 시험값", "Best value tried"),
    "gap": Said("그래도 모자라는 금액", "Still missing there"),
    "cost": Said("공적 비용(지금 → 필요한 값)", "Public cost (now → needed)"),
    "price": Said("투자 1원당 공적 비용", "Public cost per further won"),
    "run": Said("실행", "Run"),
    "aim": Said("목표", "Aim"),
    "target": Said("목표액", "Target"),
    "standing": Said("지금", "As things stand"),
    "effective": Said("바꾸는 날", "Effective from"),
    "made": Said("만든 사람·시각", "Made by, at"),
}
