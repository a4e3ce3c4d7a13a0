#include "config/env_files.hpp"
#include "config/sources.hpp"

#include <utility>

namespace pgslate::config {
namespace {

// Where the server is said.
struct Server {
    Setting<Address> url;
    std::vector<Problem> warnings;
};

// The files alone, whatever the environment says: a target has one source.
std::optional<Server> server_of_files(const Environment& files) {
    if (has_four_variables(files))
        return Server{{.value = address_from_four_variables(files),
                       .origin = {.name = "POSTGRES_URL", .place = files.place_of("POSTGRES_URL")}},
                      {}};
    const auto url = variable(files, "DATABASE_URL");
    if (!url) return std::nullopt;
    Server server{
        {.value = parse_address(*url, ForeignParameters::passed_over), .origin = url->origin}, {}};
    if (!server.url.value.foreign.empty())
        server.warnings.push_back(told_of(server.url.value.foreign, url->origin));
    return server;
}

std::optional<Server> server_of(const Profile& profile, const Environment& files) {
    if (profile.url) return Server{*profile.url, {}};
    return server_of_files(files);
}

std::string no_url(const Profile& profile) {
    if (!profile.env_files) return format("profile '{}' has no 'url'", profile.name);
    return format("profile '{}' has no 'url', and its 'env_file' neither POSTGRES_URL and its "
                  "companions nor DATABASE_URL",
                  profile.name);
}

void check_complete(const Request& request, const Profile& profile,
                    const std::optional<Server>& server) {
    const Origin origin{.name = format("profile '{}'", profile.name), .place = profile.place};
    std::vector<Problem> problems;
    if (!server)
        problems.push_back(problem_at(
            origin, no_url(profile),
            {"Write url = \"127.0.0.1:5432\", or local = true for the private server."}));
    const bool named =
        profile.database || request.choice.database || (server && server->url.value.database);
    if (!named)
        problems.push_back(problem_at(origin,
                                      format("profile '{}' has no 'database'", profile.name),
                                      {"Write database = \"NAME\", or give --database NAME."}));
    throw_if_any(std::move(problems));
}

bool is_wanted(const PasswordSource& source, ProfilePassword wanted) {
    if (wanted == ProfilePassword::at_hand)
        return !std::holds_alternative<PasswordFromCommand>(source);
    return wanted == ProfilePassword::fetched;
}

void add_keywords(Address& address, const Profile& profile, const Origin& url,
                  std::vector<Problem>& problems) {
    for (const auto& [keyword, value] : profile.keywords) {
        const auto* const present = find_keyword(address.keywords, keyword);
        if (present == nullptr)
            address.keywords.emplace_back(keyword, value.value);
        else if (*present != value.value)
            problems.push_back(problem_at(value.origin, format("{} and {} give different values",
                                                               value.origin.name, url.name)));
    }
}

} // namespace

Target target_from_profile(const Request& request, const Profile& profile,
                           const std::string& source) {
    EnvFiles files;
    if (profile.env_files)
        files = read_env_files(*profile.env_files, request.project.trust, request.environment);
    auto server = server_of(profile, files.variables);
    check_complete(request, profile, server);
    auto& [address, url] = server->url;
    std::optional<Setting<Secret>> password;
    if (profile.password && is_wanted(profile.password->value, request.choice.password))
        password = Setting<Secret>{
            .value = resolve(*profile.password, request.environment.over(files.variables)),
            .origin = profile.password->origin};
    std::vector<Problem> problems;
    agree(address.user, url, profile.user, "user", problems);
    agree(address.password, url, password, "password", problems);
    agree(address.database, url, profile.database, "database", problems);
    add_keywords(address, profile, url, problems);
    throw_if_any(std::move(problems));
    if (profile.user) check_name(profile.user->value, "user", profile.user->origin);
    if (profile.database) check_name(profile.database->value, "database", profile.database->origin);
    auto target = begin_target(
        request, &profile,
        profile.url ? source
                    : format("{}, {}", source, variable_in_words(url.name, files.variables)));
    for (auto* more : {&files.warnings, &server->warnings})
        target.warnings.insert(target.warnings.end(), more->begin(), more->end());
    use_address(target, address,
                {.name = format("profile '{}'", profile.name), .place = profile.place}, request);
    return target;
}

} // namespace pgslate::config
