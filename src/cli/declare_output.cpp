// The options of what writes down, or draws, what there is.
#include "cli/declare.hpp"
#include "cli/declare_commands.hpp"
#include "cli/several_options.hpp"

namespace pgslate::cli {
namespace {

// What is drawn, and what it is held against.
void add_sides(CLI::App& app, Options& options) {
    auto& diagram = options.diagram;
    auto* like = app.add_option("--like", options.like, "Draw this database instead of the models")
                     ->type_name("URL|PROFILE");
    auto* live = app.add_flag("--live", diagram.live, "Draw what the database is")->excludes(like);
    auto* diff = app.add_flag("--diff", diagram.diff, "Draw both, and mark what differs");
    diff->excludes(live);
    app.add_flag("--offline", diagram.offline, "Ask no server: draw what can be read without one")
        ->excludes(live)
        ->excludes(diff)
        ->excludes(like);
}

} // namespace

void declare_dump(CLI::App& app, Options& options) {
    add_repeatable(app, "--schema", options.dump.schemas,
                   "Only what is in this schema (repeatable)", "SCHEMA");
    add_repeatable(app, "--table", options.dump.tables,
                   "Only this table or view, as NAME or SCHEMA.NAME (repeatable)", "TABLE");
    auto* output = app.add_option("--output", options.output,
                                  "Write models into this folder, a file for each table or type")
                       ->type_name("DIR");
    app.add_flag("--force", options.force, "Write over files that are there, with --output")
        ->needs(output);
    app.add_flag("--secrets", options.dump.secrets,
                 "Write passwords of user mappings, servers and subscriptions, too");
    app.add_option("--format", options.format,
                   "toml or sql; if left out, TOML where it can be for --output, else SQL")
        ->type_name("FORMAT")
        ->check(one_of("FORMAT"));
}

void declare_diagram(CLI::App& app, Options& options) {
    auto& diagram = options.diagram;
    app.add_option("--format", options.format,
                   "mermaid, dot, svg or html; if left out, what --output ends in, or mermaid")
        ->type_name("DRAWING")
        ->check(one_of("DRAWING"));
    auto* output =
        app.add_option("--output", options.output, "Write into this file")->type_name("FILE");
    app.add_flag("--force", options.force, "Write over the file if it is there")->needs(output);
    add_sides(app, options);
    add_repeatable(app, "--schema", diagram.choice.schemas,
                   "Only what is in this schema (repeatable)", "SCHEMA");
    auto* table = add_repeatable(
        app, "--table", diagram.choice.tables,
        "Only this table and what is around it, as NAME or SCHEMA.NAME (repeatable)", "TABLE");
    app.add_option("--around", diagram.choice.around,
                   "So many references away from --table; 1 if left out")
        ->type_name("NUMBER")
        ->needs(table)
        ->check(whole_number(0, 1000));
    app.add_option("--columns", diagram.columns,
                   "all, keys or none; if left out, as many as stay readable")
        ->type_name("WHICH")
        ->check(one_of("WHICH"));
    add_scratch(app, options);
}

} // namespace pgslate::cli
