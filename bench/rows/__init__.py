"""All rows by their names. Each makes itself for a size, or is None where it says nothing."""

from rows import change, clone, differ, empty, load, look, reset, suite

ROWS = {
    "start": look.start,
    "reset": reset.row,
    "in-place": empty.row,
    "clone": clone.row,
    "nothing-to-do": look.nothing_to_do,
    "dump": look.dump,
    "like": differ.row,
    "plan-ten": change.plan_ten,
    "apply-ten": change.apply_ten,
    "apply-all": change.apply_all,
    "load-sql": load.statements,
    "load-toml": load.toml_tables,
    "load-rows": load.copied_rows,
    "suite": suite.row,
}
