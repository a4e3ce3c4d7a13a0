#include "config/project.hpp"

#include "base/descriptor.hpp"
#include "base/files.hpp"
#include "base/format.hpp"
#include "base/suggest.hpp"
#include "base/trusted_file.hpp"
#include "config/forms.hpp"
#include "config/models_reader.hpp"
#include "config/paths.hpp"
#include "config/profile_reader.hpp"
#include "config/toml_file.hpp"

#include <algorithm>
#include <cerrno>
#include <fcntl.h>
#include <sys/stat.h>
#include <system_error>
#include <utility>

namespace pgslate::config {
namespace {

std::optional<std::filesystem::path> look_upwards(std::filesystem::path folder) {
    for (;;) {
        auto file = folder / project_file_name;
        std::error_code ignored;
        if (std::filesystem::exists(file, ignored) && !std::filesystem::is_directory(file, ignored))
            return file;
        if (folder == folder.parent_path()) return std::nullopt;
        folder = folder.parent_path();
    }
}

std::vector<std::string_view> names_of(const std::vector<Profile>& profiles) {
    std::vector<std::string_view> names;
    names.reserve(profiles.size());
    for (const auto& profile : profiles) names.emplace_back(profile.name);
    return names;
}

void read_profiles(TomlFile& file, const Entry& entry, const Folders& folders, Project& project) {
    const auto* const table = entry.node.as_table();
    if (table == nullptr)
        return file.complain(entry, "'profile' must hold tables",
                             {"Begin each profile with a line [profile.NAME]."});
    for (const auto& [key, node] : *table) {
        const auto profile = file.entry(key, node, format("profile '{}'", key.str()));
        if (key.str().empty())
            file.complain(profile, "a profile has no name");
        else
            project.profiles.push_back(read_profile(file, profile, folders));
    }
}

void read_root(TomlFile& file, const Folders& folders, Project& project) {
    for (const auto& [key, node] : file.root()) {
        const auto entry = file.entry(key, node, format("'{}'", key.str()));
        if (key == "default_profile")
            project.default_profile = file.string(entry);
        else if (key == "profile")
            read_profiles(file, entry, folders, project);
        else if (key == "ignore")
            project.ignore = file.strings(entry).value_or(std::vector<std::string>());
        else if (key != "models")
            file.complain_unknown(entry, project_form());
        else if (auto models = read_models(file, entry, folders))
            project.models = *std::move(models);
    }
}

bool holds_secret(const Profile& profile) {
    if (profile.password) {
        const auto* const literal = std::get_if<Secret>(&profile.password->value);
        if (literal != nullptr && !literal->reveal().empty()) return true;
    }
    if (profile.url && profile.url->value.password) return true;
    return std::ranges::any_of(
        profile.keywords, [](const auto& keyword) { return is_secret_keyword(keyword.first); });
}

void warn_about_readers(const std::string& shown, Project& project) {
    struct stat status {};
    const bool others_read =
        stat(project.file->c_str(), &status) == 0 && (status.st_mode & (S_IRGRP | S_IROTH)) != 0;
    if (others_read && std::ranges::any_of(project.profiles, holds_secret))
        project.warnings.push_back(
            format("{} holds a password and can be read by others; chmod 600 it, or write password "
                   "= {{ env = \"NAME\" }}",
                   shown));
}

// Whoever has removed a file from a folder on the way has chosen the one above.
std::string text_of_found(const std::filesystem::path& path, const std::filesystem::path& cwd,
                          const Trust& trust) {
    TrustedReader reader(trust);
    auto text = reader.read(path, ExitStatus::bad_configuration);
    reader.look_at(cwd, path); // NOLINT(readability-suspicious-call-argument)
    reader.finish(format("To use the file all the same, name it: --config {}", path.string()));
    return text.value_or("");
}

// Whoever could have written the file may write what it leads to.
std::string text_of_named(const std::filesystem::path& path, Trust& trust) {
    const Descriptor open(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
    struct stat status {};
    if (!open || ::fstat(open.get(), &status) != 0)
        cannot_read(path, errno, ExitStatus::bad_configuration);
    trust = trust.extended_by(open.get(), status);
    return read_file(open, path, ExitStatus::bad_configuration, largest_note);
}

Project load(const std::filesystem::path& path, const std::filesystem::path& cwd, Project project,
             std::string text) {
    const auto shown = seen_from(cwd, path);
    TomlFile file(shown.string(), std::move(text));
    project.file = path;
    project.folder = path.parent_path();
    const Folders folders{.file = project.folder, .cwd = cwd, .trust = project.trust};
    project.models.value = {seen_from(cwd, project.folder / "schemas")};
    read_root(file, folders, project);
    if (project.default_profile)
        file.gather([&] { find_profile(project, *project.default_profile); });
    file.finish();
    warn_about_readers(shown.string(), project);
    return project;
}

} // namespace

Project find_project(const std::filesystem::path& cwd, const std::optional<std::string>& config) {
    Project project;
    const auto here = folder_path(cwd);
    project.folder = here;
    project.models.value = {"schemas"};
    project.models.origin.name = "default";
    project.trust = Trust::of_user();
    if (config) {
        const auto path = (here / *config).lexically_normal();
        auto text = text_of_named(path, project.trust);
        return load(path, here, std::move(project), std::move(text));
    }
    const auto file = look_upwards(here);
    if (!file) return project;
    auto text = text_of_found(*file, here, project.trust);
    return load(*file, here, std::move(project), std::move(text));
}

const Profile& find_profile(const Project& project, const Setting<std::string>& name) {
    const auto found = std::ranges::find(project.profiles, name.value, &Profile::name);
    if (found != project.profiles.end()) return *found;
    const auto known = names_of(project.profiles);
    std::vector<std::string> hints;
    if (const auto better = nearest(name.value, known))
        hints.push_back(format("Did you mean '{}'?", *better));
    if (!project.file)
        hints.push_back(format("There is no {} in this folder or above it.", project_file_name));
    else if (known.empty())
        hints.push_back(format("{} has no profiles.", project.file->string()));
    else
        hints.push_back(format("The profiles are: {}.", join(known, ", ")));
    throw Error(ExitStatus::bad_configuration,
                problem_at(name.origin,
                           format("{} names a profile '{}' that does not exist", name.origin.name,
                                  name.value),
                           std::move(hints)));
}

} // namespace pgslate::config
