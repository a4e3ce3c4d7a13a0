#include "database/stock.hpp"

#include "base/format.hpp"
#include "database/dropping.hpp"
#include "database/name_lock.hpp"
#include "database/uninterrupted.hpp"

#include <algorithm>
#include <charconv>
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

constexpr std::string_view stock_question = R"(
SELECT d.datname, pg_catalog.shobj_description(d.oid, 'pg_database'),
       pg_catalog.concat_ws(' ', d.oid, d.xmin), d.datallowconn,
       d.datallowconn OR EXISTS (SELECT FROM pg_catalog.pg_stat_activity a WHERE a.datid = d.oid)
FROM pg_catalog.pg_database d JOIN pg_catalog.pg_roles me ON me.oid = d.datdba
WHERE me.rolname = current_user
  AND pg_catalog.left(d.datname::text, 12) IN ('pgslate_tpl_', 'pgslate_spa_')
ORDER BY d.datname)";

// Statistics are at hand at once from 15 on. Where nobody counts, nothing can be told; so it is as
// long as somebody is in it.
//
// Whoever may switch counting off in a session (track_counts) changes what he likes and is not
// counted; that there was a session of a client is always counted.
//
// A crash, or whatever else makes the server recover, begins all counts at zero, and says so by
// the time of the reset that all of the server's statistics share.
constexpr std::string_view template1_question = R"(
SELECT pg_catalog.concat_ws(' ', s.datid, s.stats_reset, s.sessions, s.tup_inserted,
                            s.tup_updated, s.tup_deleted,
                            (SELECT b.stats_reset FROM pg_catalog.pg_stat_bgwriter b))
FROM pg_catalog.pg_stat_database s
WHERE s.datname = 'template1' AND pg_catalog.current_setting('track_counts')::boolean
  AND NOT EXISTS (SELECT FROM pg_catalog.pg_stat_activity a
                  WHERE a.datid = s.datid
                    AND a.backend_type IS DISTINCT FROM 'autovacuum worker'))";

std::vector<std::string> words_of(std::string_view line) {
    std::vector<std::string> words;
    for (std::size_t at = 0; at <= line.size();) {
        const auto end = std::min(line.find(' ', at), line.size());
        words.emplace_back(line.substr(at, end - at));
        at = end + 1;
    }
    return words;
}

std::string mark_beginning(const Temporary& what) {
    return what.record() + ": ";
}

std::string_view plain_word(bool plain) {
    return plain ? "plain" : "kept";
}

// The words of stock() behind what it is: its key, its rules, whether it is plain, its size, its
// oid and xmin.
std::optional<Mark> mark_in(const Temporary& what, const Row& row) {
    const auto comment = row.at(1).value_or("");
    const auto beginning = mark_beginning(what);
    if (row.at(3) != "f" || !comment.starts_with(beginning)) return std::nullopt;
    const auto words = words_of(std::string_view(comment).substr(beginning.size()));
    if (words.size() != 6 || format("{} {}", words[4], words[5]) != row.at(2)) return std::nullopt;
    Mark mark{.key = words[0], .rules = words[1], .plain = words[2] == plain_word(true)};
    std::from_chars(words[3].data(), words[3].data() + words[3].size(), mark.bytes);
    return mark;
}

std::optional<Stocked> stocked_in(const Row& row, const std::string& models,
                                  const std::string& target) {
    const auto name = row.at(0).value_or("");
    auto found = temporary_called(name, models);
    if (!found || found->role != Role::stored) found = temporary_called(name, target);
    if (!found || (found->role != Role::stored && found->role != Role::spare)) return std::nullopt;
    auto mark = mark_in(*found, row);
    return Stocked{name, *std::move(found), std::move(mark), row.at(4) == "t"};
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
    return Stocked{name, *std::move(found), {}, row.at(4) == "t"};
}

// The name proves whatever the comment says.
std::optional<Stocked> stocked_by_comment(const Row& row) {
    const auto comment = row.at(1).value_or("");
    const auto models = between(comment, "made of models ", ": ");
    const auto target = between(comment, "a spare for \"", "\": ");
    if (!models && !target) return unfinished_in(row);
    return stocked_in(row, models.value_or(""), target.value_or(""));
}

