#include "commands/not_utf8.hpp"

#include "base/error.hpp"
#include "base/format.hpp"
#include "base/utf8.hpp"

#include <algorithm>

namespace pgslate::commands {
namespace {

using catalog::Fact;
using catalog::Value;

bool is_bad(const std::string& text) {
    return first_bad_byte(text).has_value();
}

bool is_bad_value(const Value& value) {
    if (const auto* text = std::get_if<std::string>(&value)) return is_bad(*text);
    return std::ranges::any_of(std::get<std::vector<std::string>>(value), is_bad);
}

// What of a fact is not UTF-8, in words; empty: nothing.
std::string bad_in(const Fact& fact) {
    if (std::ranges::any_of(fact.id.names, is_bad)) return "its name";
    for (const auto& [name, value] : fact.attributes)
        if (is_bad_value(value)) return name;
    return {};
}

} // namespace

void refuse_what_is_not_utf8(const catalog::Catalog& catalog) {
    Problem problem;
    for (const auto& [id, fact] : catalog.facts)
        if (const auto what = bad_in(fact); !what.empty())
            problem.notes.push_back(format("{}: {}", to_string(id), what));
    if (problem.notes.empty()) return;
    problem.message = format("models are UTF-8, and what {} of the database {} is not",
                             problem.notes.size() == 1 ? "one object" : "some objects",
                             problem.notes.size() == 1 ? "holds" : "hold");
    problem.hints = {
        "A database of encoding SQL_ASCII keeps whatever bytes it is given. Rename or "
        "alter what is named here, or choose other objects with --schema and --table."};
    throw Error(ExitStatus::failed, std::move(problem));
}

} // namespace pgslate::commands
