#include "config/find_target.hpp"

#include "base/format.hpp"
#include "config/env_files.hpp"
#include "config/given_options.hpp"
#include "config/other_variables.hpp"
#include "config/sources.hpp"

namespace pgslate::config {
namespace {

Origin named(const char* name) {
    return {.name = name, .place = {}};
}

void check_choice(const TargetChoice& choice) {
    std::vector<std::string_view> given;
    if (choice.url) given.emplace_back("--url");
    if (choice.local) given.emplace_back("--local");
    if (choice.profile) given.emplace_back("--profile");
    if (given.size() > 1)
        throw Error(ExitStatus::usage, format("{} cannot be given together", join(given, " and ")),
                    {"Each of them names the whole target; give one."});
}

Origin option_of(const TargetChoice& choice, const char* usual) {
    return named(choice.option == nullptr ? usual : choice.option);
}

bool has_variables(const Environment& environment) {
    return has_four_variables(environment) || environment.get("DATABASE_URL")
           || has_libpq_variables(environment);
}

// The profile that counts where nothing before it does.
std::optional<Setting<std::string>> usual_profile(const Request& request) {
    if (auto name = variable(request.environment, "PGSLATE_PROFILE")) return name;
    return request.project.default_profile;
}

// The profile that is the source, or nothing if the source is another one, or none.
std::optional<Setting<std::string>> chosen_profile(const Request& request) {
    const auto& choice = request.choice;
    if (choice.profile)
        return Setting<std::string>{.value = *choice.profile,
                                    .origin = option_of(choice, "--profile")};
    if (choice.url || choice.local || has_variables(request.environment)) return std::nullopt;
    return usual_profile(request);
}

std::string profile_in_words(const std::string& profile, const Origin& origin) {
    const bool of_file = origin.name == "'default_profile'" && origin.place.known();
    const auto name = of_file ? "default_profile" : origin.name;
    const auto place =
        origin.place.known() ? format("{} at {}", name, to_string(origin)) : origin.name;
    return format("profile '{}' ({})", profile, place);
}

// Whoever works on the project of a pgslate.toml may not know of a variable that counts instead.
std::string passed_over(const Request& request) {
    const auto& [choice, environment, project] = request;
    const bool on_command_line = choice.url || choice.local || choice.profile;
    if (on_command_line || !has_variables(environment) || project.profiles.empty()) return {};
    if (const auto name = usual_profile(request))
        return profile_in_words(name->value, name->origin);
    return format("a profile of {}", project.file->string());
}

Target from_chosen_profile(const Request& request, const Setting<std::string>& name) {
    const auto& profile = find_profile(request.project, name);
    const auto source = profile_in_words(profile.name, name.origin);
    return profile.local.value ? target_on_local_server(request, &profile, source)
                               : target_from_profile(request, profile, source);
}

[[noreturn]] void no_source(const Request& request) {
    const auto& project = request.project;
    std::vector<std::string> hints = {
        "Set POSTGRES_URL, POSTGRES_USER, POSTGRES_PW and POSTGRES_DB.",
        "Or set DATABASE_URL, or libpq's PGDATABASE or PGSERVICE.",
        "Or give --url postgresql://user@host/database, or --local for a private server."};
    if (project.profiles.empty()) {
        hints.push_back(format("Or describe the database in a {}: `pgslate init` writes one.",
                               project_file_name));
    } else {
        std::vector<std::string> names;
        for (const auto& profile : project.profiles) names.push_back(profile.name);
        hints.push_back(format("Or choose a profile with --profile, PGSLATE_PROFILE or "
                               "default_profile: {}.",
                               join(names, ", ")));
    }
    const auto said = said_otherwise(request.environment, "POSTGRES_URL");
    hints.insert(hints.begin(), said.begin(), said.end());
    throw Error(ExitStatus::bad_configuration,
                "no database is named: neither on the command line, nor by POSTGRES_URL, "
                "POSTGRES_USER, POSTGRES_PW and POSTGRES_DB, nor in any other way",
                std::move(hints));
}

// The profile that says more of the private server when only --local is given: the default one, if
// it is local, so that the database has one name.
const Profile* local_default(const Request& request) {
    const auto& name = request.project.default_profile;
    if (!name) return nullptr;
    const auto& profile = find_profile(request.project, *name);
    return profile.local.value ? &profile : nullptr;
}

// The variable that names the target; empty if none does.
std::string naming_variable(const Environment& environment) {
    for (const auto* name : {"POSTGRES_URL", "DATABASE_URL", "PGSERVICE", "PGDATABASE"})
        if (environment.get(name)) return name;
    return {};
}

// One that a file sets may hide one of another kind that the environment has, without a word.
void check_files_agree(const Environment& environment) {
    const auto all = naming_variable(environment);
    const auto without = naming_variable(environment.without_files());
    if (without.empty() || all == without) return;
    refuse({.name = "--env-file", .place = {}},
           format("{} names a database, and so does {} in the environment",
                  variable_in_words(all, environment), without),
           format("Unset {}, or leave the file out.", without));
}

Target from_first_source(const Request& request) {
    const auto& choice = request.choice;
    if (choice.url)
        return target_from_url(request,
                               {.value = *choice.url, .origin = option_of(choice, "--url")});
    if (choice.local) return target_on_local_server(request, local_default(request), "--local");
    if (const auto name = chosen_profile(request)) return from_chosen_profile(request, *name);
    check_files_agree(request.environment);
    if (has_four_variables(request.environment)) return target_from_four_variables(request);
    if (const auto url = variable(request.environment, "DATABASE_URL"))
        return target_from_database_url(request, *url);
    if (has_libpq_variables(request.environment)) return target_from_libpq(request);
    no_source(request);
}

} // namespace

Target find_target(const TargetChoice& choice, const Environment& environment,
                   const std::filesystem::path& cwd) {
    check_choice(choice);
    const auto project = find_project(cwd, choice.config);
    const Request request{.choice = choice, .environment = environment, .project = project};
    auto target = from_first_source(request);
    target.passed_over = passed_over(request);
    target.given_options = given_options(choice);
    return target;
}

Models find_models(const TargetChoice& choice, const Environment& environment,
                   const std::filesystem::path& cwd) {
    check_choice(choice);
    const auto project = find_project(cwd, choice.config);
    const auto name =
        chosen_profile({.choice = choice, .environment = environment, .project = project});
    return models_of(choice, name ? &find_profile(project, *name) : nullptr, project);
}

} // namespace pgslate::config
