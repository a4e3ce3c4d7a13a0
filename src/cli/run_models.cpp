// sql, check, init: what needs no target, or a server only when asked.
#include "base/format.hpp"
#include "cli/context.hpp"
#include "cli/schema_files.hpp"
#include "commands/check.hpp"
#include "commands/init.hpp"
#include "commands/script_settings.hpp"
#include "commands/sql.hpp"
#include "report/counted.hpp"
#include "report/script.hpp"

namespace pgslate::cli {
namespace {

using report::Json;

auto warner(const Invocation& invocation) {
    return [invocation](const Problem& problem) { warn(invocation, problem); };
}

Json::Array paths_data(const std::vector<std::filesystem::path>& paths) {
    Json::Array data;
    for (const auto& path : paths) data.push_back(path.string());
    return data;
}

std::string judgement(const commands::Check& result) {
    if (!result.statements) return {};
    const auto count = result.left_out.size();
    if (count == 0) return ", and the server takes them";
    return format(", and the server takes all but {}, which {} not run",
                  report::counted(count, "statement"), count == 1 ? "was" : "were");
}

Json::Array left_out_data(const commands::Check& result) {
    Json::Array data;
    for (const auto& one : result.left_out)
        data.push_back(
            Json::Object{{"statement", one.opening}, {"declared_at", to_string(one.place)}});
    return data;
}

} // namespace

ExitStatus run_sql(const Invocation& invocation) {
    const auto plan =
        commands::sql(models_of(invocation), warner(invocation), &invocation.interruption);
    Json::Array statements;
    for (const auto& step : plan.steps) statements.push_back(report::step_data(step));
    if (!invocation.output.json())
        invocation.output.raw(report::script(plan, commands::settings_of_script()));
    answer(invocation, Json::Object{{"statements", statements}});
    return ExitStatus::done;
}

ExitStatus run_check(const Invocation& invocation) {
    const auto result =
        invocation.options.on_server
            ? commands::check_on_server(context_of(invocation))
            : commands::check(models_of(invocation), warner(invocation), &invocation.interruption);
    const auto files = result.files.size();
    invocation.output.line(format("{}, {}: no errors{}.", report::counted(files, "model"),
                                  report::counted(result.objects, "object"), judgement(result)));
    for (const auto& one : result.left_out)
        invocation.output.line(format("  not run   {} ({})", one.opening, to_string(one.place)));
    answer(invocation,
           Json::Object{{"models", paths_data(result.files)},
                        {"objects", result.objects},
                        {"statements", result.statements ? Json(*result.statements) : Json()},
                        {"not_run", left_out_data(result)}});
    return ExitStatus::done;
}

ExitStatus run_init(const Invocation& invocation) {
    if (invocation.options.from) return run_init_from(invocation);
    const auto result = commands::init(invocation.options.folder, schema_files());
    for (const auto& path : result.written)
        invocation.output.line(format("Wrote {}", path.string()));
    if (!result.schemas.empty())
        invocation.output.line(
            format("Wrote {} for editors", result.schemas.front().parent_path().string()));
    if (result.had_models) invocation.output.line("The models in schemas are as they were.");
    const bool elsewhere = std::filesystem::path(invocation.options.folder) != ".";
    invocation.output.line(
        format("Next: {}`pgslate resetdb` makes the database.",
               elsewhere ? format("go to {}; there ", invocation.options.folder) : std::string()));
    auto written = result.written;
    written.insert(written.end(), result.schemas.begin(), result.schemas.end());
    answer(invocation, Json::Object{{"written", paths_data(written)}});
    return ExitStatus::done;
}

} // namespace pgslate::cli
