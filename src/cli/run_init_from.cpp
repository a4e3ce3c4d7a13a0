// init --from: a project for a database that is there.
#include "base/excerpt.hpp"
#include "base/format.hpp"
#include "cli/context.hpp"
#include "cli/drift_line.hpp"
#include "cli/dump_files.hpp"
#include "cli/schema_files.hpp"
#include "commands/adopt.hpp"
#include "commands/editor_schemas.hpp"
#include "report/counted.hpp"
#include "report/drift.hpp"

#include <filesystem>

namespace pgslate::cli {
namespace {

namespace fs = std::filesystem;
using commands::Adoption;
using report::Json;

Options options_of(const Invocation& invocation) {
    auto options = invocation.options;
    const auto& target = options.target;
    if (target.url || target.local || target.profile || target.database)
        throw Error(ExitStatus::usage, "--from names the whole database",
                    {"Leave --url, --local, --profile and --database out."});
    choose(options.target, *options.from, "--from");
    return options;
}

std::vector<NewFile> files_of(const Adoption& adoption) {
    std::vector<NewFile> files = {
        {"pgslate.toml",
         commands::schema_line("", commands::schema_path("config")) + adoption.project_file}};
    for (auto& file : model_files_of(adoption.dump)) {
        auto path = "schemas" / file.path;
        if (path.extension() == ".toml")
            file.text.insert(
                0, commands::schema_line(path.parent_path(), commands::schema_path("models")));
        files.push_back({std::move(path), std::move(file.text)});
    }
    return files;
}

// A schema that is there already is as good.
std::vector<NewFile> with_schemas(std::vector<NewFile> files, const fs::path& folder) {
    for (auto& schema : schema_files())
        if (!fs::exists(fs::symlink_status(folder / schema.path)))
            files.push_back(std::move(schema));
    return files;
}

void tell_files(const Invocation& invocation, const fs::path& folder,
                const std::vector<NewFile>& files) {
    const auto shown = [&](const fs::path& path) {
        return (folder / path).lexically_normal().string();
    };
    const auto& output = invocation.output;
    output.line(format("Wrote {}", shown(files.front().path)));
    output.line(
        format("Wrote {}: {}", shown("schemas"), report::counted(files.size() - 1, "model")));
    if (!output.verbose()) return;
    for (std::size_t i = 1; i < files.size(); ++i)
        output.line(format("  {}", shown(files[i].path)));
}

void tell_others(const report::Output& output, const commands::KnownOthers& others) {
    for (const auto& one : others.ignored)
        output.line(format("Ignored   {}: {}", one.pattern, one.whose));
    for (const auto& one : others.needed)
        output.line(
            format("In models {}: {}, but {} needs it", one.pattern, one.whose, one.needed_by));
}

// The models that were written, held against the database.
commands::Status compared(commands::Context context, const Adoption& adoption,
                          const fs::path& folder) {
    context.target.models.value = {folder / "schemas"};
    context.target.models.commands.clear();
    context.target.models.trust = Trust::in_everybody();
    for (auto& pattern : adoption.others.patterns())
        context.target.ignore.push_back(std::move(pattern));
    try {
        return commands::status(context);
    } catch (const Error& error) {
        throw with_hint(error,
                        "The files are written; what keeps them from being compared is this. "
                        "`pgslate status` tries again, also with --scratch.");
    }
}

void tell_next(const Invocation& invocation, const Adoption& adoption) {
    const auto& folder = invocation.options.folder;
    const auto go = fs::path(folder) == "." ? std::string() : format("go to {}; ", folder);
    const auto set = adoption.needs_password
                         ? format("set {} to the password; ", commands::adopted_password)
                         : std::string();
    invocation.output.line(format("Next: {}{}`pgslate status` compares again.", go, set));
}

Json::Array data_of(const std::vector<commands::KnownOther>& others) {
    Json::Array data;
    for (const auto& one : others)
        data.push_back(
            Json::Object{{"pattern", one.pattern},
                         {"whose", one.whose},
                         {"needed_by", one.needed_by.empty() ? Json() : Json(one.needed_by)}});
    return data;
}

Json::Object data_of(const Adoption& adoption, const commands::Status& status,
                     const fs::path& folder, const std::vector<NewFile>& files) {
    Json::Array written;
    for (const auto& file : files)
        written.push_back((folder / file.path).lexically_normal().string());
    return Json::Object{{"written", written},
                        {"ignored", data_of(adoption.others.ignored)},
                        {"in_models", data_of(adoption.others.needed)},
                        {"in_sync", status.in_sync()},
                        {"differences", report::drift_data(status.differences, status.places)}};
}

} // namespace

ExitStatus run_init_from(const Invocation& invocation) {
    const fs::path folder = invocation.options.folder;
    commands::refuse_to_adopt_into(folder);
    const auto options = options_of(invocation);
    const auto context =
        context_of({options, invocation.environment, invocation.output, invocation.interruption,
                    invocation.progress, invocation.warnings});
    const auto adoption = commands::adopt(context);
    const auto files = files_of(adoption);
    write_files(folder, with_schemas(files, folder), Existing::refuse);
    tell_files(invocation, folder, files);
    tell_others(invocation.output, adoption.others);
    tell_left_out(invocation, adoption.dump);
    tell_secrets_in(invocation, folder, files);
    const auto status = compared(context, adoption, folder);
    tell_drift(invocation.output, status);
    tell_next(invocation, adoption);
    answer(invocation, data_of(adoption, status, folder, files));
    return status.in_sync() ? ExitStatus::done : ExitStatus::differs;
}

} // namespace pgslate::cli
