// What a command line says, as plain data. CLI11 stays in cli/parse.cpp.
#pragma once

#include "cli/diagram_options.hpp"
#include "commands/dump_choice.hpp"
#include "config/target.hpp"
#include "report/output.hpp"

#include <chrono>
#include <optional>
#include <string>
#include <vector>

namespace pgslate::cli {

/// Options that every command knows.
struct Options {
    config::TargetChoice target;
    std::optional<std::chrono::milliseconds> wait; ///< --wait: how long to wait for the server
    bool yes = false;                              ///< --yes
    report::Manner manner;

    // Options of single commands.
    std::optional<std::string> like;    ///< status: --like URL or profile
    std::optional<std::string> scratch; ///< status, check: --scratch URL or profile
    std::optional<std::string> confirm; ///< resetdb, drop: --confirm NAME
    std::vector<std::string> renames;   ///< plan, apply: --rename OLD=NEW
    std::vector<std::string> allow;     ///< apply: --allow data-loss, or what may go
    bool dry_run = false;               ///< apply: --dry-run
    std::optional<std::string> plan;    ///< apply: --plan FILE
    bool no_analyze = false;            ///< apply: --no-analyze
    bool witness = false;               ///< apply: --witness
    bool undo = false;                  ///< plan: --undo
    bool sql = false;                   ///< plan: --sql
    bool markdown = false;              ///< status, plan: --markdown
    std::optional<std::string> out;     ///< plan: --out FILE
    bool no_cache = false;              ///< status, create, plan, apply: --no-cache
    bool in_place = false;              ///< resetdb: --in-place
    std::optional<bool> wait_for_drop;  ///< resetdb: --wait-for-drop, --no-wait-for-drop
    bool watch = false;                 ///< resetdb, apply: --watch
    bool protect = false;               ///< create: --protect
    bool on_server = false;             ///< check: --server
    commands::DumpChoice dump;          ///< dump: --schema, --table
    DiagramOptions diagram;             ///< diagram: what is drawn
    std::string format;                 ///< dump, diagram: --format; empty if left out
    std::optional<std::string> output;  ///< dump: --output DIR; diagram: --output FILE
    bool force = false;                 ///< dump, diagram: --force
    std::optional<int> port;            ///< local start: --port
    std::vector<std::string> arguments; ///< psql: what stands behind --
    bool secrets = false;               ///< url: --secrets
    std::string shell;                  ///< completion: whose script
    bool all = false;                   ///< drop, local destroy: --all
    std::string folder = ".";           ///< init: where to write
    std::string schema_of = "models";   ///< json-schema: of which files
    std::optional<std::string> from;    ///< init: --from URL or profile
};

} // namespace pgslate::cli
