"""What is wrong with the commitments, budgets and dated money of funds, and what to write."""

from app.messages.words import Said

_SHARED = {
    "one_investor": Said(
        "출자자를 하나만 적어 주세요: 등록된 참여자, 등록된 펀드, 그 밖의 출자자 이름 가운데 하나.",
        "Please name one investor only: a registered party, a registered fund, or a name.",
    ),
    "fund_is_looked_through": Said(
        "출자자가 펀드이면 공공 여부를 비워 주세요. 그 펀드의 출자자를 거슬러 올라가 계산합니다.",
        "Please leave this empty for a fund: its own investors are looked through.",
    ),
    "period_amounts_only": Said(
        "펀드의 자금은 건별 금액으로만 적습니다. ‘기간 금액’을 골라 주세요.",
        "Money of a fund is filed entry by entry; please choose “amount of the period”.",
    ),
    "commitment_missing": Said(
        "어느 출자 약정에 대한 요청·납입인지 출자 번호를 적어 주세요.",
        "Please give the number of the commitment that is called or paid.",
    ),
    "correction_names_entry": Said(
        "정정이면 고칠 건 번호를 적고, 정정이 아니면 비워 주세요.",
        "Please give the entry that is corrected, for an adjustment and only then.",
    ),
    "investments_only": Said(
        "{field}: 투자(지급)에만 적습니다. 다른 구분에서는 비워 주세요.",
        "{field} belongs to an investment (disbursement) only; please leave it empty.",
    ),
    "one_investee": Said(
        "투자받은 곳을 하나만 적어 주세요: 등록된 참여자 또는 이름.",
        "Please name one investee: a registered party or a name.",
    ),
    "investment_missing": Said(
        "신주 투자인지, 구주 매입인지, 다른 펀드 출자인지 골라 주세요.",
        "Please choose: new shares, existing shares, or into another fund.",
    ),
}

INPUTS = {
    **_SHARED,
    "commitment_twice": Said(
        "같은 출자 번호가 두 번 있습니다. 출자마다 다른 번호를 붙여 주세요.",
        "One commitment number occurs twice; please number every commitment once.",
    ),
    "budget_twice": Said(
        "같은 연도와 세부사업 코드가 두 번 있습니다. 한 줄로 합쳐 주세요.",
        "One year and project code occurs twice; please join the rows.",
    ),
}

CELLS = {
    **_SHARED,
    "commitment_twice": Said(
        "같은 출자 번호가 {first}에도 있습니다. 출자마다 다른 번호를 붙여 주세요.",
        "The same number stands in {first} too; please number every commitment once.",
    ),
    "budget_twice": Said(
        "같은 연도와 세부사업 코드가 {first}에도 있습니다. 한 줄로 합쳐 주세요.",
        "The same year and project code stand in {first} too; please join the rows.",
    ),
    "fund_loop": Said(
        "펀드가 돌고 돌아 자기 자신에게 출자합니다: {chain}. 출자 관계를 고쳐 주세요.",
        "Funds commit to each other in a circle: {chain}; please correct who commits to whom.",
    ),
    "unknown_commitment": Said(
        "이 펀드에 ‘{value}’ 출자 약정이 없습니다. 있는 번호: {candidates}",
        "The fund has no commitment “{value}”; it has: {candidates}.",
    ),
    "stage_backwards": Said(
        "단계가 {old:word}에서 {new:word}(으)로 가는 길은 없습니다. 맞는지 확인해 주세요.",
        "No step leads from {old:word} to {new:word}; please check the stage.",
    ),
    "unknown_entry": Said(
        "이 자료에 고칠 수 있는 ‘{value}’ 건이 없습니다. 건 번호를 확인해 주세요.",
        "The record has no entry “{value}” that this row could correct; please check it.",
    ),
}
