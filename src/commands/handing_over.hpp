// The target for other programs.
#pragma once

#include "commands/context.hpp"
#include "postgres/connection_parameters.hpp"

#include <string>
#include <vector>

namespace pgslate::commands {

/// How another program gets to the target's database, which need not be there. The server is waited
/// for if the context says so; a private one is made and started if need be. Throws Error.
postgres::ConnectionParameters way_to_target(const Context& context);

/// The target as a URL that libpq and psql take, without secrets unless they are asked for.
std::string url(const Context& context, bool secrets);

/// This process becomes psql on the target. Throws Error (69) if there is no psql.
[[noreturn]] void psql(const Context& context, const std::vector<std::string>& arguments);

} // namespace pgslate::commands
