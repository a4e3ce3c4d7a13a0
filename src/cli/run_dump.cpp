#include "base/files.hpp"
#include "base/format.hpp"
#include "cli/context.hpp"
#include "commands/dump.hpp"
#include "report/script.hpp"

#include <filesystem>
#include <set>
#include <system_error>

namespace pgslate::cli {
namespace {

namespace fs = std::filesystem;
using commands::DumpedFile;
using commands::DumpFormat;
using report::Json;

struct File {
    fs::path path;
    std::string text;
};

commands::DumpChoice choice_of(const Options& options) {
    auto choice = options.dump;
    if (options.format == "toml" || (options.format.empty() && options.output))
        choice.format = DumpFormat::toml;
    if (options.output) choice.layout = commands::DumpLayout::file_per_object;
    return choice;
}

std::vector<File> files_below(const fs::path& folder, const std::vector<DumpedFile>& dumped) {
    std::vector<File> files;
    for (const auto& file : dumped) {
        const auto path = (folder / file.stem).lexically_normal();
        if (!file.toml.empty()) files.push_back({path.string() + ".toml", file.toml});
        if (!file.plan.steps.empty())
            files.push_back({path.string() + ".sql", report::script(file.plan)});
    }
    return files;
}

void refuse_to_overwrite(const std::vector<File>& files) {
    for (const auto& file : files)
        if (fs::exists(fs::symlink_status(file.path)))
            throw Error(ExitStatus::failed, format("{} is there already", file.path.string()),
                        {"Nothing was written. --force writes over what is there."});
}

// What is there and is no part of this dump would be read as a model with it.
void warn_of_others(const Invocation& invocation, const fs::path& folder,
                    const std::vector<File>& files) {
    std::set<fs::path> ours;
    for (const auto& file : files) ours.insert(file.path);
    std::set<fs::path> others;
    std::error_code error;
    constexpr auto options = fs::directory_options::skip_permission_denied;
    for (fs::recursive_directory_iterator entry(folder, options, error);
         !error && entry != fs::end(entry); entry.increment(error)) {
        const auto path = entry->path().lexically_normal();
        const bool model = path.extension() == ".toml" || path.extension() == ".sql";
        if (model && !ours.contains(path)) others.insert(path);
    }
    for (const auto& path : others)
        warn(invocation,
             {.message = format("{} is no part of this dump, and stays", path.string())});
}

void write_files(const std::vector<File>& files, Existing existing) {
    for (const auto& file : files) {
        std::error_code error;
        fs::create_directories(file.path.parent_path(), error);
        if (error)
            throw Error(
                ExitStatus::failed,
                format("cannot make {}: {}", file.path.parent_path().string(), error.message()));
        write_file(file.path, file.text, existing);
    }
}

Json::Array statements_of(const std::vector<DumpedFile>& dumped) {
    Json::Array statements;
    for (const auto& file : dumped)
        for (const auto& step : file.plan.steps)
            statements.push_back(Json::Object{{"sql", step.sql.sql()}});
    return statements;
}

void write_folder(const Invocation& invocation, const std::vector<DumpedFile>& dumped) {
    const fs::path folder = *invocation.options.output;
    const auto files = files_below(folder, dumped);
    if (!invocation.options.force) refuse_to_overwrite(files);
    write_files(files, invocation.options.force ? Existing::replace : Existing::refuse);
    warn_of_others(invocation, folder, files);
    Json::Array paths;
    for (const auto& file : files) {
        invocation.output.line(file.path.string());
        paths.push_back(file.path.string());
    }
    invocation.output.document(Json::Object{{"files", paths}});
}

void print(const Invocation& invocation, const std::vector<DumpedFile>& dumped) {
    if (!invocation.output.json())
        for (const auto& file : dumped)
            report::Output::raw(file.toml.empty() ? report::script(file.plan) : file.toml);
    if (invocation.options.format == "toml")
        invocation.output.document(
            Json::Object{{"toml", dumped.empty() ? std::string() : dumped.front().toml}});
    else
        invocation.output.document(Json::Object{{"statements", statements_of(dumped)}});
}

} // namespace

ExitStatus run_dump(const Invocation& invocation) {
    const auto dump = commands::dump(context_of(invocation), choice_of(invocation.options));
    for (const auto& unknown : dump.unknown)
        warn(invocation, {.message = format("not dumped, because it is not known: {}", unknown)});
    for (const auto& id : dump.invalid)
        warn(invocation, advised(format("not dumped, because it is invalid: {}", to_string(id)),
                                 {"CREATE INDEX CONCURRENTLY left it behind when it failed: "
                                  "REINDEX it, or drop it."}));
    if (invocation.options.output)
        write_folder(invocation, dump.files);
    else
        print(invocation, dump.files);
    return ExitStatus::done;
}

} // namespace pgslate::cli
