// What stands between a command and the end of a database.
#pragma once

#include "commands/context.hpp"
#include "database/database.hpp"
#include "postgres/session.hpp"

namespace pgslate::commands {

/// Throws Error (77) unless the target's database may be destroyed: databases the server needs
/// never are, nor is any but the one that --confirm names; a protected one (its profile says so, or
/// its mark) needs --confirm with its name; on another machine a person has to type the name, or
/// --yes has to be given. Asks before anything is done, and names the target before, if it is
/// there. Returns whether there is such a database; one that comes later has to be asked about
/// again.
bool guard(const Context& context, postgres::Session& session);

/// Throws Error (77) unless the target's database may be altered: not one that the server needs,
/// and a protected one only with --confirm and its name.
void guard_alteration(const Context& context, postgres::Session& session);

/// The part of it that may have changed while another pgslate was waited for: the mark in the
/// database's comment.
void guard_mark(const Context& context, const std::string& comment);

} // namespace pgslate::commands
