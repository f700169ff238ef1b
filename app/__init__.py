"""The web application: wiring, nothing else."""

from flask import Flask
from flask_wtf.csrf import CSRFProtect
from werkzeug.middleware.proxy_fix import ProxyFix

from app import access, cli, errors, frame, logs, messages, sheet_form, store
from app.accounts import identity
from app.accounts.people import bp as people
from app.accounts.views import bp as accounts
from app.approvals.views import bp as approvals
from app.audit.views import bp as audit
from app.companies.views import bp as companies
from app.company.views import bp as company
from app.config import Settings
from app.counting.scope_views import bp as scope
from app.counting.views import bp as counting
from app.dashboard.views import bp as dashboard
from app.exchange.views import bp as exchange
from app.funds.form_views import bp as funds
from app.help.views import bp as help_pages
from app.lists import page as lists
from app.lists import saved_views
from app.lists.saved_views import bp as list_tools
from app.loans.entry_views import bp as loans
from app.loans.rate_views import bp as rates
from app.money.views import bp as money
from app.overdue.views import bp as overdue
from app.periods import asof
from app.periods.views import bp as periods
from app.projections.views import bp as projections
from app.registry import drafts
from app.registry.current import data_day
from app.registry.form_views import bp as registry
from app.registry.support import bp as support
from app.search.views import bp as search
from app.targets.entry_views import bp as target_entry
from app.targets.views import bp as targets
from app.taxes.claim_views import bp as taxes
from app.taxes.provision_views import bp as tax_law
from app.taxes.report_views import bp as tax_reports
from app.together import views as together
from app.uploads.views import bp as uploads

BLUEPRINTS = (
    people,
    accounts,
    dashboard,
    counting,
    scope,
    registry,
    overdue,
    companies,
    search,
    exchange,
    support,
    money,
    targets,
    target_entry,
    funds,
    loans,
    rates,
    taxes,
    tax_law,
    tax_reports,
    uploads,
    projections,
    approvals,
    company,
    periods,
    audit,
    list_tools,
    together.bp,
    help_pages,
)


def create_app(settings: Settings) -> Flask:
    """The application for ``settings``; it starts nothing and changes no database."""
    app = Flask(__name__, static_folder=None)
    app.config.from_mapping(settings.to_flask())
    if settings.proxies:
        count = settings.proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=count, x_proto=count, x_host=count)  # type: ignore[method-assign]  # Flask documents this.
    store.init_app(app, settings.database_url)
    for extension in (
        frame,
        identity,
        access,
        cli,
        errors,
        logs,
        messages,
        asof,
        lists,
        saved_views,
        sheet_form,
        drafts,
        together,
    ):
        extension.init_app(app)
    app.add_template_global(data_day)
    CSRFProtect(app)
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
    return app
