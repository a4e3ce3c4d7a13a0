#include "config/env_files.hpp"
#include "config/other_variables.hpp"
#include "config/sources.hpp"

#include <utility>

namespace pgslate::config {

Target target_from_url(const Request& request, const Setting<std::string>& url) {
    auto target = begin_target(request, nullptr, url.origin.name);
    use_address(target, parse_address(url), url.origin, request);
    return target;
}

Target target_from_database_url(const Request& request, const Setting<std::string>& url) {
    auto target =
        begin_target(request, nullptr, variable_in_words(url.origin.name, request.environment));
    const auto address = parse_address(url, ForeignParameters::passed_over);
    use_address(target, address, url.origin, request);
    if (!address.foreign.empty()) target.warnings.push_back(told_of(address.foreign, url.origin));
    if (auto told = beside_database_url(request.environment))
        target.warnings.push_back(*std::move(told));
    return target;
}

} // namespace pgslate::config
