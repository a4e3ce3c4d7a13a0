// Constraints and indexes: most of what they are is decided when they are made.
#include "plan/alteration.hpp"
#include "plan/writing.hpp"

#include <array>

namespace pgslate::plan {
namespace {

using catalog::Fact;
using catalog::Kind;
using sql::text;

sql::QualifiedName index_name(const Fact& fact) {
    return {fact.id.names.front(), fact.id.name()};
}

// A constraint that holds may not be made one that need not.
MaybeAlterations alter_validity(const Change& change) {
    if (is_true(change.declared, "not_valid")) return std::nullopt;
    if (is_true(change.declared, "not_enforced")) return Alterations(); // then it holds for nobody
    const auto& declared = change.declared;
    Alteration validation{.sql = text("ALTER TABLE {} VALIDATE CONSTRAINT {}",
                                      parent_name(declared), own_name(declared))};
    if (declared.has("references"))
        validation.others = {{LockMode::row_share, {Kind::table, declared.list("references"), {}}}};
    return Alterations{std::move(validation)};
}

// Only of foreign keys (manual, "ALTER TABLE": ALTER CONSTRAINT). One that is enforced is checked.
MaybeAlterations alter_enforcement(const Change& change) {
    const auto& declared = change.declared;
    const bool enforced = !is_true(declared, "not_enforced");
    if (enforced && is_true(declared, "not_valid")) return std::nullopt;
    Alteration alteration{.sql = text("ALTER TABLE {} ALTER CONSTRAINT {}{} ENFORCED",
                                      parent_name(declared), own_name(declared),
                                      enforced ? sql::Text() : text(" NOT"))};
    if (enforced) alteration.risks = {Risk::scan, Risk::may_fail};
    return Alterations{std::move(alteration)};
}

MaybeAlterations alter_deferral(const Change& change) {
    const auto& declared = change.declared;
    Writer writer(
        text("ALTER TABLE {} ALTER CONSTRAINT {}", parent_name(declared), own_name(declared)));
    writer.add(is_true(declared, "deferrable") ? text("DEFERRABLE") : text("NOT DEFERRABLE"));
    writer.add_if(declared.text("initially") == "deferred", text("INITIALLY DEFERRED"));
    return altered(writer.done());
}

MaybeAlterations alter_index_with(const Change& change) {
    Alterations result;
    add_options(result, text("ALTER INDEX {}", index_name(change.declared)), change, "with");
    return result;
}

MaybeAlterations alter_index_tablespace(const Change& change) {
    return altered(set_tablespace(text("INDEX {}", index_name(change.declared)), change.declared));
}

// The mark of one index goes when another gets it.
MaybeAlterations alter_clustered(const Change& change) {
    const auto& declared = change.declared;
    if (!is_true(declared, "clustered"))
        return Alterations{
            {text("ALTER TABLE {} SET WITHOUT CLUSTER", parent_name(declared)), Turn::release}};
    return Alterations{
        {text("ALTER TABLE {} CLUSTER ON {}", parent_name(declared), own_name(declared)),
         Turn::settle}};
}

MaybeAlterations alter_replica_index(const Change& change) {
    const auto& declared = change.declared;
    if (!is_true(declared, "replica_identity"))
        return Alterations{
            {text("ALTER TABLE ONLY {} REPLICA IDENTITY DEFAULT", parent_name(declared)),
             Turn::release}};
    return Alterations{{text("ALTER TABLE ONLY {} REPLICA IDENTITY USING INDEX {}",
                             parent_name(declared), own_name(declared)),
                        Turn::settle}};
}

MaybeAlterations alter_index_comment(const Change& change) {
    const auto& declared = change.declared;
    if (!declared.has("index_comment"))
        return altered(text("COMMENT ON INDEX {} IS NULL", index_name(declared)));
    return altered(text("COMMENT ON INDEX {} IS {}", index_name(declared),
                        sql::Literal(declared.text("index_comment"))));
}

// Elements whose statistics target is set, with it: "2 100".
MaybeAlterations alter_index_statistics(const Change& change) {
    const auto number = [](const std::string& target) {
        return sql::Fragment(target.substr(0, target.find(' ')));
    };
    Alterations result;
    for (const auto& target : change.live.list("statistics"))
        result.push_back({text("ALTER INDEX {} ALTER COLUMN {} SET STATISTICS -1",
                               index_name(change.declared), number(target))});
    for (const auto& target : change.declared.list("statistics"))
        result.push_back(
            {text("ALTER INDEX {} ALTER COLUMN {} SET STATISTICS {}", index_name(change.declared),
                  number(target), sql::Fragment(target.substr(target.find(' ') + 1)))});
    return result;
}

constexpr Effect on_index{.on = On::itself};
constexpr Effect moves_index{.on = On::itself, .risks = {Risk::rewrite}};
constexpr Effect says_of_index{.lock = LockMode::share_update_exclusive, .on = On::itself};
constexpr Effect marks_table{.lock = LockMode::share_update_exclusive};
constexpr Effect let_rows_be{.on = On::children};
constexpr Effect validates{.lock = LockMode::share_update_exclusive,
                           .on = On::children,
                           .risks = {Risk::scan, Risk::may_fail}};

} // namespace

std::span<const AttributeRow> constraint_attributes() {
    static constexpr std::array rows = {
        AttributeRow{Kind::primary_key, "columns"},
        AttributeRow{Kind::primary_key, "include"},
        AttributeRow{Kind::primary_key, "temporal"},
        AttributeRow{Kind::primary_key, "deferrable"},
        AttributeRow{Kind::primary_key, "initially"},
        AttributeRow{Kind::unique, "columns"},
        AttributeRow{Kind::unique, "include"},
        AttributeRow{Kind::unique, "nulls_not_distinct"},
        AttributeRow{Kind::unique, "temporal"},
        AttributeRow{Kind::unique, "deferrable"},
        AttributeRow{Kind::unique, "initially"},
        AttributeRow{Kind::exclude, "using"},
        AttributeRow{Kind::exclude, "elements"},
        AttributeRow{Kind::exclude, "include"},
        AttributeRow{Kind::exclude, "where"},
        AttributeRow{Kind::exclude, "deferrable"},
        AttributeRow{Kind::exclude, "initially"},
        AttributeRow{Kind::check, "expression"},
        AttributeRow{Kind::check, "operator_schemas"},
        AttributeRow{Kind::exclude, "operator_schemas"},
        AttributeRow{Kind::index, "operator_schemas"},
        AttributeRow{Kind::check, "no_inherit"},
        AttributeRow{Kind::check, "not_enforced"},
        AttributeRow{Kind::foreign_key, "columns"},
        AttributeRow{Kind::foreign_key, "references"},
        AttributeRow{Kind::foreign_key, "to"},
        AttributeRow{Kind::foreign_key, "match"},
        AttributeRow{Kind::foreign_key, "on_update"},
        AttributeRow{Kind::foreign_key, "on_delete"},
        AttributeRow{Kind::foreign_key, "on_delete_columns"},
        AttributeRow{Kind::foreign_key, "temporal"},
        AttributeRow{Kind::index, "unique"},
        AttributeRow{Kind::index, "method"},
        AttributeRow{Kind::index, "elements"},
        AttributeRow{Kind::index, "include"},
        AttributeRow{Kind::index, "nulls_not_distinct"},
        AttributeRow{Kind::index, "where"},
        AttributeRow{Kind::index, "invalid"},
        AttributeRow{Kind::index, "only_with"},
        AttributeRow{Kind::primary_key, "attached_to"},
        AttributeRow{Kind::unique, "attached_to"},
        AttributeRow{Kind::exclude, "attached_to"},
        AttributeRow{Kind::index, "attached_to"},
        AttributeRow{Kind::primary_key, "with", alter_index_with, false, on_index},
        AttributeRow{Kind::unique, "with", alter_index_with, false, on_index},
        AttributeRow{Kind::exclude, "with", alter_index_with, false, on_index},
        AttributeRow{Kind::index, "with", alter_index_with, false, on_index},
        AttributeRow{Kind::primary_key, "tablespace", alter_index_tablespace, false, moves_index},
        AttributeRow{Kind::unique, "tablespace", alter_index_tablespace, false, moves_index},
        AttributeRow{Kind::exclude, "tablespace", alter_index_tablespace, false, moves_index},
        AttributeRow{Kind::index, "tablespace", alter_index_tablespace, false, moves_index},
        AttributeRow{Kind::primary_key, "clustered", alter_clustered, false, marks_table},
        AttributeRow{Kind::unique, "clustered", alter_clustered, false, marks_table},
        AttributeRow{Kind::exclude, "clustered", alter_clustered, false, marks_table},
        AttributeRow{Kind::index, "clustered", alter_clustered, false, marks_table},
        AttributeRow{Kind::primary_key, "replica_identity", alter_replica_index},
        AttributeRow{Kind::unique, "replica_identity", alter_replica_index},
        AttributeRow{Kind::index, "replica_identity", alter_replica_index},
        AttributeRow{Kind::primary_key, "index_comment", alter_index_comment, false, says_of_index},
        AttributeRow{Kind::unique, "index_comment", alter_index_comment, false, says_of_index},
        AttributeRow{Kind::exclude, "index_comment", alter_index_comment, false, says_of_index},
        AttributeRow{Kind::index, "statistics", alter_index_statistics, false, says_of_index},
        AttributeRow{Kind::foreign_key, "deferrable", alter_deferral},
        AttributeRow{Kind::foreign_key, "initially", alter_deferral},
        AttributeRow{Kind::foreign_key, "not_enforced", alter_enforcement, false, let_rows_be},
        AttributeRow{Kind::foreign_key, "not_valid", alter_validity, false, validates},
        AttributeRow{Kind::check, "not_valid", alter_validity, false, validates},
    };
    return rows;
}

} // namespace pgslate::plan