// In one statement, so that the row is written by no transaction between.
sql::Text marking(const Temporary& what, const Mark& mark) {
    const auto name = quoted(Literal(what.name()));
    const auto body = format(
        "BEGIN EXECUTE pg_catalog.format('COMMENT ON DATABASE %I IS %L', {0}, {1} || (SELECT "
        "pg_catalog.concat_ws(' ', pg_catalog.pg_database_size(oid), oid, xmin) FROM "
        "pg_catalog.pg_database WHERE datname = {0})); END",
        name,
        quoted(Literal(format("{}{} {} {} ", mark_beginning(what), mark.key, mark.rules,
                              plain_word(mark.plain)))));
    return text("DO {}", Literal(body));
}

bool may_begin(Session& session, const Temporary& what) {
    bool held = false;
    bool there = false;
    Together together;
    hold(together, what.token);
    ask_held(together, [&](const IsHeld& is_held) { held = is_held(what.token); });
    together.add(
        text("SELECT FROM pg_catalog.pg_database WHERE datname = {}", Literal(what.name())),
        [&](const Rows& rows) { there = !rows.empty(); });
    together.ask(session, "looking for a template");
    return !held && !there;
}

bool is_like(const Mark& one, const Mark& other) {
    return one.key == other.key && one.rules == other.rules && one.plain == other.plain;
}

std::string token_in(std::string_view name) {
    const auto found = temporary_called(name);
    return found ? found->token : std::string();
}

// Somebody prepares them.
void leave_out_held(Together& together, std::vector<Stocked>& result) {
    ask_held(together, [&result](const IsHeld& is_held) {
        std::erase_if(result, [&](const Stocked& one) { return is_held(one.id.token); });
    });
}

} // namespace

void ask_stock(Together& together, const std::string& models, const std::string& target,
               std::vector<Stocked>& result) {
    together.add(sql::Text::verbatim(std::string(stock_question)),
                 [models, target, &result](const Rows& rows) {
                     result.clear();
                     for (const auto& row : rows)
                         if (auto found = stocked_in(row, models, target))
                             result.push_back(*std::move(found));
                 });
    leave_out_held(together, result);
}

// Whoever is at one holds the lock for its token before there is a database of that name, so that
// is asked last.
void ask_all_stock(Together& together, AllStock& result) {
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

void ask_template1_state(Together& together, int version, Template1State& result) {
    constexpr int first_with_statistics_at_hand = 150000;
    if (version < first_with_statistics_at_hand) return;
    together.add(sql::Text::verbatim(std::string(template1_question)), [&](const Rows& rows) {
        result.text = rows.empty() ? std::string() : rows.front().at(0).value_or("");
    });
    together.add(text("SELECT FROM pg_catalog.pg_settings "
                      "WHERE name = 'file_copy_method' AND setting = 'clone'"), // from 18 on
                 [&](const Rows& rows) { result.clones_files = !rows.empty(); });
}

namespace {

void copy(Session& session, const Temporary& what, const CreateOptions& like,
          const std::string& from, const Mark& mark) {
    auto options = like;
    options.owner.clear();
    options.template_name = from;
    options.secluded = true;
    try {
        create(session, what.name(), options, [](const Problem&) {});
        session.execute(marking(what, mark), "marking a template");
    } catch (const postgres::ConnectionLost&) {
        throw;
    } catch (const Error&) {
        uninterrupted(session, [&] { drop(session, what.name()); });
        throw;
    }
}

} // namespace

// The session may live much longer than that somebody is at it. What fails keeps it until then.
bool stock(Session& session, const Temporary& what, const CreateOptions& like,
           const std::string& from, const Mark& mark) {
    const bool begins = may_begin(session, what);
    if (begins) copy(session, what, like, from, mark);
    release(session, what.token);
    return begins;
}

// FILE_COPY asks for two checkpoints, which others wait for, too.
std::string strategy_for(const Template1State& server, std::int64_t bytes) {
    constexpr std::int64_t most_for_the_log = std::int64_t{256} * 1024 * 1024;
    return server.clones_files || bytes > most_for_the_log ? "FILE_COPY" : "WAL_LOG";
}

} // namespace pgslate::database
