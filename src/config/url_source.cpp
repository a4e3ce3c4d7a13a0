#include "config/sources.hpp"

namespace pgslate::config {

Target target_from_url(const Request& request, const Setting<std::string>& url) {
    auto target = begin_target(request, nullptr, url.origin.name);
    use_address(target, parse_address(url), url.origin, request);
    return target;
}

} // namespace pgslate::config
