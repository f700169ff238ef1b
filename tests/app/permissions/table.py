"""Who gets what at every address: written down by hand from the rules of the registry.

A row is a method, an endpoint, what is asked for, and what each of eight people gets. Nothing
here is derived from the application, so that a mistake there does not repeat itself here.

====== ====================================================================================
nobody  somebody who did not sign in
own     a user of the company that filed the records
other   a user of another company
maker   the official who typed the records and asked for every waiting step
checker another official
econ    an economist who reads pseudonyms
audit   an auditor
admin   an administrator, who proposed the waiting rows of the scope table and of tax settings
====== ====================================================================================

``ok``: it opens, or it is done and the history names who did it. ``in``: to the sign-in page.
``403``: not for this role. ``404``: as if there were none.
``409``: somebody else decided before. ``no``: refused by a rule (maker is
not checker, a wrong password), with the reason on the page and nothing stored. Reading never
writes.
"""

from typing import NamedTuple

PEOPLE = ("nobody", "own", "other", "maker", "checker", "econ", "audit", "admin")

TABLE = """
method endpoint                 what        nobody own  other maker checker econ audit admin

# Signing in, help, and what is public
GET    accounts.sign_in         -           ok     ok   ok    ok    ok      ok   ok    ok
POST   accounts.try_sign_in     right       ok     ok   ok    ok    ok      ok   ok    ok
POST   accounts.try_sign_in     wrong       no     no   no    no    no      no   no    no
POST   accounts.sign_out        -           in     ok   ok    ok    ok      ok   ok    ok
POST   preferences.choose       -           ok     ok   ok    ok    ok      ok   ok    ok
GET    asset                    -           ok     ok   ok    ok    ok      ok   ok    ok
GET    help.access              -           in     ok   ok    ok    ok      ok   ok    ok
GET    help.amounts             -           in     ok   ok    ok    ok      ok   ok    ok
GET    help.terms               -           in     ok   ok    ok    ok      ok   ok    ok

# Users and one's own account
GET    people.account           -           in     ok   ok    ok    ok      ok   ok    ok
POST   people.change_password   right       in     ok   ok    ok    ok      ok   ok    ok
POST   people.change_password   wrong       in     no   no    no    no      no   no    no
GET    people.index             -           in     403  403   403   403     403  403   ok
POST   people.add               -           in     403  403   403   403     403  403   ok
POST   people.change            names       in     403  403   403   403     403  403   ok
POST   people.change            close       in     403  403   403   403     403  403   ok
POST   people.change            password    in     403  403   403   403     403  403   ok
POST   people.change            oneself     in     403  403   403   403     403  403   no
POST   people.change            nobody      in     403  403   403   403     403  403   404

# Columns and saved filters of lists: a shared filter may name firms, so pseudonyms do not see it
GET    lists.columns            -           in     ok   ok    ok    ok      ok   ok    ok
GET    lists.saved              pledges     in     ok   ok    ok    ok      ok   ok    ok
GET    lists.saved              claims      in     ok   ok    ok    ok      403  403   ok
GET    lists.saved              nothing     in     404  404   404   404     404  404   404
POST   lists.save               pledges     in     ok   ok    ok    ok      ok   ok    ok
POST   lists.save               shared      in     403  403   ok    ok      ok   403   ok
POST   lists.change             kept        in     404  404   ok    404     404  404   404
POST   lists.change             shared      in     404  404   ok    403     404  403   ok
POST   lists.change             default     in     404  404   ok    ok      404  ok    ok

# Many records changed together: whose records they are is asked when the change is proposed
POST   together.choose          pledges     in     ok   ok    ok    ok      403  403   403
POST   together.choose          tax         in     ok   ok    ok    ok      403  403   ok
POST   together.choose          audit       in     404  404   404   404     403  403   404
POST   together.check           pledges     in     ok   ok    ok    ok      403  403   403
POST   together.apply           pledges     in     ok   409   ok    ok      403  403   403

# Figures: a company reads its own part, an economist what is public
GET    dashboard.show           -           in     ok   ok    ok    ok      ok   ok    ok
GET    dashboard.show           published   in     ok   ok    ok    ok      ok   ok    ok
GET    dashboard.show           closed      in     403  403   ok    ok      403  ok    ok
GET    counting.breakdown       -           in     ok   ok    ok    ok      ok   ok    ok
GET    counting.breakdown       closed      in     403  403   ok    ok      403  ok    ok
GET    counting.guards          -           in     ok   ok    ok    ok      ok   ok    ok
GET    counting.guards          closed      in     403  403   ok    ok      403  ok    ok
GET    counting.why             -           in     ok   ok    ok    ok      ok   ok    ok
GET    counting.why             closed      in     403  403   ok    ok      403  ok    ok
GET    counting.workbook        -           in     ok   ok    ok    ok      ok   ok    ok
GET    counting.workbook        closed      in     403  403   ok    ok      403  ok    ok
GET    counting.average_cost    -           in     403  403   ok    ok      403  ok    ok

# Pledges
GET    registry.pledges         -           in     ok   ok    ok    ok      ok   ok    ok
GET    registry.pledges         published   in     ok   ok    ok    ok      ok   ok    ok
GET    registry.pledges         closed      in     403  403   ok    ok      403  ok    ok
GET    registry.pledges_file    csv         in     ok   ok    ok    ok      ok   ok    ok
GET    registry.pledges_file    closed      in     403  403   ok    ok      403  ok    ok
GET    registry.show            public      in     ok   404   ok    ok      ok   ok    ok
GET    registry.show            officials   in     ok   404   ok    ok      404  ok    ok
GET    registry.show            embargoed   in     ok   404   ok    ok      404  ok    ok
GET    registry.show            waiting     in     ok   404   ok    ok      404  ok    ok
GET    registry.show            draft       in     ok   404   ok    ok      404  ok    ok
GET    registry.show            nothing     in     404  404   404   404     404  404   404
GET    registry.new             -           in     ok   ok    ok    ok      403  403   403
POST   registry.create          -           in     ok   ok    ok    ok      403  403   403
GET    registry.change          public      in     ok   404   ok    ok      403  403   403
POST   registry.save_change     public      in     ok   404   ok    ok      403  403   403
POST   registry.step            draft       in     ok   404   ok    ok      403  403   no
POST   registry.step            withdraw    in     ok   404   ok    ok      403  403   no
POST   registry.step            public      in     ok   404   ok    ok      403  403   no
POST   registry.step            certify     in     no   404   no    no      403  403   ok
POST   registry.overlap         rivals      in     403  403   no    ok      403  403   ok

# Parties: a company opens itself, an economist what a public record names, and finds no more
GET    companies.index          -           in     ok   ok    ok    ok      ok   ok    ok
GET    companies.index          closed      in     403  403   ok    ok      403  ok    ok
GET    companies.index_file     csv         in     ok   ok    ok    ok      ok   ok    ok
GET    companies.index_file     closed      in     403  403   ok    ok      403  ok    ok
GET    companies.show           filer       in     ok   404   ok    ok      404  ok    ok
GET    companies.show           pseudonym   in     404  404   404   404     ok   404   404
GET    companies.show           nobody      in     404  404   404   404     404  404   404
GET    companies.show_file      filer       in     ok   404   ok    ok      404  ok    ok
GET    companies.show_file      closed      in     403  403   ok    ok      403  ok    ok
GET    search.results           -           in     ok   ok    ok    ok      ok   ok    ok

# What is overdue: whoever files asks for a change, a checker without a hand in it dismisses
GET    overdue.index            -           in     ok   ok    ok    ok      ok   ok    ok
GET    overdue.index            closed      in     403  403   ok    ok      403  ok    ok
GET    overdue.index_file       csv         in     ok   ok    ok    ok      ok   ok    ok
GET    overdue.show             late        in     ok   404   ok    ok      ok   ok    ok
POST   overdue.decide           lapse       in     ok   404   ok    ok      403  403   no
POST   overdue.decide           dismiss     in     no   404   no    ok      403  403   ok

# Approval
GET    approvals.queue          -           in     403  403   ok    ok      403  403   ok
GET    approvals.queue_file     csv         in     403  403   ok    ok      403  403   ok
GET    approvals.review         waiting     in     403  403   ok    ok      403  403   ok
GET    approvals.review         bundle      in     403  403   ok    ok      403  403   ok
GET    approvals.review         money       in     403  403   ok    ok      403  403   ok
GET    approvals.review         nothing     in     403  403   404   404     403  403   404
POST   approvals.decide         waiting     in     403  403   no    ok      403  403   ok
POST   approvals.decide         money       in     403  403   no    ok      403  403   ok
POST   approvals.decide         returned    in     403  403   no    ok      403  403   ok
POST   approvals.decide         review      in     403  403   no    ok      403  403   ok
POST   approvals.decide         bundle      in     403  403   ok    ok      403  403   ok
POST   approvals.decide         claim-waits in     403  403   no    ok      403  403   ok
POST   approvals.decide         settled     in     403  403   409   409     403  403   409

# Workbooks: of the first company, one of them with claims (taxpayer data)
GET    uploads.start            -           in     ok   ok    ok    ok      403  403   403
GET    uploads.every            -           in     ok   ok    ok    ok      403  ok    ok
GET    uploads.every_file       csv         in     ok   ok    ok    ok      403  ok    ok
GET    uploads.template         -           in     ok   ok    ok    ok      403  403   403
POST   uploads.upload           own         in     ok   ok    ok    ok      403  403   403
GET    uploads.preview          uploaded    in     ok   404   ok    ok      403  403   403
GET    uploads.marked           uploaded    in     ok   404   ok    ok      403  403   403
POST   uploads.confirm          uploaded    in     ok   404   ok    ok      403  403   403
GET    uploads.done             bundle      in     ok   404   ok    ok      ok   ok    ok
GET    uploads.done             claims      in     ok   404   ok    ok      404  404   ok

# Support in general
GET    support.index            -           in     ok   ok    ok    ok      ok   ok    ok
GET    support.list_kind        tax         in     ok   ok    ok    ok      ok   ok    ok
GET    support.list_kind        funds       in     ok   ok    ok    ok      ok   ok    ok
GET    support.list_kind        loans       in     ok   ok    ok    ok      ok   ok    ok
GET    support.list_file        funds       in     ok   ok    ok    ok      ok   ok    ok
GET    support.show             loan        in     ok   404   ok    ok      ok   ok    ok
GET    support.show             fund        in     ok   404   ok    ok      ok   ok    ok
GET    support.show             provision   in     404  404   ok    ok      ok   ok    ok
GET    support.show             claim       in     ok   404   ok    ok      404  404   ok
GET    support.show             waiting     in     ok   404   ok    ok      404  ok    ok

# Funds
GET    funds.layer              -           in     403  403   ok    ok      ok   ok    ok
GET    funds.layer_file         csv         in     403  403   ok    ok      ok   ok    ok
POST   funds.overlap            pledge      in     403  403   no    ok      403  403   ok
GET    funds.new                -           in     ok   ok    ok    ok      403  403   403
POST   funds.create             -           in     ok   ok    ok    ok      403  403   403
GET    funds.change             fund        in     ok   404   ok    ok      403  403   403
POST   funds.save_change        fund        in     ok   404   ok    ok      403  403   403

# Money typed under a record
GET    money.new                public      in     ok   404   ok    ok      403  403   403
GET    money.new                fund        in     ok   404   ok    ok      403  403   403
POST   money.create             public      in     ok   404   ok    ok      403  403   403

# Loans
GET    loans.calculator         -           in     ok   ok    ok    ok      ok   ok    ok
GET    loans.workbook           -           in     ok   ok    ok    ok      ok   ok    ok
GET    loans.list_file          csv         in     ok   ok    ok    ok      ok   ok    ok
GET    loans.schedule_file      loan        in     ok   404   ok    ok      ok   ok    ok
GET    loans.new                -           in     ok   ok    ok    ok      403  403   403
POST   loans.create             -           in     ok   ok    ok    ok      403  403   403
GET    loans.change             loan        in     ok   404   ok    ok      403  403   403
POST   loans.save_change        loan        in     ok   404   ok    ok      403  403   403
GET    loans.new_entry          loan        in     ok   404   ok    ok      403  403   403
POST   loans.create_entry       loan        in     ok   404   ok    ok      403  403   403
POST   loans.decide_entry       loan        in     403  403   no    ok      403  403   ok
POST   loans.step               loan        in     ok   404   ok    ok      403  403   403
POST   loans.estimate           loan        in     403  403   ok    ok      403  403   ok
GET    rates.show               -           in     403  403   ok    ok      ok   ok    ok
POST   rates.propose            -           in     403  403   ok    ok      403  403   ok
POST   rates.decide             waiting     in     403  403   no    ok      403  403   ok

# Exchange rates: everybody reads them, a company without the names of who keeps them
GET    exchange.show            -           in     ok   ok    ok    ok      ok   ok    ok
GET    exchange.show_file       csv         in     ok   ok    ok    ok      ok   ok    ok
POST   exchange.propose         -           in     403  403   ok    ok      403  403   ok
POST   exchange.decide          waiting     in     403  403   no    ok      403  403   ok

# Tax: claims are taxpayer data
GET    taxes.calculator         -           in     ok   ok    ok    ok      ok   ok    ok
GET    taxes.claims             -           in     ok   ok    ok    ok      403  403   ok
GET    taxes.claims_file        csv         in     ok   ok    ok    ok      403  403   ok
GET    taxes.new                -           in     ok   ok    ok    ok      403  403   403
POST   taxes.create             -           in     ok   ok    ok    ok      403  403   403
GET    taxes.change             claim       in     ok   404   ok    ok      403  403   403
POST   taxes.save_change        claim       in     ok   404   ok    ok      403  403   403
POST   support.step             claim-waits in     ok   404   ok    ok      403  403   no
POST   support.step             loan        in     ok   404   ok    ok      403  403   no
POST   support.step             certify-loan in    no   404   no    no      403  403   ok
GET    tax_law.provisions       -           in     403  403   ok    ok      ok   ok    ok
GET    tax_law.new_provision    -           in     403  403   ok    ok      403  403   ok
POST   tax_law.create_provision -           in     403  403   ok    ok      403  403   ok
GET    tax_law.change_provision provision   in     403  403   ok    ok      403  403   ok
POST   tax_law.save_provision   provision   in     403  403   ok    ok      403  403   ok
GET    tax_law.settings         -           in     403  403   ok    ok      ok   ok    ok
POST   tax_law.propose_one      -           in     403  403   403   403     403  403   ok
GET    tax_law.setting          waiting     in     403  403   ok    ok      ok   ok    ok
POST   tax_law.decide           waiting     in     403  403   ok    ok      403  403   no
GET    tax_reports.report       -           in     403  403   ok    ok      ok   ok    ok
GET    tax_reports.report_file  csv         in     403  403   ok    ok      ok   ok    ok
GET    tax_reports.figures      -           in     403  403   ok    ok      ok   ok    ok
GET    tax_reports.figures_file csv         in     403  403   ok    ok      ok   ok    ok
GET    tax_reports.template     -           in     403  403   ok    ok      403  403   ok
POST   tax_reports.file_one     -           in     403  403   ok    ok      403  403   ok
POST   tax_reports.upload       -           in     403  403   ok    ok      403  403   ok
POST   tax_reports.decide       waiting     in     403  403   no    ok      403  403   ok

# The scope table
GET    scope.show               -           in     403  403   ok    ok      ok   ok    ok
GET    scope.review             waiting     in     403  403   ok    ok      ok   ok    ok
POST   scope.propose            -           in     403  403   403   403     403  403   ok
POST   scope.decide             waiting     in     403  403   ok    ok      403  403   no

# Periods: an economist learns of them when they are published
GET    periods.index            -           in     ok   ok    ok    ok      403  ok    ok
GET    periods.index_file       -           in     ok   ok    ok    ok      403  ok    ok
GET    periods.show             closed      in     ok   ok    ok    ok      403  ok    ok
GET    periods.show             nothing     in     404  404   404   404     403  404   404
GET    periods.filings_file     closed      in     ok   ok    ok    ok      403  ok    ok
POST   periods.plan             -           in     403  403   ok    ok      403  403   ok
POST   periods.ask              published   in     403  403   ok    ok      403  403   ok
POST   periods.decide           closed      in     403  403   no    ok      403  403   ok
POST   periods.certify          open        in     403  403   ok    no      403  403   ok
POST   periods.no_change        open        in     ok   ok    ok    ok      403  403   403
POST   periods.decide_no_change open        in     403  403   no    ok      403  403   ok

# A company's own second person
GET    company.queue            -           in     ok   ok    403   403     403  403   ok
POST   company.decide_setting   require     in     no   no    403   403     403  403   no
POST   company.decide_setting   end         in     ok   no    403   403     403  403   ok
GET    company.show             inside      in     ok   404   403   403     403  403   403
GET    company.show             waiting     in     404  404   403   403     403  403   403
POST   company.decide           inside      in     ok   404   403   403     403  403   403

# National targets
GET    targets.board            -           in     ok   ok    ok    ok      ok   ok    ok
GET    targets.board            closed      in     403  403   ok    ok      403  ok    ok
GET    targets.board_file       csv         in     ok   ok    ok    ok      ok   ok    ok
GET    targets.show             held        in     ok   ok    ok    ok      ok   ok    ok
GET    targets.show             waiting     in     404  404   ok    ok      ok   ok    ok
GET    targets.observations     -           in     ok   ok    ok    ok      ok   ok    ok
GET    targets.observations_file csv        in     ok   ok    ok    ok      ok   ok    ok
GET    target_entry.waiting     -           in     403  403   ok    ok      ok   ok    ok
GET    target_entry.new         targets     in     403  403   ok    ok      403  403   ok
GET    target_entry.new         observations in    403  403   ok    ok      403  403   ok
POST   target_entry.propose     targets     in     403  403   ok    ok      403  403   ok
POST   target_entry.propose     observations in    403  403   ok    ok      403  403   ok
GET    target_entry.template    -           in     403  403   ok    ok      403  403   ok
GET    target_entry.upload_form -           in     403  403   ok    ok      403  403   ok
POST   target_entry.upload      -           in     403  403   ok    ok      403  403   ok
POST   target_entry.confirm_upload -        in     403  403   ok    ok      403  403   ok
POST   target_entry.decide      waiting     in     403  403   no    ok      403  403   ok

# Projections: of a closed day only after its publication
GET    projections.index        -           in     403  403   ok    ok      ok   ok    ok
GET    projections.list_file    csv         in     403  403   ok    ok      ok   ok    ok
POST   projections.create       today       in     403  403   ok    ok      ok   403   ok
POST   projections.create       closed      in     403  403   ok    ok      no   403   ok
GET    projections.show         today       in     403  403   ok    ok      ok   ok    ok
GET    projections.show         closed      in     403  403   ok    ok      404  ok    ok
GET    projections.workbook     today       in     403  403   ok    ok      ok   ok    ok
GET    projections.workbook     closed      in     403  403   ok    ok      404  ok    ok
GET    projections.listing      closed      in     403  403   ok    ok      404  ok    ok
GET    projections.needed       today       in     403  403   ok    ok      ok   ok    ok
GET    projections.needed       closed      in     403  403   ok    ok      404  ok    ok
GET    projections.needed_file  closed      in     403  403   ok    ok      404  ok    ok
GET    projections.picture      closed      in     403  403   ok    ok      404  ok    ok

# The history
GET    audit.events             -           in     403  403   403   403     403  ok    ok
GET    audit.events_file        csv         in     403  403   403   403     403  ok    ok
GET    audit.check              -           in     403  403   403   403     403  ok    ok
"""


class Row(NamedTuple):
    """What each person gets who asks for one thing at one address."""

    method: str
    endpoint: str
    what: str
    expected: dict[str, str]


def rows() -> list[Row]:
    """The rows of the table."""
    head, *lines = (line.split() for line in TABLE.splitlines() if line and line[0] != "#")
    assert tuple(head[3:]) == PEOPLE
    return [
        Row(method, endpoint, what, dict(zip(PEOPLE, expected, strict=True)))
        for method, endpoint, what, *expected in lines
    ]
