// The sources a target can come from, one function each; only target.cpp knows their order.
#pragma once

#include "base/format.hpp"
#include "config/name.hpp"
#include "config/project.hpp"
#include "config/target.hpp"
#include "config/url.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace pgslate::config {

/// Everything a source may look at.
struct Request {
    const TargetChoice& choice;
    const Environment& environment;
    const Project& project;
};

/// Are POSTGRES_URL and its companions the source, whole or not?
bool has_four_variables(const Environment& environment);
bool has_libpq_variables(const Environment& environment);

Target target_from_url(const Request& request, const Setting<std::string>& url);
/// The URL that an application has in its environment, with all that it says to that.
Target target_from_database_url(const Request& request, const Setting<std::string>& url);
Target target_from_four_variables(const Request& request);
Target target_from_libpq(const Request& request);
Target target_from_profile(const Request& request, const Profile& profile,
                           const std::string& source);
/// The private server; with the settings of a profile unless that is nullptr.
Target target_on_local_server(const Request& request, const Profile* profile,
                              const std::string& source);

/// What POSTGRES_URL and its companions say. Throws Error with all that is wrong.
Address address_from_four_variables(const Environment& environment);

/// A target with what does not depend on the source; `profile` may be nullptr.
Target begin_target(const Request& request, const Profile* profile, const std::string& source);

/// Completes `target` with an address. `origin` is where the address comes from.
void use_address(Target& target, const Address& address, const Origin& origin,
                 const Request& request);

/// Sets the name of the database: the one of --database if that is given.
void use_database(Target& target, const std::optional<std::string>& name, const Origin& origin,
                  const Request& request);

/// The models that hold: of the command line, of the profile unless nullptr, of the project.
Models models_of(const TargetChoice& choice, const Profile* profile, const Project& project);

/// The value of a variable, unless it is not set.
std::optional<Setting<std::string>> variable(const Environment& environment,
                                             const std::string& name);

/// Adds what is said beside a URL to what the URL says. If both say something they must say the
/// same; otherwise a problem that names both is noted, without their values.
template <class T>
void agree(std::optional<T>& in_url, const Origin& url, const std::optional<Setting<T>>& beside,
           std::string_view what, std::vector<Problem>& problems) {
    if (!beside) return;
    if (in_url && *in_url != beside->value)
        problems.push_back(problem_at(beside->origin, format("{} and {} give different {}s",
                                                             beside->origin.name, url.name, what)));
    in_url = beside->value;
}

} // namespace pgslate::config
