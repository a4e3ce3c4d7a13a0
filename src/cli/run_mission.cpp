// resetdb, create, drop: what the mission's commands did, in words and as data.
#include "base/format.hpp"
#include "base/in_quotes.hpp"
#include "cli/context.hpp"
#include "cli/summary.hpp"
#include "commands/create.hpp"
#include "commands/drop.hpp"
#include "commands/reset.hpp"
#include "commands/reset_in_place.hpp"
#include "config/given_options.hpp"
#include "report/counted.hpp"
#include "report/drift.hpp"

namespace pgslate::cli {
namespace {

using report::Json;

Json::Array names_of(const std::vector<catalog::Identity>& identities) {
    Json::Array names;
    for (const auto& id : identities) names.push_back(to_string(id));
    return names;
}

Json differences_data(const commands::Create& result) {
    if (!result.differences) return {};
    return report::drift_data(*result.differences, result.places);
}

Json::Array clients_data(const std::vector<database::Client>& clients) {
    Json::Array data;
    for (const auto& client : clients)
        data.push_back(Json::Object{{"pid", client.pid},
                                    {"user", client.user},
                                    {"application", client.application},
                                    {"address", client.address}});
    return data;
}

void tell_next_step(const Invocation& invocation) {
    invocation.output.note(
        format("`pgslate plan{0}` shows what would change it, and `pgslate apply{0}` does it; "
               "`pgslate resetdb{0}` destroys the database and makes it anew.",
               config::given_options(invocation.options.target)));
}

void tell_differences(const Invocation& invocation, const commands::Create& result) {
    const auto& output = invocation.output;
    const auto drift = report::drift_in_words(*result.differences, result.places, output.verbose());
    if (drift.empty()) return;
    output.line(format("{} from the models, which `create` leaves as {}:",
                       report::counted(drift.size(), "difference"),
                       drift.size() == 1 ? "it is" : "they are"));
    for (const auto& lines : drift)
        for (const auto& line : lines) output.line(line);
    tell_next_step(invocation);
}

void tell_created(const Invocation& invocation, const commands::Create& result) {
    const auto& output = invocation.output;
    for (const auto& id : result.created) output.line(format("  {}", to_string(id)));
    const bool idle = !result.made_database && result.statements == 0;
    if (idle && result.left_out.empty()) output.line("Nothing is missing.");
    if (!idle) output.line("Done.");
    if (result.marked) output.line("The database is protected: resetdb and drop need --confirm.");
    if (result.differences) return tell_differences(invocation, result);
    for (const auto& id : result.left_out)
        warn(invocation, advised(format("{} is missing", to_string(id)),
                                 {"It belongs to something that is there, and `create` alters "
                                  "nothing."}));
    if (!result.left_out.empty()) tell_next_step(invocation);
}

const char* word_for(commands::Reset::Source source) {
    switch (source) {
    case commands::Reset::Source::models: return "models";
    case commands::Reset::Source::template_: return "template";
    case commands::Reset::Source::spare: return "spare";
    }
    return "";
}

void tell_emptied(const Invocation& invocation, const commands::InPlace& result,
                  const Stopwatch& stopwatch) {
    if (!invocation.output.verbose()) return;
    invocation.output.line(format("Emptied: {} in {:.2f} s",
                                  report::counted(result.emptied, "table"),
                                  stopwatch.elapsed().count()));
}

ExitStatus run_in_place(const Invocation& invocation) {
    const Stopwatch stopwatch;
    const auto result = commands::reset_in_place(context_of(invocation));
    if (result.only_rows)
        tell_emptied(invocation, result, stopwatch);
    else
        tell_made(invocation, result.made, result.statements, stopwatch);
    answer(invocation,
           Json::Object{{"database", result.database},
                        {"in_place", true},
                        {"schemas", Json::Array(result.schemas.begin(), result.schemas.end())},
                        {"only_rows", result.only_rows},
                        {"emptied", result.emptied},
                        {"dropped", result.dropped},
                        {"statements", result.statements}});
    return ExitStatus::done;
}

} // namespace

ExitStatus run_resetdb(const Invocation& invocation) {
    if (invocation.options.in_place) return run_in_place(invocation);
    const Stopwatch stopwatch;
    const auto result = commands::reset(context_of(invocation));
    if (result.source == commands::Reset::Source::models)
        tell_made(invocation, result.made, result.statements, stopwatch);
    else if (invocation.output.verbose())
        invocation.output.line(format("Taken from the {} in {:.2f} s.", word_for(result.source),
                                      stopwatch.elapsed().count()));
    answer(invocation, Json::Object{{"database", result.database},
                                    {"in_place", false},
                                    {"deleted", result.deleted},
                                    {"created", true},
                                    {"statements", result.statements},
                                    {"source", word_for(result.source)},
                                    {"dropped_behind", result.dropped_behind},
                                    {"disconnected", clients_data(result.disconnected)}});
    return ExitStatus::done;
}

ExitStatus run_create(const Invocation& invocation) {
    const Stopwatch stopwatch;
    const auto result = commands::create(context_of(invocation), invocation.options.protect);
    tell_created(invocation, result);
    if (result.statements > 0)
        tell_made(invocation, result.made_database ? result.in_new_database : result.created,
                  result.statements, stopwatch);
    answer(invocation, Json::Object{{"database", result.database},
                                    {"created_database", result.made_database},
                                    {"statements", result.statements},
                                    {"created", names_of(result.created)},
                                    {"left_out", names_of(result.left_out)},
                                    {"differences", differences_data(result)},
                                    {"protected", result.marked}});
    return ExitStatus::done;
}

namespace {

Json::Array names_data(const std::vector<std::string>& names) {
    return {names.begin(), names.end()};
}

void tell_kept(const Invocation& invocation, const commands::Drop& result) {
    const auto templates = result.kept_templates.size();
    const auto spares = result.kept_spares.size();
    std::vector<std::string> parts;
    if (templates > 0) parts.push_back(report::counted(templates, "template"));
    if (spares > 0) parts.push_back(report::counted(spares, "spare"));
    if (parts.empty()) return;
    invocation.output.line(format(
        "Kept {}; `pgslate drop --all{}` drops {}, too.", join(parts, " and "),
        config::given_options(invocation.options.target), templates + spares == 1 ? "it" : "them"));
}

void tell_dropped(const Invocation& invocation, const commands::Drop& result) {
    const auto& output = invocation.output;
    if (!result.deleted)
        output.line(format("There is no database {}.", in_quotes(result.database)));
    for (const auto& name : result.left)
        output.line(format("Left {}: other databases are copies of it, too.", name));
    for (const auto& name : result.prepared)
        output.line(format("Left {}: another pgslate is preparing it.", name));
    tell_kept(invocation, result);
    if (result.deleted || !result.stock.empty()) output.line("Done.");
}

} // namespace

ExitStatus run_drop(const Invocation& invocation) {
    const auto stock = invocation.options.all ? commands::Stock::dropped : commands::Stock::kept;
    const auto result = commands::drop(context_of(invocation), stock);
    tell_dropped(invocation, result);
    auto left = result.left;
    for (const auto* names : {&result.prepared, &result.kept_templates, &result.kept_spares})
        left.insert(left.end(), names->begin(), names->end());
    answer(invocation, Json::Object{{"database", result.database},
                                    {"deleted", result.deleted},
                                    {"stock", names_data(result.stock)},
                                    {"left", names_data(left)},
                                    {"disconnected", clients_data(result.disconnected)}});
    return ExitStatus::done;
}

} // namespace pgslate::cli
