#include "config/sources.hpp"

#include "base/in_quotes.hpp"
#include "base/utf8.hpp"
#include "config/choices.hpp"
#include "config/duration.hpp"

#include <array>
#include <pwd.h>
#include <unistd.h>
#include <utility>

namespace pgslate::config {
namespace {

constexpr std::chrono::seconds default_lock_timeout{60};

// libpq's default too: the owner of the process, not who logged in.
std::optional<std::string> system_user() {
    passwd entry{};
    passwd* found = nullptr;
    std::array<char, 16384> buffer{};
    getpwuid_r(geteuid(), &entry, buffer.data(), buffer.size(), &found);
    if (found == nullptr) return std::nullopt;
    return std::string(entry.pw_name);
}

std::string user_of(Target& target, const Address& address, const Origin& origin) {
    if (address.user) return *address.user;
    auto user = system_user();
    if (!user)
        refuse(origin, "no user is named, and the operating system has no name for this one");
    target.source += ", with the operating system's user name";
    return *std::move(user);
}

std::optional<Setting<std::string>> said_lock_timeout(const Request& request) {
    if (request.choice.lock_timeout)
        return Setting<std::string>{.value = *request.choice.lock_timeout,
                                    .origin = {.name = "--lock-timeout", .place = {}}};
    return variable(request.environment, "PGSLATE_LOCK_TIMEOUT");
}

Setting<std::chrono::milliseconds> lock_timeout_of(const Request& request, const Profile* profile) {
    if (const auto said = said_lock_timeout(request)) {
        const auto time = parse_duration_or_seconds(said->value);
        if (!time) refuse(said->origin, format("'{}' is not a time", said->value), duration_hint);
        return {.value = *time, .origin = said->origin};
    }
    if (profile != nullptr && profile->lock_timeout) return *profile->lock_timeout;
    return {.value = default_lock_timeout, .origin = {.name = "default", .place = {}}};
}

// What the command line says of a new database replaces what the profile says, part by part.
NewDatabase new_database_of(const TargetChoice& choice, const Profile* profile) {
    auto database = profile == nullptr ? NewDatabase() : profile->new_database;
    const auto adopt = [](std::string& part, const std::optional<std::string>& said,
                          std::string_view what) {
        if (!said) return;
        check_name(*said, what, {.name = format("--{}", what), .place = {}});
        part = *said;
    };
    adopt(database.owner, choice.owner, "owner");
    adopt(database.template_name, choice.template_name, "template");
    adopt(database.encoding, choice.encoding, "encoding");
    adopt(database.locale, choice.locale, "locale");
    return database;
}

// The private server is for development and tests: there it is kept unasked.
TemplateCache template_cache_of(const TargetChoice& choice, const Profile* profile, int spares) {
    auto wanted = choice.template_cache;
    if (!wanted && profile != nullptr) wanted = profile->template_cache;
    if (wanted) return *wanted ? TemplateCache::always : TemplateCache::none;
    if (spares > 0) return TemplateCache::always;
    const bool local = choice.local || (profile != nullptr && profile->local.value);
    return local ? TemplateCache::where_it_pays : TemplateCache::none;
}

} // namespace

Target begin_target(const Request& request, const Profile* profile, const std::string& source) {
    Target target;
    target.source = source;
    target.folder = request.project.folder;
    target.file = request.project.file;
    target.models = models_of(request.choice, profile, request.project);
    target.lock_timeout = lock_timeout_of(request, profile);
    target.new_database = new_database_of(request.choice, profile);
    target.another_database = request.choice.database.has_value();
    target.spares = request.choice.spares.value_or(profile == nullptr ? 0 : profile->spares.value);
    target.template_cache = template_cache_of(request.choice, profile, target.spares);
    const auto& other = target.new_database.template_name;
    if (target.template_cache == TemplateCache::always && !other.empty())
        target.warnings.push_back(
            advised(format("no template and no spares are kept: a new database is a copy of {}",
                           in_quotes(other)),
                    {}));
    target.ignore = request.project.ignore;
    if (profile == nullptr) return target;
    target.ignore.insert(target.ignore.end(), profile->ignore.begin(), profile->ignore.end());
    for (const auto& warning : request.project.warnings)
        target.warnings.push_back(advised(warning, {}));
    target.is_protected = profile->is_protected.value;
    if (profile->scratch) target.scratch = profile->scratch->value;
    if (target.is_protected) target.protected_by = to_string(profile->is_protected.origin);
    return target;
}

void use_address(Target& target, const Address& address, const Origin& origin,
                 const Request& request) {
    const auto user = user_of(target, address, origin);
    check_name(user, "user", origin);
    if (address.password && first_bad_byte(address.password->reveal()))
        refuse(origin, "the password is not valid UTF-8");
    target.keywords = {{"host", address.host}, {"port", address.port}, {"user", user}};
    target.keywords.insert(target.keywords.end(), address.keywords.begin(), address.keywords.end());
    check_choices(address.keywords, origin, request.environment);
    target.password = address.password;
    use_database(target, address.database, origin, request);
}

void use_database(Target& target, const std::optional<std::string>& name, const Origin& origin,
                  const Request& request) {
    if (request.choice.database) {
        target.database = *request.choice.database;
        return check_name(target.database, "database", {.name = "--database", .place = {}});
    }
    if (!name)
        refuse(origin, "no database is named",
               request.choice.option == nullptr
                   ? "Name it with --database NAME."
                   : "Name it behind the host, as in postgresql://host/database.");
    target.database = *name;
    check_name(target.database, "database", origin);
}

Models models_of(const TargetChoice& choice, const Profile* profile, const Project& project) {
    Models models;
    if (choice.models.empty()) {
        static_cast<ModelList&>(models) =
            profile != nullptr && profile->models ? *profile->models : project.models;
        models.trust = project.trust;
        return models;
    }
    models.origin.name = "--models";
    models.trust = Trust::in_everybody();
    for (const auto& path : choice.models) {
        if (path.empty()) refuse(models.origin, "a path is empty");
        models.value.emplace_back(path);
    }
    return models;
}

std::optional<Setting<std::string>> variable(const Environment& environment,
                                             const std::string& name) {
    auto value = environment.get(name);
    if (!value) return std::nullopt;
    return Setting<std::string>{.value = *std::move(value),
                                .origin = {.name = name, .place = environment.place_of(name)}};
}

} // namespace pgslate::config
