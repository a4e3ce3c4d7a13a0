#include "plan/column_alterations.hpp"

#include "plan/writing.hpp"

namespace pgslate::plan {

using catalog::Fact;
using sql::text;

sql::Text column_only(const Fact& column, const sql::Text& what) {
    return column_only(column, std::vector{what});
}

sql::Text column_only(const Fact& column, const std::vector<sql::Text>& changes) {
    std::vector<sql::Text> commands;
    commands.reserve(changes.size());
    for (const auto& change : changes)
        commands.push_back(text("ALTER COLUMN {} {}", own_name(column), change));
    return text("ALTER TABLE ONLY {} {}", parent_name(column), joined(commands, ", "));
}

sql::Text column_with_children(const Fact& column, const sql::Text& what) {
    return text("ALTER TABLE {} ALTER COLUMN {} {}", parent_name(column), own_name(column), what);
}

// Partitions and children follow, unless they are altered by themselves.
sql::Text column_and_followers(const Fact& column, const sql::Text& what, const Change& change) {
    return is_true(change.declared, "only") ? column_only(column, what)
                                            : column_with_children(column, what);
}

} // namespace pgslate::plan
