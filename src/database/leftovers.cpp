#include "database/leftovers.hpp"

#include "base/format.hpp"
#include "base/in_quotes.hpp"
#include "database/database.hpp"
#include "database/dropping.hpp"
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

std::optional<Temporary> leftover_in(const postgres::Row& row, const std::string& target) {
    auto found = temporary_called(row.at(0).value_or(""), target);
    if (!found) return std::nullopt;
    const bool recorded = row.at(1) == found->record();
    const bool new_one = found->role != Role::former && found->role != Role::dropped;
    const bool too_early = !row.at(1) && new_one;
    return recorded || too_early ? found : std::nullopt;
}

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
    warn(advised(format("database {} is what there was as {} before; it is kept, since "
                        "its successor is gone",
                        in_quotes(leftover.name()), in_quotes(leftover.target)),
                 {"ALTER DATABASE ... RENAME TO gives it its name back, DROP DATABASE removes "
                  "it."}));
}

} // namespace

std::vector<Temporary> leftovers_of(Session& session, const std::string& target) {
    std::vector<Temporary> result;
    postgres::Together together;
    ask_leftovers(together, target, result);
    together.ask(session, "looking for what an earlier run left behind");
    return result;
}

void ask_leftovers(postgres::Together& together, const std::string& target,
                   std::vector<Temporary>& result) {
    together.add(sql::Text::verbatim(std::string(candidates_question)),
                 [target, &result](const std::vector<postgres::Row>& rows) {
                     result.clear();
                     for (const auto& row : rows)
                         if (auto found = leftover_in(row, target))
                             result.push_back(*std::move(found));
                 });
    // Who is at one had its lock before there was a database of that name, so that is asked last.
    ask_held(together, [&result](const IsHeld& is_held) {
        std::erase_if(result, [&](const Temporary& one) { return is_held(one.token); });
    });
}

void remove_leftovers(Session& maintenance, const std::string& target,
                      const std::vector<Temporary>& leftovers, const Warn& warn) {
    for (const auto& leftover : leftovers) {
        if (leftover.role == Role::scratch) continue;
        if (leftover.role == Role::former && known_of(maintenance, target).oid.empty())
            warn_of_the_last_one(leftover, warn);
        else
            remove(maintenance, leftover, warn);
    }
}

void remove_scratch_leftovers(Session& maintenance, const std::vector<Temporary>& leftovers,
                              const Warn& warn) {
    for (const auto& leftover : leftovers)
        if (leftover.role == Role::scratch) remove(maintenance, leftover, warn);
}

} // namespace pgslate::database
