#include "live/hold.hpp"

#include "embedded/holdable.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <span>

namespace pgslate::live {
namespace {

using postgres::ServerError;
using postgres::Session;
using postgres::Statement;
using sql::Text;

using Relations = std::span<const Text>;

std::optional<ServerError> lock(Session& session, Relations relations) {
    const std::array statements = {
        Statement{.sql = sql::text("SAVEPOINT hold")},
        Statement{
            .sql = sql::text("LOCK TABLE {} IN ACCESS SHARE MODE", sql::joined(relations, ", "))},
        Statement{.sql = sql::text("RELEASE SAVEPOINT hold")},
    };
    auto error = session.run(statements).error;
    if (error) session.execute(sql::text("ROLLBACK TO SAVEPOINT hold"), "giving locks back");
    return error;
}

// What cannot be locked is found by halving. False: the server has no room for more locks.
bool hold_what_can_be(Session& session, Relations relations) {
    const auto error = lock(session, relations);
    if (!error) return true;
    if (error->sqlstate == postgres::sqlstate::out_of_memory) return false;
    if (relations.size() == 1) return true;
    const auto half = relations.size() / 2;
    return hold_what_can_be(session, relations.first(half))
           && hold_what_can_be(session, relations.subspan(half));
}

Text held_question() {
    return sql::text("SELECT pg_catalog.array_agg(relation) FROM pg_catalog.pg_locks "
                     "WHERE pid = pg_catalog.pg_backend_pid() AND mode = 'AccessShareLock' "
                     "AND relation >= 16384");
}

} // namespace

// ONLY: its children are relations of their own, and stand in the list themselves.
std::vector<Text> holdable(Session& session) {
    std::vector<Text> relations;
    const auto question = Text::verbatim(std::string(embedded::holdable));
    for (const auto& row : session.query(question, "looking for what can be held still"))
        relations.push_back(sql::text(
            "ONLY {}", sql::QualifiedName(row.at(0).value_or(""), row.at(1).value_or(""))));
    return relations;
}

std::string hold(Session& session, const std::vector<Text>& relations) {
    constexpr std::size_t at_once = 500;
    for (Relations rest(relations); !rest.empty();) {
        const auto part = rest.first(std::min(at_once, rest.size()));
        if (!hold_what_can_be(session, part)) break;
        rest = rest.subspan(part.size());
    }
    return session.query_row(held_question(), "looking for what is held still")
        .at(0)
        .value_or("{}");
}

} // namespace pgslate::live
