#include "catalog/fact.hpp"

namespace pgslate::catalog {
namespace {

template <typename T>
const T& get(const Fact& fact, std::string_view name) {
    static const T nothing;
    const auto found = fact.attributes.find(name);
    if (found == fact.attributes.end()) return nothing;
    const auto* value = std::get_if<T>(&found->second);
    return value == nullptr ? nothing : *value;
}

} // namespace

const std::string& Fact::text(std::string_view name) const {
    return get<std::string>(*this, name);
}

const std::vector<std::string>& Fact::list(std::string_view name) const {
    return get<std::vector<std::string>>(*this, name);
}

} // namespace pgslate::catalog
