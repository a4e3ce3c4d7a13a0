// Whether somebody has changed template1, which the server's databases are made from, and how it
// copies them.
#pragma once

#include "postgres/together.hpp"

#include <cstdint>
#include <string>

namespace pgslate::database {

/// What a copy made before would not show of a change to template1.
struct Template1State {
    std::string text;          ///< another one where somebody may have written; empty: unknown
    bool clones_files = false; ///< the server copies files by the file system (file_copy_method)
};
/// Asks for that, among other questions, a server of this version (as PQserverVersion says it).
void ask_template1_state(postgres::Together& together, int version, Template1State& result);

/// How a database of that size is copied best. bench/README.md has the figures.
std::string strategy_for(const Template1State& server, std::int64_t bytes);

} // namespace pgslate::database
