"""parties have pseudonyms, and economists see names when granted"""

import secrets

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

LETTERS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"


def upgrade() -> None:
    with op.batch_alter_table("user_account") as table:
        table.add_column(
            sa.Column("sees_names", sa.Boolean(), nullable=False, server_default=sa.false())
        )
    with op.batch_alter_table("user_account") as table:
        table.alter_column("sees_names", server_default=None)
    with op.batch_alter_table("party") as table:
        table.add_column(sa.Column("pseudonym", sa.String(12), nullable=True))
    _name_all()
    with op.batch_alter_table("party") as table:
        table.alter_column("pseudonym", existing_type=sa.String(12), nullable=False)
        table.create_unique_constraint("uq_party_pseudonym", ["pseudonym"])


def _name_all() -> None:
    party = sa.table("party", sa.column("id", sa.Integer), sa.column("pseudonym", sa.String))
    connection = op.get_bind()
    for key in connection.scalars(sa.select(party.c.id)).all():
        name = "F-" + "".join(secrets.choice(LETTERS) for _ in range(6))
        connection.execute(party.update().where(party.c.id == key).values(pseudonym=name))


def downgrade() -> None:
    with op.batch_alter_table("party") as table:
        table.drop_constraint("uq_party_pseudonym", type_="unique")
        table.drop_column("pseudonym")
    with op.batch_alter_table("user_account") as table:
        table.drop_column("sees_names")
