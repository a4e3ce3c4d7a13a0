# Tells by a JSON Schema which TOML files fit it: a line for each file, its path and "fits", or why it
# does not. With --lines, each line of the files is one of its own.
#
#   judge.py SCHEMA [--lines] FILE...
import json
import sys
import tomllib

import jsonschema


def verdict(validator, text):
    error = next(validator.iter_errors(tomllib.loads(text)), None)
    return "fits" if error is None else f"{error.json_path}: {error.message}"


schema = json.load(open(sys.argv[1], encoding="utf-8"))
jsonschema.Draft7Validator.check_schema(schema)
judge = jsonschema.Draft7Validator(schema)
for path in sys.argv[2:]:
    if path == "--lines":
        continue
    text = open(path, encoding="utf-8").read()
    for part in text.splitlines() if "--lines" in sys.argv else [text]:
        print(f"{path}: {verdict(judge, part)}")
