"""Discount rates and estimates of what loans cost, on pages and at the command line."""

from app.registry.current import today
from tests.app.loans.conftest import page_of


def test_an_estimate_waits_for_its_rate_and_is_kept(browser_of, official, loan, treasury, engine):
    browser = browser_of(official)

    done = browser.post(f"/support/loans/{loan}/estimates", data={"note": "2026년 재추정"})
    browser.post(f"/support/loans/{loan}/estimates", data={"note": "다시"})

    assert done.status_code == 303
    page = page_of(browser, f"/support/{loan}?lang=ko")
    assert "2026년 재추정" in page
    assert "원리금 상환" in page
    # Nothing was repaid and nothing is recovered: half of it is lost by the time of the estimate.
    assert "앞 추정과 차이" in page


def test_without_a_rate_nothing_is_estimated(browser_of, official, loan):
    browser = browser_of(official)

    browser.post(f"/support/loans/{loan}/estimates")

    assert "확인된 할인율(재정 할인율)이 없습니다" in page_of(browser, f"/support/{loan}?lang=ko")


def test_a_rate_holds_once_a_second_person_confirms_it(browser_of, official, checker):
    maker, other = browser_of(official), browser_of(checker)
    form = {
        "purpose": "treasury", "rate_ppm": "3.2%", "default_ppm": "1.5%", "recovery_ppm": "40%",
        "recovery_months": "24", "fee_ppm": "0%", "valid_from": "2026-01-01", "source": "문서",
    }  # fmt: skip

    lacking = maker.post("/reference/discount-rates", data=form | {"default_ppm": ""})
    maker.post("/reference/discount-rates", data=form)
    twice = maker.post("/reference/discount-rates", data=form)
    waiting = page_of(other, "/reference/discount-rates?lang=ko")
    number = waiting.split("/reference/discount-rates/")[-1].split('"')[0]
    maker.post(f"/reference/discount-rates/{number}", data={"decision": "confirm"})
    assert "확인을 기다리는 제안" in page_of(other, "/reference/discount-rates?lang=ko")
    other.post(f"/reference/discount-rates/{number}", data={"decision": "confirm"})

    assert "기대 부도율" in lacking.get_data(as_text=True)
    assert "확인을 기다립니다" in twice.get_data(as_text=True)
    held = page_of(other, "/reference/discount-rates?lang=en")
    assert "3.2%" in held
    assert "IMF" in held


def test_a_rate_may_be_declined_with_a_reason(browser_of, official, checker):
    maker, other = browser_of(official), browser_of(checker)
    form = {"purpose": "lender_ordinary", "lender": "정책은행", "rate_ppm": "5%",
            "valid_from": "2026-01-01", "source": "문서"}  # fmt: skip
    maker.post("/reference/discount-rates", data=form)
    page = page_of(other, "/reference/discount-rates")
    number = page.split("/reference/discount-rates/")[-1].split('"')[0]

    address = f"/reference/discount-rates/{number}"
    other.post(address, data={"decision": "decline"})
    assert "확인을 기다리는 제안" in page_of(other, "/reference/discount-rates?lang=ko")
    other.post(address, data={"decision": "decline", "reason": "출처 불명"})

    page = page_of(other, "/reference/discount-rates?lang=ko")
    assert "출처 불명" in page
    assert "확인을 기다리는 제안" not in page


def test_estimates_of_all_loans_are_made_at_the_command_line(app, loan, treasury, official):
    run = app.test_cli_runner()

    made = run.invoke(args=["estimate-loans", "--as", official.email])

    assert made.exit_code == 0, made.output
    assert loan in made.output
    assert "won" in made.output or "원" in made.output
    assert run.invoke(args=["verify"]).exit_code == 0
    assert today().isoformat() in made.output
