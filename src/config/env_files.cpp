#include "config/env_files.hpp"

#include "base/files.hpp"
#include "base/format.hpp"
#include "base/shell.hpp"
#include "base/trusted_file.hpp"
#include "config/env_syntax.hpp"
#include "config/paths.hpp"

#include <algorithm>
#include <array>
#include <sys/stat.h>
#include <utility>

namespace pgslate::config {
namespace {

constexpr std::array beginnings = {"POSTGRES_", "PG", "DATABASE_URL"};

// Ours, or libpq's.
bool counts(const std::string& name) {
    return std::ranges::any_of(beginnings, [&](const char* one) { return name.starts_with(one); });
}

// A URL has it before its host.
bool holds_password(const std::string& name, const std::string& value) {
    if (value.empty() || name.ends_with("_FILE")) return false;
    if (name.find("PASSW") != std::string::npos || name.ends_with("_PW")) return true;
    const auto scheme = value.find("://");
    const auto at = value.find('@', scheme);
    return scheme != std::string::npos && at != std::string::npos
           && value.find(':', scheme + 3) < at;
}

void warn_of_readers(const std::filesystem::path& file, const Environment& variables,
                     std::vector<Problem>& warnings) {
    struct stat status {};
    const bool others_read = ::stat(file.c_str(), &status) == 0 && S_ISREG(status.st_mode)
                             && (status.st_mode & (S_IRGRP | S_IROTH)) != 0;
    const bool any = std::ranges::any_of(variables.variables(), [](const auto& entry) {
        return counts(entry.first) && holds_password(entry.first, entry.second.value);
    });
    if (!others_read || !any) return;
    auto warning =
        advised(format("{} holds a password and can be read by others", file.string()),
                {format("Take that away with: chmod 600 {}", shell_word(file.string()))});
    warnings.push_back(std::move(warning));
}

std::string text_of_env_file(const std::filesystem::path& file, TrustedReader& reader,
                             const Origin& origin) {
    try {
        return reader.read(file, ExitStatus::bad_configuration, largest_note).value_or("");
    } catch (const Error& error) {
        throw Error(ExitStatus::bad_configuration,
                    problem_at(origin, format("{}: {} {}", origin.name, file.string(),
                                              error.problems().front().message)));
    }
}

} // namespace

EnvFiles read_env_files(const Setting<std::vector<std::filesystem::path>>& files,
                        const Trust& trust, const Environment& around) {
    EnvFiles result;
    for (const auto& path : files.value) {
        const auto file = seen_from(std::filesystem::current_path(), path);
        TrustedReader reader(trust);
        auto text = text_of_env_file(file, reader, files.origin);
        reader.finish(
            format("It is named by {}; --env-file uses it all the same.", to_string(files.origin)));
        read_variables(std::move(text), file.string(), around, result.variables);
        warn_of_readers(file, result.variables, result.warnings);
    }
    return result;
}

EnvFiles with_env_files(const std::vector<std::string>& files, const Environment& process) {
    Setting<std::vector<std::filesystem::path>> paths{
        .value = {files.begin(), files.end()}, .origin = {.name = "--env-file", .place = {}}};
    auto result = read_env_files(paths, Trust::in_everybody(), process);
    for (const auto& [name, variable] : result.variables.variables()) {
        const auto present = process.variables().find(name);
        if (present != process.variables().end() && counts(name)
            && present->second.value != variable.value)
            result.warnings.push_back(
                advised(format("{} is set in the environment; what {} says does not count", name,
                               to_string(Place{variable.place.file, variable.place.line, 0})),
                        {}));
    }
    result.variables = process.over(result.variables);
    return result;
}

std::string variable_in_words(const std::string& variable, const Environment& environment) {
    const auto place = environment.place_of(variable);
    if (!place.known()) return variable;
    return format("{} ({})", variable, to_string(Origin{.name = variable, .place = place}));
}

} // namespace pgslate::config
