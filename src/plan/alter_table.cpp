// Tables and foreign tables as a whole.
#include "plan/alteration.hpp"
#include "plan/columns_of.hpp"
#include "plan/writing.hpp"

#include <array>
#include <set>

namespace pgslate::plan {
namespace {

using catalog::Fact;
using catalog::Kind;
using sql::text;

sql::Text named(const Fact& fact) {
    const auto words = fact.id.kind == Kind::foreign_table ? text("FOREIGN TABLE") : text("TABLE");
    return text("{} {}", words, qualified(fact.id));
}

sql::Text table(const Fact& fact, const sql::Text& what) {
    return text("ALTER {} {}", named(fact), what);
}

sql::Text only(const Fact& fact, const sql::Text& what) {
    return text("ALTER TABLE ONLY {} {}", qualified(fact.id), what);
}

MaybeAlterations alter_unlogged(const Change& change) {
    return altered(table(change.declared, is_true(change.declared, "unlogged")
                                              ? text("SET UNLOGGED")
                                              : text("SET LOGGED")));
}

MaybeAlterations alter_with(const Change& change) {
    Alterations result;
    add_options(result, text("ALTER {}", named(change.declared)), change, "with");
    return result;
}

MaybeAlterations alter_tablespace(const Change& change) {
    return altered(set_tablespace(named(change.declared), change.declared));
}

MaybeAlterations alter_access_method(const Change& change) {
    return set_access_method(named(change.declared), change);
}

MaybeAlterations alter_row_security(const Change& change) {
    return altered(table(change.declared, is_true(change.declared, "row_security")
                                              ? text("ENABLE ROW LEVEL SECURITY")
                                              : text("DISABLE ROW LEVEL SECURITY")));
}

MaybeAlterations alter_force_row_security(const Change& change) {
    return altered(table(change.declared, is_true(change.declared, "force_row_security")
                                              ? text("FORCE ROW LEVEL SECURITY")
                                              : text("NO FORCE ROW LEVEL SECURITY")));
}

// An index that rows are known by says so itself, when it is there.
MaybeAlterations alter_replica_identity(const Change& change) {
    const auto& declared = change.declared;
    const auto how = declared.has("replica_identity") ? fragment(declared, "replica_identity")
                                                      : sql::Fragment("DEFAULT");
    return Alterations{{only(declared, text("REPLICA IDENTITY {}", how)), Turn::release}};
}

// A partition stays what it is, and is only taken out of one whole and put into another.
MaybeAlterations alter_partition(const Change& change) {
    const auto& live = change.live;
    const auto& declared = change.declared;
    Alterations result;
    if (live.has("partition_of"))
        result.push_back({.sql = detached_from_whole(live),
                          .turn = Turn::release,
                          .others = {{LockMode::access_exclusive, whole_of_partition(live)}}});
    if (declared.has("partition_of"))
        result.push_back(
            {.sql = attached_to_whole(declared),
             .turn = Turn::settle,
             .risks = {Risk::scan, Risk::may_fail},
             .others = {{LockMode::share_update_exclusive, whole_of_partition(declared)}}});
    return result;
}

// How it came to be one tells where its columns stand.
MaybeAlterations leave_as_attached(const Change&) {
    return Alterations();
}

using PairsOfNames = std::set<std::pair<std::string, std::string>>;

PairsOfNames parents_of(const Fact& fact) {
    const auto& list = fact.list("inherits");
    PairsOfNames names;
    for (std::size_t i = 0; i + 1 < list.size(); i += 2) names.emplace(list[i], list[i + 1]);
    return names;
}

MaybeAlterations alter_parents(const Change& change) {
    const auto before = parents_of(change.live);
    const auto after = parents_of(change.declared);
    Alterations result;
    for (const auto& [schema, name] : before)
        if (!after.contains({schema, name}))
            result.push_back(
                {table(change.live, text("NO INHERIT {}", sql::QualifiedName(schema, name))),
                 Turn::release});
    for (const auto& [schema, name] : after)
        if (!before.contains({schema, name}))
            result.push_back({.sql = table(change.declared,
                                           text("INHERIT {}", sql::QualifiedName(schema, name))),
                              .turn = Turn::settle,
                              .others = {{LockMode::share_update_exclusive,
                                          {Kind::table, {schema, name}, {}}}}});
    return result;
}

MaybeAlterations alter_type_of_table(const Change& change) {
    const auto& live = change.live;
    const auto& declared = change.declared;
    Alterations result;
    if (live.has("of_type")) result.push_back({table(live, text("NOT OF")), Turn::release});
    if (declared.has("of_type"))
        result.push_back({table(declared, text("OF {}", qualified_list(declared.list("of_type")))),
                          Turn::settle});
    return result;
}

// The columns of what is there stay where they are: only whoever writes rows without naming columns
// would see it.
MaybeAlterations leave_order(const Change&) {
    return Alterations();
}

MaybeAlterations alter_foreign_table_options(const Change& change) {
    const auto options = foreign_option_changes(change, "foreign_options");
    if (options.empty()) return Alterations();
    return altered(table(change.declared, options));
}

constexpr Effect writes_rows{.risks = {Risk::rewrite}};

} // namespace

std::span<const AttributeRow> table_attributes() {
    static constexpr std::array rows = {
        AttributeRow{Kind::table, "unlogged", alter_unlogged, false, writes_rows},
        AttributeRow{Kind::table, "with", alter_with},
        AttributeRow{Kind::table, "tablespace", alter_tablespace, false, writes_rows},
        AttributeRow{Kind::table, "access_method", alter_access_method, false, writes_rows},
        AttributeRow{Kind::table, "row_security", alter_row_security},
        AttributeRow{Kind::table, "force_row_security", alter_force_row_security},
        AttributeRow{Kind::table, "replica_identity", alter_replica_identity},
        AttributeRow{Kind::table, "partition_of", alter_partition},
        AttributeRow{Kind::table, "bound", alter_partition},
        AttributeRow{Kind::table, "attached", leave_as_attached},
        AttributeRow{Kind::table, "inherits", alter_parents},
        AttributeRow{Kind::table, "of_type", alter_type_of_table},
        AttributeRow{Kind::table, "column_order", leave_order},
        AttributeRow{Kind::table, "partition_by"},
        AttributeRow{Kind::table, "operator_schemas"}, // of what it is partitioned by
        AttributeRow{Kind::foreign_table, "partition_of", alter_partition},
        AttributeRow{Kind::foreign_table, "bound", alter_partition},
        AttributeRow{Kind::foreign_table, "attached", leave_as_attached},
        AttributeRow{Kind::foreign_table, "inherits", alter_parents},
        AttributeRow{Kind::foreign_table, "column_order", leave_order},
        AttributeRow{Kind::foreign_table, "foreign_options", alter_foreign_table_options},
        AttributeRow{Kind::foreign_table, "server"},
    };
    return rows;
}

} // namespace pgslate::plan
