"""Inserting many rows at once, with keys taken beforehand: one statement whatever their number."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

import sqlalchemy as sa
from psycopg import sql
from sqlmodel import Session

Row = dict[str, Any]
FEW = 50
"""Up to so many rows go by an ordinary statement; more take the driver's fastest way."""


def insert_all(session: Session, table: type[Any], rows: Sequence[Row]) -> list[int]:
    """Insert ``rows`` and return their keys in order; defaults of the table are filled in."""
    if not rows:
        return []
    session.flush()
    keys = _keys(session, table.__table__, len(rows))
    numbered = [{"id": key, **row} for key, row in zip(keys, rows, strict=True)]
    insert_parts(session, table, numbered)
    return keys


def insert_parts(session: Session, table: type[Any], rows: Sequence[Row]) -> None:
    """Insert rows whose key nobody asks for. All of them state the same columns."""
    if not rows:
        return
    session.flush()
    if len(rows) <= FEW:
        session.execute(sa.insert(table.__table__), rows)
    elif session.get_bind().dialect.name == "postgresql":
        _copy(session.connection(), table.__table__, rows)
    else:
        _execute(session.connection(), table.__table__, rows)


def _keys(session: Session, table: sa.Table, count: int) -> list[int]:
    """The next keys of the table.

    PostgreSQL's sequence gives each number once; in SQLite nobody else writes while this
    transaction does.
    """
    if session.get_bind().dialect.name == "postgresql":
        sequence = sa.func.pg_get_serial_sequence(table.name, "id")
        series = sa.func.generate_series(1, count).table_valued("number")
        return list(session.scalars(sa.select(sa.func.nextval(sequence)).select_from(series)))
    last = session.scalar(sa.select(sa.func.max(table.c.id))) or 0
    return list(range(last + 1, last + 1 + count))


def _copy(connection: sa.Connection, table: sa.Table, rows: Sequence[Row]) -> None:
    """PostgreSQL's COPY, which takes rows many times faster than INSERT."""
    columns = _columns(table, rows[0])
    statement = sql.SQL("COPY {} ({}) FROM STDIN").format(
        sql.Identifier(table.name), sql.SQL(", ").join(map(sql.Identifier, columns))
    )
    cursor: Any = connection.connection.cursor()
    with cursor, cursor.copy(statement) as copy:
        for row in _bound(connection, table, columns, rows):
            copy.write_row(row)


def _execute(connection: sa.Connection, table: sa.Table, rows: Sequence[Row]) -> None:
    """One prepared statement for all rows, without building a statement for each."""
    columns = _columns(table, rows[0])
    statement = sa.insert(table).values(dict.fromkeys(columns)).compile(connection)
    placed = list(_bound(connection, table, statement.positiontup or columns, rows))
    connection.exec_driver_sql(str(statement), placed)


def _columns(table: sa.Table, row: Row) -> list[str]:
    """The columns that the rows state, and those that have a default."""
    return [*row, *(name for name in _defaults(table) if name not in row)]


def _defaults(table: sa.Table) -> Row:
    return {
        column.name: column.default.arg
        for column in table.columns
        if isinstance(column.default, sa.ColumnDefault) and not callable(column.default.arg)
    }


def _bound(
    connection: sa.Connection, table: sa.Table, columns: Sequence[str], rows: Sequence[Row]
) -> Iterator[tuple[Any, ...]]:
    """Every row as the values that the columns store."""
    defaults = _defaults(table)
    binders = [(name, _binder(table.c[name], connection.dialect)) for name in columns]
    for row in rows:
        said = defaults | row
        yield tuple(bind(said[name]) if bind else said[name] for name, bind in binders)


def _binder(column: sa.Column[Any], dialect: sa.Dialect) -> Callable[[Any], Any] | None:
    """What turns a value into what the column stores, where something must."""
    return column.type.dialect_impl(dialect).bind_processor(dialect)
