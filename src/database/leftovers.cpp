#include "database/leftovers.hpp"

#include "base/format.hpp"
#include "database/database.hpp"
#include "database/name_lock.hpp"

namespace pgslate::database {
namespace {

using postgres::Session;
using Role = Temporary::Role;

// The underscores of LIKE would match anything, so this asks for the beginning; the name is proven
// afterwards.
constexpr std::string_view candidates_question = R"(
SELECT d.datname, pg_catalog.shobj_description(d.oid, 'pg_database')
FROM pg_catalog.pg_database d
WHERE pg_catalog.left(d.datname::text, 8) = 'pgslate_' ORDER BY d.datname)";

// It is in nobody's way: what was to be done is done without it.
void remove(Session& maintenance, const Temporary& leftover, const Warn& warn) {
    try {
        drop(maintenance, leftover.name());
    } catch (const Error& error) {
        auto problem = error.problems().front();
        problem.hints.push_back(format("An earlier run left it behind: {}.", leftover.record()));
        warn(problem);
    }
}

// Its successor has been dropped by somebody else since: this is all there is of it.
void warn_of_the_last_one(const Temporary& leftover, const Warn& warn) {
    warn(advised(format("database \"{}\" is what there was as \"{}\" before; it is kept, since "
                        "its successor is gone",
                        leftover.name(), leftover.target),
                 {"ALTER DATABASE ... RENAME TO gives it its name back, DROP DATABASE removes "
                  "it."}));
}

} // namespace

std::vector<Temporary> leftovers_of(Session& session, const std::string& target) {
    std::vector<Temporary> result;
    for (const auto& row : session.query(sql::Text::verbatim(std::string(candidates_question)),
                                         "looking for what an earlier run left behind")) {
        const auto found = temporary_called(row.at(0).value_or(""), target);
        if (!found) continue;
        const bool recorded = row.at(1) == found->record();
        const bool new_one = found->role == Role::fresh || found->role == Role::scratch;
        const bool too_early = !row.at(1) && new_one;
        if (recorded || too_early) result.push_back(*found);
    }
    return result;
}

void remove_leftovers(Session& maintenance, const std::string& target, const Warn& warn) {
    for (const auto& leftover : leftovers_of(maintenance, target)) {
        if (leftover.role == Role::scratch) continue;
        if (leftover.role == Role::former && !definition_of(maintenance, target))
            warn_of_the_last_one(leftover, warn);
        else
            remove(maintenance, leftover, warn);
    }
}

void remove_scratch_leftovers(Session& maintenance, const Warn& warn) {
    for (const auto& leftover : leftovers_of(maintenance, ""))
        if (leftover.role == Role::scratch && !holder_of(maintenance, leftover.token))
            remove(maintenance, leftover, warn);
}

} // namespace pgslate::database
