#include "live/moment.hpp"

#include "base/format.hpp"
#include "embedded/moment.hpp"

#include <set>

namespace pgslate::live {
namespace {

// Of an older row that is gone nothing is known but its kind; what has changed has come again.
std::set<std::string> come_instead(const std::string& kind, const Moment& before,
                                   const Moment& after) {
    std::set<std::string> names;
    for (const auto& [version, name] : after.recent)
        if (!before.recent.contains(version) && name.starts_with(kind + " ")) names.insert(name);
    if (names.empty()) names.insert(format("a {} that is gone", kind));
    return names;
}

} // namespace

Moment moment_of(postgres::Session& session, const std::string& held, const std::string& horizon) {
    Moment moment;
    const auto question = sql::Text::verbatim(std::string(embedded::moment));
    for (const auto& row : session.query(question, "reading the database", {horizon, held})) {
        const auto what = row.at(0).value_or("");
        const auto version = row.at(2).value_or("");
        if (row.at(1))
            moment.recent.emplace(version, format("{} {}", what, *row.at(1)));
        else if (what == "horizon")
            moment.horizon = version;
        else
            moment.counts.emplace(what, version);
    }
    return moment;
}

std::vector<std::string> changed(const Moment& before, const Moment& after) {
    std::set<std::string> names;
    for (const auto& [version, name] : before.recent)
        if (!after.recent.contains(version)) names.insert(name);
    for (const auto& [kind, count] : before.counts) {
        const auto now = after.counts.find(kind);
        if (now == after.counts.end() || now->second != count)
            names.merge(come_instead(kind, before, after));
    }
    return {names.begin(), names.end()};
}

sql::Text busy_question() {
    return sql::text("SELECT pg_catalog.pg_is_in_recovery() "
                     "OR pg_catalog.age(pg_catalog.pg_snapshot_xmax(s)::xid) <> 0 "
                     "OR EXISTS (SELECT FROM pg_catalog.pg_snapshot_xip(s)) "
                     "FROM pg_catalog.pg_current_snapshot() s");
}

} // namespace pgslate::live
