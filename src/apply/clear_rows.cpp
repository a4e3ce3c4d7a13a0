#include "apply/clear_rows.hpp"

#include "base/format.hpp"

#include <map>
#include <utility>

namespace pgslate::apply {
namespace {

using live::RowsInSchemas;
using sql::Text;
using sql::text;

// A file that is written anew costs about as much as deleting the rows of some dozen pages.
constexpr std::int64_t page = 8192;
constexpr std::int64_t small = 64 * page;

struct Table {
    std::vector<std::string> names;
    bool partitioned = false;
};
using Tables = std::map<std::string, Table>; // by their numbers, in which order all lock them

sql::QualifiedName name_of(const std::vector<std::string>& names) {
    return {names.at(0), names.at(1)};
}

Text only(const Table& table) {
    return table.partitioned ? text("{}", name_of(table.names))
                             : text("ONLY {}", name_of(table.names));
}

Text list_of(const Tables& tables) {
    std::vector<Text> names;
    for (const auto& [number, table] : tables) names.push_back(only(table));
    return joined(names, ", ");
}

// False: a table outside refers to one of them.
bool add_referencing(Tables& tables, const RowsInSchemas& rows) {
    std::vector<std::string> open;
    for (const auto& [number, table] : tables) open.push_back(number);
    while (!open.empty()) {
        const auto [begin, end] = rows.references.equal_range(open.back());
        open.pop_back();
        for (auto one = begin; one != end; ++one) {
            const auto& referencing = one->second;
            if (!referencing.inside) return false;
            const Table table{.names = referencing.names, .partitioned = referencing.partitioned};
            if (tables.emplace(referencing.number, table).second)
                open.push_back(referencing.number);
        }
    }
    return true;
}

bool is_referred_to_from_outside(const Tables& tables, const RowsInSchemas& rows) {
    for (const auto& [number, table] : tables) {
        const auto [begin, end] = rows.references.equal_range(number);
        for (auto one = begin; one != end; ++one)
            if (!one->second.inside) return true;
    }
    return false;
}

// Whoever is writing into them is waited for.
void add_deletions(const Tables& tables, std::vector<Text>& statements) {
    if (tables.empty()) return;
    statements.push_back(text("LOCK TABLE {} IN EXCLUSIVE MODE", list_of(tables)));
    for (const auto& [number, table] : tables)
        statements.push_back(text("DELETE FROM {}", only(table)));
}

} // namespace

std::vector<Text> silenced(std::vector<Text> statements, Triggers triggers) {
    if (triggers == Triggers::fired || statements.empty()) return statements;
    statements.insert(statements.begin(), text("SET LOCAL session_replication_role TO replica"));
    statements.push_back(text("SET LOCAL session_replication_role TO origin"));
    return statements;
}

std::optional<Clearing> clearing(const RowsInSchemas& rows, Triggers triggers) {
    Tables deleted;
    Tables truncated;
    for (const auto& table : rows.tables) {
        const bool by_deletion = triggers == Triggers::silenced && table.bytes <= small;
        (by_deletion ? deleted : truncated).emplace(table.number, Table{.names = table.names});
    }
    if (!add_referencing(truncated, rows)) return std::nullopt;
    if (is_referred_to_from_outside(deleted, rows)) return std::nullopt;
    for (const auto& [number, table] : truncated) deleted.erase(number);
    Clearing result{.tables = rows.tables.size()};
    auto& statements = result.statements;
    add_deletions(deleted, statements);
    for (const auto& [number, table] : deleted) result.deleted.push_back(number);
    if (!truncated.empty()) statements.push_back(text("TRUNCATE {}", list_of(truncated)));
    for (const auto& [number, table] : truncated) result.truncated.push_back(number);
    statements = silenced(std::move(statements), triggers);
    return result;
}

} // namespace pgslate::apply
