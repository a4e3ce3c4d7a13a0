#include "plan/copied_rows.hpp"

#include "base/format.hpp"
#include "plan/columns_of.hpp"
#include "plan/counters.hpp"
#include "plan/made_names.hpp"
#include "plan/type_change.hpp"
#include "plan/writing.hpp"

#include <algorithm>
#include <map>

namespace pgslate::plan {
namespace {

using catalog::Fact;
using catalog::Identity;
using catalog::Kind;
using sql::text;

sql::Text value_of(const Fact& live, const Fact& declared, const NoAssignment& no_assignment) {
    if (declared.has("using")) return text("{}", fragment(declared, "using"));
    const auto cast = no_assignment.find({live.text("type"), declared.text("type")});
    if (cast != no_assignment.end())
        return text("{}{}::{}", own_name(live),
                    sql::Fragment(std::string(cast->second ? "" : "::pg_catalog.text")),
                    fragment(declared, "type"));
    return text("{}", own_name(live));
}

// A partition is taken out first: its place is wanted.
Alterations detached(const Fact& live) {
    if (!live.has("partition_of")) return {};
    return {{.sql = detached_from_whole(live),
             .others = {{LockMode::access_exclusive, whole_of_partition(live)}}}};
}

class Copying {
  public:
    Copying(const Fact& live, const Fact& declared, std::string aside)
        : live_(live), declared_(declared), result_{.aside = std::move(aside),
                                                    .stepping_aside = detached(live)} {}

    std::optional<CopiedRows> run(const ColumnsByName& before, const ColumnsByName& after,
                                  const NoAssignment& no_assignment) {
        result_.keeps_all = true;
        for (const auto& [name, column] : before)
            if (!column.has("generated") && !after.contains(name)) result_.keeps_all = false;
        for (const auto& [name, column] : after) {
            const auto found = before.find(name);
            if (column.has("generated")) continue;
            if (found != before.end())
                copy(found->second, column, no_assignment);
            else if (column.has("fill"))
                put(column, text("{}", fragment(column, "fill")));
        }
        if (names_.empty()) return std::nullopt;
        show_all_rows();
        result_.stepping_aside.push_back(
            {.sql = text("ALTER TABLE {} RENAME TO {}", qualified(live_.id),
                         sql::Identifier(result_.aside))});
        result_.copying.insert(result_.copying.begin(), insertion(before.size()));
        return std::move(result_);
    }

  private:
    // A policy would hide some even from the owner (manual, "Row Security Policies").
    void show_all_rows() {
        if (is_true(live_, "row_security"))
            result_.stepping_aside.push_back(
                {.sql = text("ALTER TABLE {} DISABLE ROW LEVEL SECURITY", qualified(live_.id))});
    }

    void put(const Fact& column, sql::Text value) {
        names_.push_back(text("{}", own_name(column)));
        values_.push_back(std::move(value));
    }

    void copy(const Fact& before, const Fact& after, const NoAssignment& no_assignment) {
        put(after, value_of(before, after, no_assignment));
        const bool kept = keeps_values(before.text("type"), after.text("type"));
        if (!kept || after.has("using")) result_.keeps_all = false;
        if (before.has("identity") && after.has("identity")) take_counter_over(before, after);
    }

    void take_counter_over(const Fact& before, const Fact& after) {
        const Counter counter{.live = sequence_of(before),
                              .declared = sequence_of(after),
                              .aside = format("{}_{}", result_.aside, names_.size())};
        result_.stepping_aside.push_back({.sql = counter.stepping_aside()});
        result_.copying.push_back({.sql = counter.taking_over()});
    }

    // UNION fails where the old table has got another column meanwhile, or has lost one.
    Alteration insertion(std::size_t columns) const {
        const std::vector<sql::Text> nulls(columns, text("NULL"));
        return {.sql = text("INSERT INTO {} ({}) OVERRIDING SYSTEM VALUE\nSELECT {}\n"
                            "FROM (TABLE {}{} UNION ALL SELECT {} WHERE false) AS old",
                            qualified(declared_.id), joined(names_, ", "), joined(values_, ", "),
                            live_.has("partition_by") ? text("") : text("ONLY "),
                            sql::QualifiedName(live_.id.names.front(), result_.aside),
                            joined(nulls, ", ")),
                .risks = {Risk::rewrite, Risk::may_fail}};
    }

    const Fact& live_;
    const Fact& declared_;
    CopiedRows result_;
    std::vector<sql::Text> names_;
    std::vector<sql::Text> values_;
};

// A partition that stays has its triggers while rows come into it.
bool has_triggers(const Side& live, const Side& target, const Identity& table) {
    return std::ranges::any_of(target.index.hanging_on(table.names), [&](const Fact* partition) {
        const auto is_trigger = [](const Fact* part) { return part->id.kind == Kind::trigger; };
        return std::ranges::any_of(live.index.parts_of(partition->id), is_trigger)
               || has_triggers(live, target, partition->id);
    });
}

void add_partitions(const Side& live, const Identity& table, std::vector<Identity>& all) {
    for (const auto* partition : live.index.hanging_on(table.names)) {
        all.push_back(partition->id);
        add_partitions(live, partition->id, all);
    }
}

} // namespace

std::optional<CopiedRows> copied_rows(const Side& live, const Side& target, const Identity& table,
                                      SpareNames& names, const NoAssignment& no_assignment) {
    const auto* before = live.catalog.find(table);
    const auto* after = target.catalog.find(table);
    if (before == nullptr || after == nullptr || table.kind != Kind::table) return std::nullopt;
    const auto stays_child = [&](const Fact* fact) {
        const auto* later = target.catalog.find(fact->id);
        return later != nullptr && later->has("inherits")
               && std::ranges::count(wholes_of(*later), table) > 0;
    };
    if (std::ranges::any_of(live.index.hanging_on(table.names), stays_child)) return std::nullopt;
    if (has_triggers(live, target, table)) return std::nullopt;
    auto rows = Copying(*before, *after, names.next("pgslate_rows", table.names.front()))
                    .run(columns_of(live.catalog, before->id),
                         columns_of(target.catalog, after->id), no_assignment);
    if (rows) add_partitions(live, table, rows->partitions);
    return rows;
}

} // namespace pgslate::plan
