#include "base/format.hpp"
#include "base/in_quotes.hpp"
#include "cli/context.hpp"
#include "cli/drift_line.hpp"
#include "cli/stock.hpp"
#include "commands/server_address.hpp"
#include "report/counted.hpp"
#include "report/drift.hpp"
#include "report/drift_markdown.hpp"
#include "report/markdown_code.hpp"
#include "report/size.hpp"

namespace pgslate::cli {
namespace {

using commands::Status;
using report::Json;

std::string database_line(const Status& status) {
    const auto name = database::name_in_sql(status.database);
    if (!status.properties) return format("{}: missing", name);
    const auto& properties = *status.properties;
    const auto size = properties.bytes ? report::size(*properties.bytes) : "size unknown";
    const auto sessions = static_cast<std::size_t>(properties.sessions);
    return format("{}: owner {}, {}, {}, {}", name, properties.owner, properties.encoding, size,
                  report::counted(sessions, "other session"));
}

std::string models_in_words(const Status& status) {
    const auto printed = status.printed_models;
    const auto files = status.model_files.size() - printed;
    std::vector<std::string> parts;
    if (files > 0 || printed == 0) parts.push_back(report::counted(files, "file"));
    if (printed > 0) parts.push_back(report::counted(printed, "command"));
    parts.push_back(report::counted(status.objects, "object"));
    return format("{}", join(parts, ", "));
}

// Another database declares nothing.
report::Sides sides_of(const Status& status) {
    if (status.like.empty()) return {};
    const bool same = status.like == status.database;
    return {.declared = same ? "there" : status.like,
            .live = same ? "here" : status.database,
            .only_live = "additional"};
}

} // namespace

void tell_drift(const report::Output& output, const Status& status) {
    const auto drift = report::drift_in_words(status.differences, status.places, output.verbose(),
                                              sides_of(status));
    output.line(format("Drift     {}",
                       drift.empty() ? "none" : report::counted(drift.size(), "difference")));
    for (const auto& lines : drift)
        for (const auto& line : lines) output.line(line);
    for (const auto& unknown : status.unknown) output.line(format("  not compared: {}", unknown));
}

namespace {

void tell(const report::Output& output, const Status& status) {
    output.line(format("Server    PostgreSQL {} at {}, as {}", status.server.version_text,
                       commands::address_of(status.server), status.server.user));
    output.line(format("Target    {}", status.source));
    output.line(format("Database  {}", database_line(status)));
    if (!status.protected_by.empty()) output.line(format("Protected {}", status.protected_by));
    if (status.busy) output.line(format("Busy      {}", to_string(*status.busy)));
    for (const auto& leftover : status.leftovers)
        output.line(format("Leftover  {}: {}; whoever did that is gone", leftover.name(),
                           leftover.record()));
    for (const auto& one : status.stock)
        output.line(format("In stock  {}{}", stock_in_words(one.it),
                           one.outdated == true ? ", outdated" : ""));
    if (!status.like.empty())
        output.line(
            format("Like      {} ({})", database::name_in_sql(status.like), status.like_source));
    else
        output.line(format("Models    {}", models_in_words(status)));
    if (status.properties) tell_drift(output, status);
}

// The server's address is not for a page that others read.
std::string markdown_of(const Status& status, bool all) {
    const auto heading = report::heading(format("Database {}", in_quotes(status.database)));
    if (!status.properties) return heading + "The database is missing.\n";
    const auto sides = sides_of(status);
    const auto drift = report::shown_drift(status.differences, status.places, all, sides);
    const auto against = status.like.empty() ? format("models: {}", models_in_words(status))
                                             : format("database {}", in_quotes(status.like));
    return heading + report::drift_in_markdown(drift, against, sides, status.unknown);
}

Json database_data(const Status& status) {
    Json::Object data = {{"name", status.database}, {"exists", status.properties.has_value()}};
    if (status.properties) {
        const auto& properties = *status.properties;
        data.emplace_back("owner", properties.owner);
        data.emplace_back("encoding", properties.encoding);
        data.emplace_back("bytes", properties.bytes ? Json(*properties.bytes) : Json());
        data.emplace_back("sessions", properties.sessions);
    }
    data.emplace_back("protected_by",
                      status.protected_by.empty() ? Json() : Json(status.protected_by));
    return data;
}

Json::Object data_of(const Status& status) {
    Json::Array files;
    for (const auto& file : status.model_files) files.push_back(file.string());
    Json::Array leftovers;
    for (const auto& leftover : status.leftovers) leftovers.push_back(leftover.name());
    Json::Array stock;
    for (const auto& one : status.stock) {
        auto data = stock_data(one.it, one.outdated == true);
        data.emplace_back("outdated", one.outdated ? Json(*one.outdated) : Json());
        stock.push_back(std::move(data));
    }
    Json::Array unknown;
    for (const auto& what : status.unknown) unknown.push_back(what);
    return Json::Object{{"in_sync", status.in_sync()},
                        {"server", Json::Object{{"version", status.server.version_text},
                                                {"host", status.server.host},
                                                {"port", status.server.port},
                                                {"user", status.server.user}}},
                        {"source", status.source},
                        {"database", database_data(status)},
                        {"busy", status.busy ? Json(to_string(*status.busy)) : Json()},
                        {"leftovers", leftovers},
                        {"stock", stock},
                        {"models", files},
                        {"like", status.like.empty() ? Json() : Json(status.like)},
                        {"objects", status.objects},
                        {"differences", report::drift_data(status.differences, status.places)},
                        {"not_compared", unknown}};
}

} // namespace

ExitStatus run_status(const Invocation& invocation) {
    const auto status = commands::status(context_of(invocation));
    if (invocation.output.json())
        answer(invocation, data_of(status));
    else if (invocation.options.markdown)
        invocation.output.raw(markdown_of(status, invocation.output.verbose()));
    else
        tell(invocation.output, status);
    return status.in_sync() ? ExitStatus::done : ExitStatus::differs;
}

} // namespace pgslate::cli
