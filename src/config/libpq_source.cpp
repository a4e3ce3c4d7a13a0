#include "config/choices.hpp"
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

// libpq prefers the service to PGDATABASE, people may expect the opposite: both must agree.
std::optional<std::string> database_of(const std::optional<Setting<std::string>>& database,
                                       const std::optional<Setting<std::string>>& service,
                                       const Environment& environment) {
    Service known;
    if (service) known = find_service(service->value, environment);
    if (!database) {
        if (!known.found)
            refuse(service->origin, format("service '{}' is in no service file", service->value),
                   "Set PGSERVICEFILE to the file that holds it, or set PGDATABASE too.");
        return known.database;
    }
    if (known.database && *known.database != database->value)
        refuse(database->origin,
               format("it says '{}', the service '{}' of PGSERVICE says '{}'", database->value,
                      service->value, *known.database),
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
    const std::string names = !service    ? "PGDATABASE"
                              : !database ? "PGSERVICE"
                                          : "PGDATABASE and PGSERVICE";
    auto target = begin_target(request, nullptr, format("{} and libpq's other variables", names));
    target.libpq_environment = true;
    // What a service says hides libpq's variables.
    if (!service) check_choices({}, {.name = names, .place = {}}, request.environment);
    std::optional<std::string> name;
    if (!request.choice.database) name = database_of(database, service, request.environment);
    use_database(target, name, {.name = names, .place = {}}, request);
    return target;
}

} // namespace pgslate::config
