#include "commands/known_slate.hpp"

#include "base/format.hpp"
#include "base/utf8.hpp"
#include "commands/inputs.hpp"
#include "live/catalog_changes.hpp"
#include "live/catalog_fingerprint.hpp"
#include "live/server_lines.hpp"
#include "models/sql/statement.hpp"
#include "models/sql/tried.hpp"
#include "sql/secrets.hpp"

#include <algorithm>
#include <array>

namespace pgslate::commands {
namespace {

constexpr desired::Cache::Sort slates{.ending = ".slate", .most = 256};
constexpr std::string_view looking = "looking whether only rows have to go";

// Rows come of it, or may: of CREATE TABLE AS, a DO block; RESTART puts a sequence where the models
// want it.
bool creates_rows(const plan::Step& step) {
    if (step.changes_data || step.shared) return false;
    const auto& sql = step.sql.sql();
    const auto body = models::quoted_body(models::TokenReader(sql));
    const bool runs_code = !body.text.empty() && !body.is_sql && step.creates.empty();
    const bool restarts = step.verbatim && models::TokenReader(sql).find("restart");
    const bool fires = std::ranges::any_of(
        step.creates, [](const auto& id) { return id.kind == catalog::Kind::event_trigger; });
    return runs_code || restarts || fires || models::tried(sql) != sql;
}

// What data that was there before can't meet: no trigger, no default, no function. Its parts stand
// behind what is made.
bool is_inert(const plan::Step& step) {
    using catalog::Kind;
    constexpr std::array inert = {Kind::table, Kind::index, Kind::view, Kind::enum_type,
                                  Kind::comment};
    return !step.creates.empty() && std::ranges::count(inert, step.creates.front().kind) > 0;
}

std::string first_line(const std::string& sql) {
    return sql.substr(0, sql.find('\n'));
}

// What it creates, or else its SQL, and where it stands.
std::string in_words(const plan::Step& step) {
    constexpr std::size_t enough_to_know = 60;
    auto what =
        step.creates.empty()
            ? format("`{}`", clip(first_line(sql::without_secrets(step.sql.sql())), enough_to_know))
            : to_string(step.creates.front());
    if (step.origins.empty()) return what;
    return format("{} ({})", what, to_string(step.origins.front().place));
}

} // namespace

std::string more_than_rows(const plan::Plan& plan) {
    const auto& steps = plan.steps;
    const auto maker = std::ranges::find_if(steps, creates_rows);
    if (maker != steps.end()) return format("{} may make rows, or run code", in_words(*maker));
    const auto data = std::ranges::find_if(steps, &plan::Step::changes_data);
    const auto late = std::find_if(data, steps.end(), [](const plan::Step& step) {
        return !step.changes_data && !is_inert(step);
    });
    if (late == steps.end()) return {};
    return format("{} comes behind the rows, which would meet it; rows in a file whose name sorts "
                  "behind its file's come last",
                  in_words(*late));
}

KnownSlate::KnownSlate(const Context& context, const models::Sources& sources)
    : kept_(desired_request(context), sources, slates) {
    desired::Cache::tell_objection(context.environment, context.detail);
}

std::vector<std::string> KnownSlate::grounds() const {
    return server_.all();
}

void KnownSlate::ask_again(postgres::Together& together, const postgres::ServerFacts& server) {
    together.add(live::standstill(server.version),
                 [this](const auto& rows) { again_ = rows.at(0).at(0).value_or(""); });
}

std::optional<Slate> KnownSlate::look(postgres::Session& session) {
    if (!again_.empty() && again_ == standstill_) return found_;
    kept_.find_again(); // whoever held the lock may have left another one
    server_ = {};
    postgres::Together together;
    together.add(sql::text("SELECT pg_catalog.pg_current_snapshot()"),
                 [this](const auto& rows) { snapshot_ = rows.at(0).at(0).value_or(""); });
    together.add(live::standstill(session.server().version),
                 [this](const auto& rows) { standstill_ = rows.at(0).at(0).value_or(""); });
    desired::ask_server_details(together, session.server(), desired::Extensions::usual_versions,
                                server_);
    kept_.ask_fingerprint(together, session.server());
    together.ask(session, looking);
    const auto bytes = kept_.on(grounds());
    found_ = bytes ? slate_in(*bytes) : std::nullopt;
    return found_;
}

std::string_view KnownSlate::why_nothing() const {
    if (!kept_.is_there()) return "no earlier run is known to have left what these models make";
    return kept_.has_same_catalogs() ? "the server, its roles or its settings have changed"
                                     : "the catalogs are not as the last run left them";
}

void KnownSlate::begin(postgres::Together& together, const postgres::ServerFacts& server) {
    live::ask_rows_of_others(together, server.version, rows_);
}

// All transactions before the oldest that ran when looking began have ended.
void KnownSlate::note(postgres::Session& session) {
    noted_ = {};
    postgres::Together together;
    live::ask_catalog_fingerprint(together, snapshot_.substr(0, snapshot_.find(':')),
                                  session.server().version, noted_);
    together.ask(session, looking);
}

bool KnownSlate::is_as_found(postgres::Session& session) {
    postgres::Together together;
    kept_.ask_fingerprint(together, session.server());
    together.ask(session, looking);
    return kept_.has_same_catalogs();
}

bool KnownSlate::is_alone(postgres::Session& session) const {
    std::int64_t changes = 0;
    live::RowsOfOthers rows;
    postgres::Together together;
    live::ask_changes_by_others(together, snapshot_, session.server().version, changes);
    live::ask_rows_of_others(together, session.server().version, rows);
    together.ask(session, looking);
    return changes == 0 && rows == rows_;
}

void KnownSlate::keep(const Slate& slate) const {
    if (const auto fingerprint = noted_.text(); !fingerprint.empty())
        kept_.keep(to_bytes(slate), grounds(),
                   {.horizon = noted_.horizon(), .fingerprint = fingerprint});
}

} // namespace pgslate::commands
