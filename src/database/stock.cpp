#include "database/stock.hpp"

#include "base/format.hpp"
#include "database/name_lock.hpp"

#include <memory>

namespace pgslate::database {
namespace {

using postgres::Row;
using postgres::Session;
using postgres::Together;
using sql::Literal;
using sql::text;
using Rows = std::vector<Row>;
using Role = Temporary::Role;

// Sessions are asked for by what pg_stat_activity is made of: to plan a view takes a new session
// some milliseconds.
constexpr std::string_view stock_question = R"(
SELECT d.datname, pg_catalog.shobj_description(d.oid, 'pg_database'),
       pg_catalog.concat_ws(' ', d.oid, d.xmin, (SELECT 'set' FROM pg_catalog.pg_db_role_setting s
                                                 WHERE s.setdatabase = d.oid LIMIT 1)),
       d.datallowconn,
       d.datallowconn
       OR EXISTS (SELECT FROM pg_catalog.pg_stat_get_activity(NULL) a WHERE a.datid = d.oid),
       d.oid
FROM pg_catalog.pg_database d
WHERE pg_catalog.pg_get_userbyid(d.datdba) = current_user
  AND pg_catalog.left(d.datname::text, 12) IN ('pgslate_tpl_', 'pgslate_spa_')
ORDER BY d.datname)";

std::optional<Stocked> stocked_in(const Row& row, const std::string& models,
                                  const std::string& target) {
    const auto name = row.at(0).value_or("");
    auto found = temporary_called(name, models);
    if (!found || found->role != Role::stored) found = temporary_called(name, target);
    if (!found || (found->role != Role::stored && found->role != Role::spare)) return std::nullopt;
    std::optional<Mark> mark;
    if (row.at(3) == "f") mark = mark_in(*found, row.at(1).value_or(""), row.at(2).value_or(""));
    return Stocked{name,
                   *std::move(found),
                   std::move(mark),
                   row.at(4) == "t",
                   row.at(5).value_or("0"),
                   row.at(1).has_value()};
}

// What stands between two others in a text; nothing if they are not there.
std::optional<std::string> between(const std::string& text, std::string_view before,
                                   std::string_view after) {
    const auto begin = text.find(before);
    const auto end = text.rfind(after);
    if (begin == std::string::npos || end == std::string::npos) return std::nullopt;
    const auto from = begin + before.size();
    return end < from ? std::nullopt : std::optional(text.substr(from, end - from));
}

// Whoever began it was killed before it could be said what it is.
std::optional<Stocked> unfinished_in(const Row& row) {
    const auto name = row.at(0).value_or("");
    auto found = temporary_called(name);
    if (row.at(1) || !found) return std::nullopt;
    return Stocked{name, *std::move(found), {}, row.at(4) == "t", row.at(5).value_or("0")};
}

// The name proves whatever the comment says.
std::optional<Stocked> stocked_by_comment(const Row& row) {
    const auto comment = row.at(1).value_or("");
    const auto models = between(comment, "made of models ", ": ");
    const auto target = between(comment, "a spare for \"", "\": ");
    if (!models && !target) return unfinished_in(row);
    return stocked_in(row, models.value_or(""), target.value_or(""));
}

std::string token_in(std::string_view name) {
    const auto found = temporary_called(name);
    return found ? found->token : std::string();
}

} // namespace

void ask_stock(Together& together, const std::string& models, const std::string& target,
               Stock& result) {
    together.add(sql::Text::verbatim(std::string(stock_question)),
                 [models, target, &result](const Rows& rows) {
                     result.ready.clear();
                     for (const auto& row : rows)
                         if (auto found = stocked_in(row, models, target))
                             result.ready.push_back(*std::move(found));
                 });
    ask_held(together, [&result](const IsHeld& is_held) {
        const auto is_prepared = [&](const Stocked& one) { return is_held(one.id.token); };
        result.prepared.clear();
        for (const auto& one : result.ready)
            if (is_prepared(one)) result.prepared.push_back(one.name);
        std::erase_if(result.ready, is_prepared);
    });
}

// Whoever is at one holds the lock for its token before there is a database of that name, so that
// is asked last.
void ask_all_stock(Together& together, Stock& result) {
    auto names = std::make_shared<std::vector<std::string>>();
    together.add(sql::Text::verbatim(std::string(stock_question)),
                 [&result, names](const Rows& rows) {
                     result.ready.clear();
                     names->clear();
                     for (const auto& row : rows) {
                         if (temporary_called(row.at(0).value_or("")))
                             names->push_back(row.at(0).value_or(""));
                         if (auto found = stocked_by_comment(row))
                             result.ready.push_back(*std::move(found));
                     }
                 });
    ask_held(together, [&result, names](const IsHeld& is_held) {
        const auto is_prepared = [&](const std::string& name) { return is_held(token_in(name)); };
        std::erase_if(*names, [&](const auto& name) { return !is_prepared(name); });
        std::erase_if(result.ready, [&](const Stocked& one) { return is_prepared(one.name); });
        result.prepared = *names;
    });
}

std::string spares_lock(const std::string& target) {
    return format("spares for {}", target);
}

// One that is being prepared is made in vain only if its models are none any more.
bool lacks_spares(Session& session, const std::string& target, const Mark& mark,
                  std::size_t wanted) {
    std::vector<Stocked> all;
    std::size_t count = 0;
    bool there = false;
    Together together;
    together.add(text("SELECT FROM pg_catalog.pg_database WHERE datname = {}", Literal(target)),
                 [&there](const Rows& rows) { there = !rows.empty(); });
    together.add(sql::Text::verbatim(std::string(stock_question)), [&](const Rows& rows) {
        for (const auto& row : rows)
            if (auto found = stocked_in(row, "", target)) all.push_back(*std::move(found));
    });
    ask_held(together, [&](const IsHeld& is_held) {
        for (const auto& one : all)
            count += is_held(one.id.token) || (one.mark && is_like(*one.mark, mark)) ? 1U : 0U;
    });
    together.ask(session, "looking for spares");
    return there && count < wanted;
}

Temporary template_of(const std::string& models, const std::string& key) {
    constexpr std::size_t token_size = 16;
    return {.role = Role::stored, .target = models, .token = key.substr(0, token_size)};
}

} // namespace pgslate::database
