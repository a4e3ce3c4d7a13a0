#include "report/made.hpp"

#include "base/format.hpp"
#include "report/counted.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <string_view>

namespace pgslate::report {
namespace {

using catalog::Kind;

// What people ask for first; the others follow in the order of the kinds.
constexpr std::array first_kinds = {Kind::table,   Kind::view,        Kind::materialized_view,
                                    Kind::index,   Kind::foreign_key, Kind::function,
                                    Kind::trigger, Kind::sequence};

constexpr std::array go_without_saying = {Kind::attribute,
                                          Kind::column,
                                          Kind::primary_key,
                                          Kind::sequence_owner,
                                          Kind::owner,
                                          Kind::privileges,
                                          Kind::default_privileges,
                                          Kind::security_label,
                                          Kind::extension_dependency,
                                          Kind::comment,
                                          Kind::statement,
                                          Kind::shell_type};

std::string plural(std::string_view noun) {
    const std::string word(noun);
    if (word.ends_with("x") || word.ends_with("s")) return word + "es";
    if (word.ends_with("y") && !word.ends_with("ey"))
        return word.substr(0, word.size() - 1) + "ies";
    return word + "s";
}

std::string in_words(Kind kind, std::size_t count) {
    return format("{} {}", count,
                  count == 1 ? std::string(to_string(kind)) : plural(to_string(kind)));
}

} // namespace

std::string made_in_words(const std::vector<catalog::Identity>& made, std::size_t statements,
                          std::chrono::duration<double> took) {
    std::map<Kind, std::size_t> counts;
    for (const auto& id : made)
        if (std::ranges::count(go_without_saying, id.kind) == 0) ++counts[id.kind];
    std::vector<std::string> words;
    for (const auto kind : first_kinds)
        if (const auto count = counts.extract(kind))
            words.push_back(in_words(kind, count.mapped()));
    for (const auto& [kind, count] : counts) words.push_back(in_words(kind, count));
    if (words.empty()) words.push_back(counted(statements, "statement"));
    return format("{} in {:.2f} s", join(words, ", "), took.count());
}

} // namespace pgslate::report
