// The data of a private server: making the cluster, and its log.
#pragma once

#include "base/descriptor.hpp"
#include "base/error.hpp"
#include "local/postgres_binaries.hpp"
#include "local/server_place.hpp"

#include <optional>
#include <string>

namespace pgslate::local {

/// The name of the superuser, and of the database every cluster has.
inline constexpr const char* superuser = "postgres";

/// The major version that made the cluster; nothing if there is none.
std::optional<int> cluster_version(const ServerPlace& place);

/// Makes the cluster with a new password; home must be there. It appears complete or not at all.
/// Throws Error (69) with what initdb said.
void make_cluster(const ServerPlace& place, const Binaries& binaries,
                  const config::Environment& environment);

/// Removes what an initdb that was killed left.
void remove_unfinished(const ServerPlace& place);

/// A new log; the one before is kept as server.log.1.
Descriptor new_log(const ServerPlace& place);

/// An error (69) that shows the log's last lines.
Error error_with_log(const ServerPlace& place, std::string message);

} // namespace pgslate::local
