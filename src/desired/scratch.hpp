// Databases in which models are tried, so that PostgreSQL makes them canonical.
#pragma once

#include "database/server.hpp"
#include "desired/request.hpp"
#include "plan/plan.hpp"
#include "postgres/session.hpp"

#include <cstddef>
#include <functional>
#include <string_view>

namespace pgslate::desired {

/// Runs a plan in a scratch database on the server, or on the one that the request names for that,
/// and gives a session with it to `use`. Afterwards the database is gone. Returns how many
/// statements ran. Throws Error: 65 where the server refuses the plan.
std::size_t build_scratch(const Request& request, const database::Server& server, plan::Plan plan,
                          std::string_view task,
                          const std::function<void(postgres::Session&)>& use);

} // namespace pgslate::desired
