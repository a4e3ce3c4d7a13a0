// The options of single commands. Private to this room, as declare.hpp is.
#pragma once

#include "cli/options.hpp"

#include <CLI/CLI.hpp>

namespace pgslate::cli {

// What makes, replaces and drops databases.
void declare_resetdb(CLI::App& app, Options& options);
void declare_create(CLI::App& app, Options& options);
void declare_drop(CLI::App& app, Options& options);
void declare_prune(CLI::App& app, Options& options);

// What compares a database with models, and alters it.
void declare_status(CLI::App& app, Options& options);
void declare_plan(CLI::App& app, Options& options);
void declare_apply(CLI::App& app, Options& options);

// What writes down, or draws, what there is.
void declare_dump(CLI::App& app, Options& options);
void declare_diagram(CLI::App& app, Options& options);

} // namespace pgslate::cli
