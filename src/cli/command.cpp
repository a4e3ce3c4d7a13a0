#include "cli/command.hpp"

#include <array>

namespace pgslate::cli {
namespace {

constexpr std::array table = {
    Command{"resetdb", "Destroy the database and create it again from the models",
            "Builds a database with everything the models declare beside the one that is there, "
            "and exchanges them in one transaction; until then the old one is as it was. With "
            "--in-place the database stays, and its schemas are emptied and built again.",
            "pgslate resetdb --local", run_resetdb},
    Command{"create", "Create the database, or what is missing in it",
            "Creates the database if it is missing, and every declared object that is missing in "
            "it. Never alters or drops what is there. Nothing to do is done quickly.",
            "pgslate create --wait=30", run_create},
    Command{"drop", "Drop the database", "Drops the database; succeeds if there is none.",
            "pgslate drop --profile staging --confirm app", run_drop},
    Command{"prune", "Show, or drop, the templates and spares that resetdb keeps on the server",
            "Shows the templates of models and the spare databases, of whatever project, that "
            "belong to the target's role; with --yes it drops them. Nothing depends on them: "
            "resetdb makes new ones. What is not certainly its own is left alone.",
            "pgslate prune --local --yes", run_prune, "Drop them; without it they are only shown"},
    Command{"status", "Tell what the target is, and whether it is what the models say",
            "Shows server, target and its source, the database, and everything that is missing in "
            "it, not declared, or other than declared. Exit status 2 if anything differs.",
            "pgslate status --json", run_status},
    Command{"plan", "Show the steps that would bring the database to the models",
            "Prints what apply would do, step by step: what each locks, what can come of it, and "
            "why. Takes no lock stronger than reading does, "
            "and changes nothing. Exit status 2 if there is something to do.",
            "pgslate plan --profile staging", run_plan},
    Command{"apply", "Bring the database to the models, and keep its data",
            "Alters the database in one transaction, and proves before it commits that it is what "
            "the models declare and that what was to stay has stayed. Refuses to lose data unless "
            "it is told which may go.",
            "pgslate apply --profile staging --allow 'column public.user.nick'", run_apply},
    Command{
        "dump", "Write what the database contains as models",
        "Reads the database and prints a script that creates the same in an empty one: for psql, "
        "or as a .sql model. With --output it writes models into a folder: TOML where that has a "
        "form for it, .sql beside it for the rest. The same database gives the same text. Data "
        "are not read.",
        "pgslate dump --url postgresql://ada@db.example.org/shop --output schemas", run_dump},
    Command{"diagram", "Draw the database",
            "Draws tables, columns and references: for Markdown (Mermaid), for Graphviz (DOT), as "
            "SVG, or as one HTML page to look around in. What the models declare needs no server "
            "unless SQL has to be read; --live draws what is there, --diff both.",
            "pgslate diagram --output schema.html", run_diagram},
    Command{"sql", "Print the SQL that creates everything the models declare",
            "Prints a script for psql, in an order that works. Needs no server.",
            "pgslate sql --models schemas > schema.sql", run_sql},
    Command{"check", "Validate the models",
            "Reads all models and reports everything that is wrong with them. Needs no server; "
            "with --server it also builds them in a scratch database, which is dropped again.",
            "pgslate check --server --local", run_check},
    Command{"wait", "Wait until the server accepts connections",
            "Returns when the server lets the target's role log in; 60 seconds at most, or as "
            "long as --wait says. Gives up at once where waiting can't help.",
            "pgslate wait --wait=120", run_wait},
    Command{
        "init", "Write a pgslate.toml and a first model",
        "Writes pgslate.toml and schemas/user.toml into a folder; overwrites nothing, and writes "
        "no first model beside models that are there. With --from it adopts a database: writes "
        "what that contains as models, a pgslate.toml without its password, and compares both. "
        "Exit status 2 if they differ.",
        "pgslate init my-project", run_init},
    Command{"json-schema", "Print the JSON Schema of models or of pgslate.toml, for editors",
            "With it, editors complete, explain and check what is written. init and dump write it "
            "into the folder .pgslate, and say so on the first line of what they write.",
            "pgslate json-schema models > .pgslate/models.schema.json", run_json_schema},
    Command{"psql", "Open psql on the target",
            "Becomes psql, with the target and its password; what stands behind -- is for psql. "
            "The exit status is psql's.",
            "pgslate psql --profile staging -- --command 'select count(*) from account'", run_psql},
    Command{"url", "Print the target's URL",
            "Prints where the target is as a postgresql:// URL, for psql and other programs. "
            "Secrets are left out; --secrets prints them. Does not connect.",
            "pg_dump --dbname \"$(pgslate url --profile staging)\"", run_url},
    Command{"completion", "Print the script with which a shell completes pgslate's command lines",
            "Prints a script for bash, zsh or fish, which asks pgslate what can be typed next: "
            "commands, options, profiles, schemas and tables of the models, databases of the "
            "target. Packages install it.",
            "source <(pgslate completion bash)", run_completion},
    Command{"local start", "Start this project's private server, making it if there is none",
            "Makes a PostgreSQL server for this project alone, with the programs found on the "
            "machine, and starts it. It is reached by a socket only its owner may use.",
            "pgslate local start --port 5433", run_local_start},
    Command{"local stop", "Stop the private server", "Ends the server's sessions and the server.",
            "pgslate local stop", run_local_stop},
    Command{"local status", "Tell whether the private server runs, and where",
            "Shows the server's version, folder, socket and log.", "pgslate local status",
            run_local_status},
    Command{"local env", "Print the variables that lead to the private server",
            "Prints POSTGRES_URL and its three companions, DATABASE_URL, and PGHOST and so on, as "
            "lines for a shell's eval. The password is among them.",
            "eval \"$(pgslate local env)\"", run_local_env},
    Command{"local list", "List your private servers, those of other projects too",
            "Shows for each whether it runs, its version, how much disk its data take, and the "
            "project folder it belongs to; and whether that folder is gone.",
            "pgslate local list", run_local_list},
    Command{"local destroy", "Stop the private server and remove everything it made",
            "All databases of the private server are gone afterwards. With --all it is not about "
            "this project: removed are the servers whose project folder is gone, and no other. "
            "Asks no question.",
            "pgslate local destroy --all", run_local_destroy},
};

} // namespace

std::span<const Command> commands() {
    return table;
}

} // namespace pgslate::cli
