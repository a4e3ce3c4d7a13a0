// What a killed pgslate left behind.
#pragma once

#include "database/creation.hpp"
#include "database/temporary.hpp"
#include "postgres/session.hpp"

#include <string>
#include <vector>

namespace pgslate::database {

/// The temporary databases about `target`: those whose name proves it and whose comment is the
/// record that belongs to it. One that is being built has no comment for a moment, and counts too.
/// None that somebody is at, who holds the lock for its token. Of the others whoever holds the lock
/// for `target` knows that nobody needs them any more.
std::vector<Temporary> leftovers_of(postgres::Session& session, const std::string& target);
/// The same among other questions: `result` is there once they are answered.
void ask_leftovers(postgres::Together& together, const std::string& target,
                   std::vector<Temporary>& result);

/// Drops those of `leftovers` about `target`: what was being built is of no use, what was replaced
/// has its successor, and what was being dropped is not wanted. Only to be called under the lock
/// for `target`. What the server refuses to drop is warned about; so is what was replaced by one
/// that is gone: it is kept.
void remove_leftovers(postgres::Session& maintenance, const std::string& target,
                      const std::vector<Temporary>& leftovers, const Warn& warn);

/// Drops the scratch databases among them, in the same way.
void remove_scratch_leftovers(postgres::Session& maintenance,
                              const std::vector<Temporary>& leftovers, const Warn& warn);

} // namespace pgslate::database
