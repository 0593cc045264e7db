"""On PostgreSQL a trigger looks at the schema's tables, whatever a connection calls by a name."""

import pytest

from models.base.errors import RefusedByRule
from models.station.desk import Desk
from tests.making import pay, person, register_people

pytestmark = pytest.mark.parametrize("kind", ["postgresql"])


def test_a_temporary_table_of_the_same_name_changes_nothing(desk: Desk) -> None:
    """The program itself reads it, and so finds nobody paid: the guard still knows better."""
    register_people(desk, person("张三"), person("李四", household="0002"))
    pay(desk, trace=1)
    store = desk.store
    store.run("CREATE TEMP TABLE in_force AS SELECT * FROM public.in_force WHERE false")
    in_force = store.number("SELECT count(*) FROM public.in_force")
    with pytest.raises(RefusedByRule) as refused:
        pay(desk, trace=2)
    assert refused.value.code == "already_paid"
    assert store.number("SELECT count(*) FROM public.in_force") == in_force > 0
    pay(desk, "0002", trace=3)
    assert store.number("SELECT count(*) FROM public.in_force") == 2 * in_force
    assert store.number("SELECT count(*) FROM pg_temp.in_force") == 0


def test_every_trigger_function_fixes_where_it_looks(desk: Desk) -> None:
    functions = desk.store.rows(
        "SELECT proname, array_to_string(proconfig, ' ') FROM pg_proc "
        "WHERE prorettype = 'trigger'::regtype AND pronamespace = 'public'::regnamespace"
    )
    assert len(functions) > 100
    assert {path for _, path in functions} == {"search_path=public, pg_temp"}
