#include "sql/text.hpp"

namespace pgslate::sql {

Text joined(std::span<const Text> parts, std::string_view separator) {
    std::string sql;
    for (const auto& part : parts) {
        if (!sql.empty()) sql += separator;
        sql += part.sql();
    }
    return Text(std::move(sql));
}

Text name_list(const std::vector<std::string>& names) {
    std::vector<Text> parts;
    parts.reserve(names.size());
    for (const auto& name : names) parts.push_back(text("{}", Identifier(name)));
    return joined(parts, ", ");
}

} // namespace pgslate::sql
