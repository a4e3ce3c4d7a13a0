#include "database/lock_wait.hpp"

#include "base/format.hpp"
#include "base/utf8.hpp"
#include "sql/secrets.hpp"

#include <string_view>

namespace pgslate::database {
namespace {

// A prepared transaction has no process, and 0 stands for it. Parallel workers are one blocker.
// What belongs to other roles is hidden from ordinary ones by these very words.
constexpr std::string_view wait_question = R"(
SELECT l.mode, l.relation, b.pid, a.usename, a.application_name,
       pg_catalog.host(a.client_addr),
       extract(epoch FROM pg_catalog.clock_timestamp() - a.xact_start)::bigint,
       extract(epoch FROM pg_catalog.clock_timestamp() - a.query_start)::bigint,
       a.state = 'active', nullif(a.query, '<insufficient privilege>')
FROM pg_catalog.pg_locks l
CROSS JOIN LATERAL (SELECT DISTINCT pid
                    FROM pg_catalog.unnest(pg_catalog.pg_blocking_pids(l.pid)) AS u (pid)) b
LEFT JOIN pg_catalog.pg_stat_activity a ON a.pid = b.pid
WHERE l.pid = {} AND NOT l.granted
ORDER BY a.xact_start, b.pid)";

constexpr std::size_t longest_query = 200;

std::string on_one_line(std::string_view text) {
    std::string line;
    for (const char byte : text) {
        const bool space = std::string_view(" \t\r\n\f\v").find(byte) != std::string_view::npos;
        if (!space)
            line += byte;
        else if (!line.empty() && line.back() != ' ')
            line += ' ';
    }
    line.erase(line.find_last_not_of(" ;") + 1);
    return line;
}

std::string shown_query(const std::string& query) {
    const auto line = on_one_line(sql::without_secrets(query));
    const auto shown = clip(line, longest_query);
    return shown.size() < line.size() ? std::string(shown) + "..." : line;
}

std::optional<long> number_at(const postgres::Row& row, std::size_t column) {
    if (!row.at(column)) return std::nullopt;
    return row.number(column);
}

Blocker blocker_from(const postgres::Row& row) {
    return {.client = {.pid = static_cast<int>(row.number(2)),
                       .user = row.at(3).value_or(""),
                       .application = row.at(4).value_or(""),
                       .address = row.at(5).value_or(""),
                       .age = std::nullopt},
            .transaction_age = number_at(row, 6),
            .query_age = number_at(row, 7),
            .active = row.at(8) == "t",
            .query = shown_query(row.at(9).value_or(""))};
}

// As the manual writes it: the server says "AccessExclusiveLock".
std::string mode_from(std::string_view name) {
    if (name.ends_with("Lock")) name.remove_suffix(4);
    std::string mode;
    for (const char letter : name) {
        const bool upper = letter >= 'A' && letter <= 'Z';
        if (upper && !mode.empty()) mode += ' ';
        const bool lower = letter >= 'a' && letter <= 'z';
        mode += lower ? static_cast<char>(letter - 'a' + 'A') : letter;
    }
    return mode;
}

std::string name_of(const std::string& relation, postgres::Session& session) {
    if (relation.empty()) return "";
    const auto rows = session.query(
        sql::text("SELECT pg_catalog.format('%I.%I', n.nspname, c.relname) "
                  "FROM pg_catalog.pg_class c "
                  "JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace WHERE c.oid = {}",
                  sql::Literal(relation)),
        "looking what the lock is on");
    return rows.empty() ? "" : rows.front().at(0).value_or("");
}

} // namespace

std::string to_string(const Blocker& blocker) {
    if (blocker.client.pid == 0)
        return "a prepared transaction (pg_prepared_xacts shows it; COMMIT PREPARED or ROLLBACK "
               "PREPARED ends it)";
    auto text = to_string(blocker.client);
    if (blocker.transaction_age)
        text += format(", its transaction for {} s", *blocker.transaction_age);
    if (blocker.query_age)
        text += blocker.active ? format(", its query for {} s", *blocker.query_age)
                               : format(", its last query {} s ago", *blocker.query_age);
    if (!blocker.query.empty()) text += format(": {}", blocker.query);
    return text;
}

std::optional<LockWait> lock_wait_of(postgres::Session& session, int pid) {
    const auto rows = session.query(sql::text(wait_question, pid), "looking who holds a lock");
    if (rows.empty()) return std::nullopt;
    LockWait wait{.mode = mode_from(rows.front().at(0).value_or("")),
                  .relation = rows.front().at(1).value_or(""),
                  .blockers = {}};
    for (const auto& row : rows) wait.blockers.push_back(blocker_from(row));
    return wait;
}

std::vector<std::string> in_words(const LockWait& wait, postgres::Session& session) {
    const auto name = name_of(wait.relation, session);
    const auto wanted = name.empty() ? std::string() : format("{} on {}: ", wait.mode, name);
    std::vector<std::string> lines;
    for (const auto& blocker : wait.blockers)
        lines.push_back(format("{}in the way is {}", wanted, to_string(blocker)));
    return lines;
}

} // namespace pgslate::database
