// resetdb, create, drop: what the mission's commands did, in words and as data.
#include "base/format.hpp"
#include "cli/context.hpp"
#include "commands/create.hpp"
#include "commands/drop.hpp"
#include "commands/reset.hpp"

namespace pgslate::cli {
namespace {

using report::Json;

Json::Array names_of(const std::vector<catalog::Identity>& identities) {
    Json::Array names;
    for (const auto& id : identities) names.push_back(to_string(id));
    return names;
}

void tell_created(const Invocation& invocation, const commands::Create& result) {
    const auto& output = invocation.output;
    if (result.made_database) return output.line("Done.");
    for (const auto& id : result.created) output.line(format("  {}", to_string(id)));
    output.line(result.created.empty() && result.statements == 0 ? "Nothing to create." : "Done.");
    for (const auto& id : result.left_out)
        warn(invocation,
             {.message = format("{} is missing, and `create` alters nothing that is there",
                                to_string(id))});
}

} // namespace

ExitStatus run_resetdb(const Invocation& invocation) {
    const auto result = commands::reset(context_of(invocation));
    invocation.output.document(Json::Object{{"database", result.database},
                                            {"deleted", result.deleted},
                                            {"created", true},
                                            {"statements", result.statements}});
    return ExitStatus::done;
}

ExitStatus run_create(const Invocation& invocation) {
    const auto result = commands::create(context_of(invocation), invocation.options.protect);
    tell_created(invocation, result);
    invocation.output.document(Json::Object{{"database", result.database},
                                            {"created_database", result.made_database},
                                            {"statements", result.statements},
                                            {"created", names_of(result.created)},
                                            {"left_out", names_of(result.left_out)}});
    return ExitStatus::done;
}

ExitStatus run_drop(const Invocation& invocation) {
    const auto result = commands::drop(context_of(invocation));
    if (!result.deleted)
        invocation.output.line(format("There is no database \"{}\".", result.database));
    invocation.output.document(
        Json::Object{{"database", result.database}, {"deleted", result.deleted}});
    return ExitStatus::done;
}

} // namespace pgslate::cli
