// How far a statement is that takes long, where the server tells (manual, "Progress Reporting").
#pragma once

#include "postgres/session.hpp"

namespace pgslate::database {

/// Remarks how far the process with this id is with building an index, with CLUSTER, ANALYZE or
/// COPY; nothing if it is at none of these. `session` is another one, with any database of the
/// server. Throws Error.
void remark_statement(Progress& progress, postgres::Session& session, int pid);

} // namespace pgslate::database
