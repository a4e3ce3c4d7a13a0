#include "report/values.hpp"

#include "base/format.hpp"
#include "sql/secrets.hpp"

#include <algorithm>

namespace pgslate::report {

using catalog::Value;

std::string Tamed::text(const std::string& value) const {
    if (secret_) return format("{}'...'", value.substr(0, value.find('\'')));
    return connection_ ? sql::connection_without_secrets(value) : sql::without_secrets(value);
}

std::string shown(const std::optional<Value>& value, const Tamed& tamed) {
    if (!value) return "none";
    if (const auto* text = std::get_if<std::string>(&*value)) return tamed.text(*text);
    std::string list;
    for (const auto& part : std::get<std::vector<std::string>>(*value))
        list += (list.empty() ? "" : ", ") + tamed.text(part);
    return list.empty() ? "empty" : list;
}

Json value_data(const std::optional<Value>& value, const Tamed& tamed) {
    if (!value) return {};
    if (const auto* text = std::get_if<std::string>(&*value)) return tamed.text(*text);
    Json::Array list;
    for (const auto& part : std::get<std::vector<std::string>>(*value))
        list.emplace_back(tamed.text(part));
    return list;
}

std::string attribute_in_words(std::string name) {
    std::ranges::replace(name, '_', ' ');
    return name;
}

} // namespace pgslate::report
