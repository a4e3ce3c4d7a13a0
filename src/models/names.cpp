#include "models/names.hpp"

#include "base/format.hpp"
#include "base/utf8.hpp"
#include "sql/name.hpp"

namespace pgslate::models {
std::string chosen_name(std::string_view table, const std::vector<std::string>& columns,
                        std::string_view label) {
    const auto middle = format("{}", join(columns, "_"));
    const auto separators = middle.empty() ? std::size_t{1} : std::size_t{2};
    const auto room = sql::longest_name - label.size() - separators;
    auto first = table.size();
    auto second = middle.size();
    while (first + second > room) --(first > second ? first : second);
    const auto begin = clip(table, first);
    if (middle.empty()) return format("{}_{}", begin, label);
    return format("{}_{}_{}", begin, clip(middle, second), label);
}

} // namespace pgslate::models
