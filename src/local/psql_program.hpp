// PostgreSQL's psql on this machine, for people and scripts that want to look at a target.
#pragma once

#include "config/environment.hpp"
#include "postgres/connection_parameters.hpp"

#include <filesystem>
#include <string>
#include <vector>

namespace pgslate::local {

/// The first in the folders in which PostgreSQL's programs are looked for, PATH before others.
/// Throws Error (69) that names the package to install.
std::filesystem::path find_psql(const config::Environment& environment);

/// This process becomes psql on that database, with `arguments` besides. Other secrets than the
/// password are not handed over. Throws Error (69) when it cannot be run.
[[noreturn]] void become_psql(const std::filesystem::path& psql,
                              const postgres::ConnectionParameters& connection,
                              const std::vector<std::string>& arguments,
                              const config::Environment& environment);

/// A line of a password file (PostgreSQL manual, "The Password File") for each host that these
/// keywords name. Nothing if the password can't stand in a line.
std::string password_lines(const postgres::Keywords& keywords);

} // namespace pgslate::local
