#include "models/sql/select_into.hpp"

#include "base/format.hpp"

#include <array>

namespace pgslate::models {
namespace {

// Behind WITH and its queries, which stand in brackets, comes what the statement is.
bool is_select(TokenReader reader) {
    if (!reader.take("with")) return reader.sees("select");
    constexpr std::array verbs = {"select", "insert", "update", "delete",
                                  "merge",  "values", "table"};
    return reader.move_to_any(verbs) && reader.sees("select");
}

// What stands between INTO and the name.
std::string_view take_persistence(TokenReader& reader) {
    reader.take("local") || reader.take("global");
    const bool temporary = reader.take("temp") || reader.take("temporary");
    const bool unlogged = !temporary && reader.take("unlogged");
    reader.take("table");
    return temporary ? "TEMPORARY " : unlogged ? "UNLOGGED " : "";
}

} // namespace

std::optional<SelectInto> select_into(TokenReader reader) {
    if (!is_select(reader) || !reader.find("into")) return std::nullopt;
    const auto into = reader.last().begin;
    const auto persistence = take_persistence(reader);
    const auto begin = reader.offset();
    SelectInto result{
        .table = reader.take_name(), .temporary = persistence.starts_with('T'), .create_table = {}};
    if (result.table.empty()) return std::nullopt;
    const auto sql = reader.sql();
    const auto end = reader.last().end;
    result.create_table =
        format("CREATE {}TABLE {} AS {}{}", persistence, sql.substr(begin, end - begin),
               sql.substr(0, into), sql.substr(end));
    return result;
}

} // namespace pgslate::models
