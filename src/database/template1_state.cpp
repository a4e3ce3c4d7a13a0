#include "database/template1_state.hpp"

#include <string_view>
#include <vector>

namespace pgslate::database {
namespace {

using Rows = std::vector<postgres::Row>;

// Statistics are at hand at once from 15 on. Where nobody counts, nothing can be told; so it is as
// long as somebody is in it.
//
// That there was a session of a client is always counted. What sessions changed would not be, where
// somebody has switched that off in his own (track_counts), and an autovacuum worker, whom making
// and dropping databases calls, would be counted for what changes nothing.
//
// A crash, or whatever else makes the server recover, begins all counts at zero, and says so by
// the time of the reset that all of the server's statistics share.
constexpr std::string_view template1_question = R"(
SELECT pg_catalog.concat_ws(' ', s.datid, s.stats_reset, s.sessions,
                            (SELECT b.stats_reset FROM pg_catalog.pg_stat_bgwriter b))
FROM pg_catalog.pg_stat_database s
WHERE s.datname = 'template1' AND pg_catalog.current_setting('track_counts')::boolean
  AND NOT EXISTS (SELECT FROM pg_catalog.pg_stat_activity a
                  WHERE a.datid = s.datid
                    AND a.backend_type IS DISTINCT FROM 'autovacuum worker'))";

} // namespace

void ask_template1_state(postgres::Together& together, int version, Template1State& result) {
    constexpr int first_with_statistics_at_hand = 150000;
    if (version < first_with_statistics_at_hand) return;
    together.add(sql::Text::verbatim(std::string(template1_question)), [&](const Rows& rows) {
        result.text = rows.empty() ? std::string() : rows.front().at(0).value_or("");
    });
    together.add(sql::text("SELECT FROM pg_catalog.pg_settings "
                           "WHERE name = 'file_copy_method' AND setting = 'clone'"), // from 18 on
                 [&](const Rows& rows) { result.clones_files = !rows.empty(); });
}

// FILE_COPY asks for two checkpoints, which others wait for, too.
std::string strategy_for(const Template1State& server, std::int64_t bytes) {
    constexpr std::int64_t most_for_the_log = std::int64_t{256} * 1024 * 1024;
    return server.clones_files || bytes > most_for_the_log ? "FILE_COPY" : "WAL_LOG";
}

} // namespace pgslate::database
