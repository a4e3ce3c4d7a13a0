#include "plan/made_names.hpp"

#include "base/format.hpp"
#include "sql/name.hpp"
#include "sql/name_parts.hpp"

#include <algorithm>

namespace pgslate::plan {
namespace {

using catalog::Fact;
using Names = std::vector<std::string>;

constexpr std::string_view sequence_words = "SEQUENCE NAME ";

bool names_sequence(const std::string& option) {
    return option.starts_with(sequence_words);
}

} // namespace

std::string made_name(const catalog::Identity& column, std::string_view label) {
    return format("{}_{}_{}", column.names.at(1), column.names.at(2), label)
        .substr(0, sql::longest_name);
}

Names sequence_of(const Fact& column) {
    const auto& options = column.list("identity_options");
    const auto said = std::ranges::find_if(options, names_sequence);
    Names usual = {column.id.names.front(), made_name(column.id, "seq")};
    if (said == options.end()) return usual;
    return sql::split_name(said->substr(sequence_words.size())).value_or(usual);
}

void set_sequence(Fact& column, const Names& sequence) {
    auto options = column.list("identity_options");
    std::erase_if(options, names_sequence);
    column.attributes.erase("identity_options");
    if (sequence != sequence_of(column))
        options.insert(options.begin(),
                       format("{}{}", sequence_words,
                              quoted(sql::QualifiedName(sequence.front(), sequence.back()))));
    if (!options.empty()) column.attributes["identity_options"] = std::move(options);
}

// As live/sql/types.sql has it.
Names multirange_of(const Fact& range) {
    auto name = range.id.name();
    const auto at = name.find("range");
    name = at == std::string::npos ? format("{}_multirange", name) : name.replace(at, 0, "multi");
    Names usual = {range.id.names.front(), name};
    if (!range.has("multirange")) return usual;
    return sql::split_name(range.text("multirange")).value_or(usual);
}

void set_multirange(Fact& range, const Names& multirange) {
    range.attributes.erase("multirange");
    if (multirange != multirange_of(range))
        range.attributes["multirange"] =
            quoted(sql::QualifiedName(multirange.front(), multirange.back()));
}

std::string not_null_of(const Fact& column) {
    return column.has("not_null_name") ? column.text("not_null_name")
                                       : made_name(column.id, "not_null");
}

void set_not_null(Fact& column, const std::string& name) {
    column.attributes.erase("not_null_name");
    if (name != not_null_of(column)) column.attributes["not_null_name"] = name;
}

} // namespace pgslate::plan
