#include "config/sources.hpp"

namespace pgslate::config {

Target target_on_local_server(const Request& request, const Profile* profile,
                              const std::string& source) {
    auto target = begin_target(request, profile, source);
    target.local = true;
    const auto folder = request.project.folder.filename().string();
    Setting<std::string> name{.value = folder, .origin = {.name = "--local", .place = {}}};
    if (profile != nullptr) {
        name.origin = profile->local.origin;
        if (profile->database) name = *profile->database;
        for (const auto& [keyword, value] : profile->keywords)
            target.keywords.emplace_back(keyword, value.value);
    }
    const bool of_folder = profile == nullptr || !profile->database;
    if (of_folder && !request.choice.database && !folder.empty())
        check_name(folder, "database", name.origin,
                   "It is the name of the project's folder; give another with --database NAME.");
    // The file system's root has no name.
    const auto given = of_folder && folder.empty() ? std::nullopt : std::optional(name.value);
    use_database(target, given, name.origin, request);
    return target;
}

} // namespace pgslate::config
