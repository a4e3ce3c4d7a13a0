// Options that several commands have, and not every one. Private to this room, as declare.hpp is.
#pragma once

#include "cli/options.hpp"

#include <CLI/CLI.hpp>

#include <string>
#include <vector>

namespace pgslate::cli {

/// One that may be given more than once, each time with one value.
CLI::Option* add_repeatable(CLI::App& app, const char* name, std::vector<std::string>& values,
                            const char* about, const char* type);

void add_scratch(CLI::App& app, Options& options);
void add_no_cache(CLI::App& app, Options& options);
void add_watch(CLI::App& app, Options& options);
void add_like(CLI::App& app, Options& options, const char* about);
void add_confirm(CLI::App& app, Options& options, const char* about);
void add_lock_timeout(CLI::App& app, Options& options, const char* about);
/// For what waits as long as most do.
void add_usual_lock_timeout(CLI::App& app, Options& options);

} // namespace pgslate::cli
