#include "config/sources.hpp"

#include <utility>

namespace pgslate::config {
namespace {

void check_complete(const Request& request, const Profile& profile) {
    const Origin origin{.name = format("profile '{}'", profile.name), .place = profile.place};
    std::vector<Problem> problems;
    if (!profile.url)
        problems.push_back(problem_at(
            origin, format("profile '{}' has no 'url'", profile.name),
            {"Write url = \"127.0.0.1:5432\", or local = true for the private server."}));
    const bool named =
        profile.database || request.choice.database || (profile.url && profile.url->value.database);
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

void add_keywords(Address& address, const Profile& profile, std::vector<Problem>& problems) {
    for (const auto& [keyword, value] : profile.keywords) {
        const auto* const present = find_keyword(address.keywords, keyword);
        if (present == nullptr)
            address.keywords.emplace_back(keyword, value.value);
        else if (*present != value.value)
            problems.push_back(
                problem_at(value.origin, format("{} and {} give different values",
                                                value.origin.name, profile.url->origin.name)));
    }
}

} // namespace

Target target_from_profile(const Request& request, const Profile& profile,
                           const std::string& source) {
    check_complete(request, profile);
    auto address = profile.url->value;
    const auto& url = profile.url->origin;
    std::optional<Setting<Secret>> password;
    if (profile.password && is_wanted(profile.password->value, request.choice.password))
        password = Setting<Secret>{.value = resolve(*profile.password, request.environment),
                                   .origin = profile.password->origin};
    std::vector<Problem> problems;
    agree(address.user, url, profile.user, "user", problems);
    agree(address.password, url, password, "password", problems);
    agree(address.database, url, profile.database, "database", problems);
    add_keywords(address, profile, problems);
    throw_if_any(std::move(problems));
    if (profile.user) check_name(profile.user->value, "user", profile.user->origin);
    if (profile.database) check_name(profile.database->value, "database", profile.database->origin);
    auto target = begin_target(request, &profile, source);
    use_address(target, address,
                {.name = format("profile '{}'", profile.name), .place = profile.place}, request);
    return target;
}

} // namespace pgslate::config
