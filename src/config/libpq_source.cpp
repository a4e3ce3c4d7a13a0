#include "config/choices.hpp"
#include "config/env_files.hpp"
#include "config/service_file.hpp"
#include "config/sources.hpp"

#include <array>
#include <utility>

namespace pgslate::config {
namespace {

std::optional<Setting<std::string>> non_empty(const Environment& environment, const char* name) {
    auto setting = variable(environment, name);
    if (setting && setting->value.empty()) refuse(setting->origin, "it is empty");
    return setting;
}

// What libpq takes from its environment to make a target whole (manual, "Environment Variables").
// The others, PGPASSWORD or PGSSLMODE say, are left to libpq: they name neither server nor
// database.
constexpr std::array<std::pair<const char*, std::string_view>, 5> parts = {{
    {"PGHOST", "host"},
    {"PGHOSTADDR", "hostaddr"},
    {"PGPORT", "port"},
    {"PGUSER", "user"},
    {"PGOPTIONS", "options"},
}};

// What a service says hides the variables; one that only libpq finds may say anything.
Keywords keywords_of(const Environment& environment, const std::string* service,
                     const Service& known) {
    Keywords keywords;
    if (service != nullptr) keywords.emplace_back("service", *service);
    if (service != nullptr && !known.found) return keywords;
    for (const auto& [variable, keyword] : parts)
        if (const auto value = environment.get(variable);
            value && !value->empty() && find_keyword(known.keywords, keyword) == nullptr)
            keywords.emplace_back(keyword, *value);
    return keywords;
}

// libpq prefers the service to PGDATABASE, people may expect the opposite: both must agree.
std::optional<std::string> database_of(const std::optional<Setting<std::string>>& database,
                                       const std::optional<Setting<std::string>>& service,
                                       const Service& known) {
    if (!database) {
        if (!known.found)
            refuse(service->origin, format("service '{}' is in no service file", service->value),
                   "Set PGSERVICEFILE to the file that holds it, or set PGDATABASE too.");
        return known.database();
    }
    const auto its = known.database();
    if (its && *its != database->value)
        refuse(database->origin,
               format("it says '{}', the service '{}' of PGSERVICE says '{}'", database->value,
                      service->value, *its),
               "Unset one of the two variables, or choose with --database NAME.");
    return database->value;
}

} // namespace

bool has_libpq_variables(const Environment& environment) {
    return environment.get("PGDATABASE") || environment.get("PGSERVICE");
}

Target target_from_libpq(const Request& request) {
    const auto database = non_empty(request.environment, "PGDATABASE");
    const auto service = non_empty(request.environment, "PGSERVICE");
    const auto said = [&](const char* name) {
        return variable_in_words(name, request.environment);
    };
    const std::string names = !service ? said("PGDATABASE")
                              : !database
                                  ? said("PGSERVICE")
                                  : format("{} and {}", said("PGDATABASE"), said("PGSERVICE"));
    auto target = begin_target(request, nullptr, format("{} and libpq's other variables", names));
    const auto known = service ? find_service(service->value, request.environment) : Service();
    target.keywords = keywords_of(request.environment, service ? &service->value : nullptr, known);
    // What a service says hides libpq's variables.
    if (!service) check_choices({}, {.name = names, .place = {}}, request.environment);
    std::optional<std::string> name;
    if (!request.choice.database) name = database_of(database, service, known);
    use_database(target, name, {.name = names, .place = {}}, request);
    return target;
}

} // namespace pgslate::config
