"""The command that pgslate's story began with: Flask-SQLAlchemy and SQLAlchemy-Utils, see origin.py."""

from bench import ROOT, has_python_modules
from measure import Step
from row import Way
from server import USER

NEEDS = ("flask_sqlalchemy", "sqlalchemy_utils", "psycopg2")


def way(bench, database, **more):
    def steps(at):
        environment = {"PGHOST": str(at.socket), "POSTGRES_USER": USER, "POSTGRES_PW": "unused",
                       "POSTGRES_DB": database}
        application = ROOT / "bench/origin.py"
        return [Step([bench.programs.python, "-m", "flask", "--app", application, "resetdb"],
                     environment, bench.folder)]

    known = has_python_modules(bench.programs.python, *NEEDS)
    missing = "" if known else f"{bench.programs.python} lacks one of {', '.join(NEEDS)}"
    return Way("flask resetdb", steps=steps, missing=missing, **more)
