#include "base/format.hpp"
#include "cli/context.hpp"
#include "cli/dump_files.hpp"
#include "cli/schema_files.hpp"
#include "commands/first_secret.hpp"
#include "commands/script_settings.hpp"
#include "report/script.hpp"
#include "report/terminal_text.hpp"

#include <filesystem>
#include <set>
#include <system_error>

namespace pgslate::cli {
namespace {

namespace fs = std::filesystem;
using commands::Dump;
using commands::DumpedFile;
using commands::DumpFormat;
using report::Json;

commands::DumpChoice choice_of(const Options& options) {
    auto choice = options.dump;
    if (options.format == "toml" || (options.format.empty() && options.output))
        choice.format = DumpFormat::toml;
    if (options.output) choice.layout = commands::DumpLayout::file_per_object;
    return choice;
}

std::string line_for(const catalog::Identity& id, const std::vector<std::string>& names) {
    return report::on_one_line(commands::in_words(id, names));
}

// A file with the secrets that it lacks said at its top.
std::string script_of(const DumpedFile& file, const commands::LeftOut& secrets,
                      const std::vector<std::string>& settings) {
    std::string top;
    for (const auto& step : file.plan.steps)
        for (const auto& id : step.creates)
            if (const auto found = secrets.find(id); found != secrets.end())
                top += format("-- {}\n", line_for(id, found->second));
    return top + report::script(file.plan, settings);
}

} // namespace

std::vector<NewFile> model_files_of(const Dump& dump) {
    std::vector<NewFile> files;
    for (const auto& file : dump.files) {
        if (!file.toml.empty()) files.push_back({file.stem + ".toml", file.toml});
        if (!file.plan.steps.empty())
            files.push_back(
                {file.stem + ".sql", script_of(file, dump.secrets, commands::settings_of_file())});
    }
    return files;
}

void tell_left_out(const Invocation& invocation, const Dump& dump) {
    for (const auto& unknown : dump.unknown)
        warn(invocation, {.message = format("not dumped, because it is not known: {}", unknown)});
    for (const auto& id : dump.invalid)
        warn(invocation, advised(format("not dumped, because it is invalid: {}", to_string(id)),
                                 {"CREATE INDEX CONCURRENTLY left it behind when it failed: "
                                  "REINDEX it, or drop it."}));
    for (const auto& [id, names] : dump.secrets)
        invocation.output.note(
            format("{}; `pgslate dump --secrets` writes it.", line_for(id, names)));
}

namespace {

void tell_secrets_at(const Invocation& invocation, std::vector<std::string> places) {
    constexpr std::size_t most = 5;
    if (places.empty()) return;
    const auto more = places.size() > most ? places.size() - most : 0;
    places.resize(places.size() - more);
    auto names = format("{}", join(places, ", "));
    if (more > 0) names += format(" and {} more", more);
    warn(invocation,
         advised(format("what may be a secret is written as it is: {}", names),
                 {"Placeholders stand for those of user mappings, servers, foreign tables and "
                  "subscriptions only."}));
}

} // namespace

void tell_secrets_in(const Invocation& invocation, const fs::path& folder,
                     const std::vector<NewFile>& files) {
    std::vector<std::string> places;
    for (const auto& file : files)
        if (const auto line = commands::first_secret(file.text, file.path.extension() == ".toml"))
            places.push_back(
                format("{}:{}", (folder / file.path).lexically_normal().string(), line));
    tell_secrets_at(invocation, std::move(places));
}

namespace {

std::vector<NewFile> files_of(const Invocation& invocation, const Dump& dump,
                              const std::optional<fs::path>& project_file) {
    const fs::path folder = *invocation.options.output;
    const auto schema = schema_of_dump(folder, project_file);
    auto files = model_files_of(dump);
    bool has_toml = false;
    for (auto& file : files) {
        if (file.path.extension() != ".toml") continue;
        file.text.insert(0, schema_line_of(folder, file.path, schema));
        has_toml = true;
    }
    if (auto file = schema_for_dump(folder, schema, invocation.options.force); file && has_toml)
        files.push_back(*std::move(file));
    return files;
}

std::vector<fs::path> paths_of(const fs::path& folder, const std::vector<NewFile>& files) {
    std::vector<fs::path> paths;
    for (const auto& file : files) paths.push_back((folder / file.path).lexically_normal());
    return paths;
}

void refuse_to_overwrite(const std::vector<fs::path>& paths) {
    for (const auto& path : paths)
        if (fs::exists(fs::symlink_status(path)))
            throw Error(ExitStatus::failed, format("{} is there already", path.string()),
                        {"Nothing was written. --force writes over what is there."});
}

// What is there and is no part of this dump would be read as a model with it.
void warn_of_others(const Invocation& invocation, const fs::path& folder,
                    const std::vector<fs::path>& written) {
    const std::set<fs::path> ours(written.begin(), written.end());
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

Json::Array statements_of(const std::vector<DumpedFile>& dumped) {
    Json::Array statements;
    for (const auto& file : dumped)
        for (const auto& step : file.plan.steps) statements.push_back(report::step_data(step));
    return statements;
}

Json::Array secrets_of(const Dump& dump) {
    Json::Array secrets;
    for (const auto& [id, names] : dump.secrets) secrets.push_back(line_for(id, names));
    return secrets;
}

// Who may read the database's secrets is no reason for everybody on this machine to.
Readers readers_of(const Invocation& invocation) {
    return invocation.options.dump.secrets ? Readers::owner : Readers::usual;
}

void write_folder(const Invocation& invocation, const Dump& dump,
                  const std::optional<fs::path>& project_file) {
    const fs::path folder = *invocation.options.output;
    const auto files = files_of(invocation, dump, project_file);
    const auto paths = paths_of(folder, files);
    if (!invocation.options.force) refuse_to_overwrite(paths);
    write_files(folder, files, invocation.options.force ? Existing::replace : Existing::refuse,
                readers_of(invocation));
    warn_of_others(invocation, folder, paths);
    if (!invocation.options.dump.secrets) tell_secrets_in(invocation, folder, files);
    Json::Array data;
    for (const auto& path : paths) {
        invocation.output.line(path.string());
        data.push_back(path.string());
    }
    answer(invocation, Json::Object{{"files", data}, {"secrets_left_out", secrets_of(dump)}});
}

void print(const Invocation& invocation, const Dump& dump) {
    for (const auto& file : dump.files) {
        const bool toml = !file.toml.empty();
        const auto text =
            toml ? file.toml : script_of(file, dump.secrets, commands::settings_of_script());
        if (!invocation.output.json()) invocation.output.raw(text);
        if (const auto line = commands::first_secret(text, toml);
            line > 0 && !invocation.options.dump.secrets)
            tell_secrets_at(invocation, {format("line {}", line)});
    }
    if (!invocation.output.json()) return;
    if (invocation.options.format == "toml")
        answer(invocation, Json::Object{{"toml", dump.files.empty() ? std::string()
                                                                    : dump.files.front().toml}});
    else
        answer(invocation, Json::Object{{"statements", statements_of(dump.files)},
                                        {"secrets_left_out", secrets_of(dump)}});
}

} // namespace

ExitStatus run_dump(const Invocation& invocation) {
    const auto context = context_of(invocation);
    const auto dump = commands::dump(context, choice_of(invocation.options));
    tell_left_out(invocation, dump);
    if (invocation.options.output)
        write_folder(invocation, dump, context.target.file);
    else
        print(invocation, dump);
    return ExitStatus::done;
}

} // namespace pgslate::cli
