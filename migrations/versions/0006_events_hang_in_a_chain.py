"""events hang in a chain, and nothing changes them"""

import hashlib
import json
from datetime import UTC

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

SAID = ("id", "at", "actor_id", "action", "party_id", "instrument_id", "revision_id",
        "movement_id", "submission_id", "run_id", "changes", "reason")  # fmt: skip
REFUSAL = "events are never changed or deleted"


def upgrade() -> None:
    op.create_table(
        "event_chain",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("events", sa.Integer(), nullable=False),
        sa.Column("hash", sa.String(64), nullable=False),
        sa.CheckConstraint("id = 1", name="one_row"),
        sa.PrimaryKeyConstraint("id", name="pk_event_chain"),
    )
    with op.batch_alter_table("event") as table:
        table.add_column(sa.Column("digest", sa.String(64), nullable=True))
        table.add_column(sa.Column("prev_hash", sa.String(64), nullable=True))
        table.add_column(sa.Column("hash", sa.String(64), nullable=True))
    _link_all()
    with op.batch_alter_table("event") as table:
        table.alter_column("prev_hash", existing_type=sa.String(64), nullable=False)
        table.alter_column("hash", existing_type=sa.String(64), nullable=False)
    _refuse_changes()


def _link_all() -> None:
    """Give the events that exist their place in the chain, in the order of their numbers."""
    types = {"at": sa.DateTime(timezone=True), "changes": sa.JSON()}
    columns = [sa.column(name, types.get(name, sa.String())) for name in SAID]
    event = sa.table("event", *columns, sa.column("prev_hash"), sa.column("hash"))
    connection = op.get_bind()
    before, last = "0" * 64, 0
    for row in connection.execute(sa.select(*columns).order_by(sa.text("id"))).mappings().all():
        at = row["at"] if row["at"].tzinfo else row["at"].replace(tzinfo=UTC)
        moment = at.astimezone(UTC).isoformat(timespec="microseconds")
        said = [before, *(moment if name == "at" else row[name] for name in SAID), None]
        text = json.dumps(
            said, sort_keys=True, ensure_ascii=False, separators=(",", ":"), default=str
        )
        digest = hashlib.sha256(text.encode()).hexdigest()
        connection.execute(
            event.update().where(sa.column("id") == row["id"]).values(prev_hash=before, hash=digest)
        )
        before, last = digest, row["id"]
    chain = sa.table("event_chain", sa.column("id"), sa.column("events"), sa.column("hash"))
    connection.execute(chain.insert().values(id=1, events=last, hash=before))


def _refuse_changes() -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            "CREATE FUNCTION refuse_event_change() RETURNS trigger AS $$ "
            f"BEGIN RAISE EXCEPTION '{REFUSAL}'; END $$ LANGUAGE plpgsql"
        )
        op.execute(
            "CREATE TRIGGER event_is_kept BEFORE UPDATE OR DELETE ON event "
            "FOR EACH ROW EXECUTE FUNCTION refuse_event_change()"
        )
        return
    for step in ("UPDATE", "DELETE"):
        op.execute(
            f"CREATE TRIGGER event_is_kept_{step.lower()} BEFORE {step} ON event "
            f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
        )


def downgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP TRIGGER event_is_kept ON event")
        op.execute("DROP FUNCTION refuse_event_change()")
    else:
        op.execute("DROP TRIGGER event_is_kept_update")
        op.execute("DROP TRIGGER event_is_kept_delete")
    with op.batch_alter_table("event") as table:
        table.drop_column("hash")
        table.drop_column("prev_hash")
        table.drop_column("digest")
    op.drop_table("event_chain")
