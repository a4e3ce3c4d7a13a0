// PostgreSQL's pg_dump on this machine, for whoever wants somebody else to look at a database.
#pragma once

#include "config/environment.hpp"
#include "postgres/connection_parameters.hpp"

#include <filesystem>
#include <string>

namespace pgslate::local {

struct DumpProgram {
    std::filesystem::path file;
    std::string version; ///< as `pg_dump --version` says it: "15.18"
};

/// The first that can read a server of this major version, which takes that version or a later one:
/// of PGSLATE_PG_BINDIR alone if it is set, else of the folders in which servers are looked for.
/// Throws Error (77) if there is none.
DumpProgram find_dump_program(const config::Environment& environment, int server_major);

/// What a database contains besides rows, without owners and privileges, as SQL. A password goes to
/// the program by its environment, which nobody else sees. Throws Error with the program's words.
std::string dumped_schema(const DumpProgram& program,
                          const postgres::ConnectionParameters& connection,
                          const config::Environment& environment);

} // namespace pgslate::local
