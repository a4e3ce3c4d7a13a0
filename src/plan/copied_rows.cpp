#include "plan/copied_rows.hpp"

#include "base/format.hpp"
#include "plan/apart.hpp"
#include "plan/counters.hpp"
#include "plan/made_names.hpp"
#include "plan/writing.hpp"

#include <algorithm>
#include <map>

namespace pgslate::plan {
namespace {

using catalog::Fact;
using catalog::Identity;
using catalog::Kind;
using sql::text;
using Columns = std::map<std::string, const Fact*, std::less<>>;

// Its own, and those that it has from what it is a part of.
Columns columns_of(const Side& side, const Fact& table) {
    Columns columns;
    for (const auto* part : side.index.parts_of(table.id))
        if (part->id.kind == Kind::column && part->has("type"))
            columns.emplace(part->id.name(), part);
    for (const auto& whole : wholes_of(table))
        if (const auto* fact = side.catalog.find(whole); fact != nullptr)
            columns.merge(columns_of(side, *fact));
    return columns;
}

sql::Text value_of(const Fact& live, const Fact& declared, const NoAssignment& no_assignment) {
    if (declared.has("using")) return text("{}", fragment(declared, "using"));
    if (no_assignment.contains({live.text("type"), declared.text("type")}))
        return text("{}::pg_catalog.text::{}", own_name(live), fragment(declared, "type"));
    return text("{}", own_name(live));
}

// A partition is taken out first: its place is wanted.
Alterations detached(const Fact& live) {
    if (!live.has("partition_of")) return {};
    return {
        {.sql = text("ALTER TABLE ONLY {} DETACH PARTITION {}",
                     qualified_list(live.list("partition_of")), qualified(live.id)),
         .others = {{LockMode::access_exclusive, {Kind::table, live.list("partition_of"), {}}}}}};
}

class Copying {
  public:
    Copying(const Fact& live, const Fact& declared, std::string aside)
        : live_(live), declared_(declared), result_{.aside = std::move(aside),
                                                    .stepping_aside = detached(live)} {}

    std::optional<CopiedRows> run(const Columns& before, const Columns& after,
                                  const NoAssignment& no_assignment) {
        result_.keeps_all = true;
        for (const auto& [name, column] : before)
            if (!column->has("generated") && !after.contains(name)) result_.keeps_all = false;
        for (const auto& [name, column] : after) {
            const auto found = before.find(name);
            if (column->has("generated")) continue;
            if (found != before.end())
                copy(*found->second, *column, no_assignment);
            else if (column->has("fill"))
                put(*column, text("{}", fragment(*column, "fill")));
        }
        if (names_.empty()) return std::nullopt;
        result_.stepping_aside.push_back(
            {.sql = text("ALTER TABLE {} RENAME TO {}", qualified(live_.id),
                         sql::Identifier(result_.aside))});
        result_.copying.insert(result_.copying.begin(), insertion());
        return std::move(result_);
    }

  private:
    void put(const Fact& column, sql::Text value) {
        names_.push_back(text("{}", own_name(column)));
        values_.push_back(std::move(value));
    }

    void copy(const Fact& before, const Fact& after, const NoAssignment& no_assignment) {
        put(after, value_of(before, after, no_assignment));
        if (before.text("type") != after.text("type")) result_.keeps_all = false;
        if (before.has("identity") && after.has("identity")) take_counter_over(before, after);
    }

    void take_counter_over(const Fact& before, const Fact& after) {
        const Counter counter{.live = sequence_of(before),
                              .declared = sequence_of(after),
                              .aside = format("{}_{}", result_.aside, names_.size())};
        result_.stepping_aside.push_back({.sql = counter.stepping_aside()});
        result_.copying.push_back({.sql = counter.taking_over()});
    }

    Alteration insertion() const {
        return {.sql = text("INSERT INTO {} ({}) OVERRIDING SYSTEM VALUE\nSELECT {}\nFROM {}",
                            qualified(declared_.id), joined(names_, ", "), joined(values_, ", "),
                            sql::QualifiedName(live_.id.names.front(), result_.aside)),
                .risks = {Risk::rewrite, Risk::may_fail}};
    }

    const Fact& live_;
    const Fact& declared_;
    CopiedRows result_;
    std::vector<sql::Text> names_;
    std::vector<sql::Text> values_;
};

} // namespace

std::optional<CopiedRows> copied_rows(const Side& live, const Side& target, const Identity& table,
                                      std::string aside, const NoAssignment& no_assignment) {
    const auto* before = live.catalog.find(table);
    const auto* after = target.catalog.find(table);
    if (before == nullptr || after == nullptr || table.kind != Kind::table) return std::nullopt;
    const auto is_child = [](const Fact* fact) { return fact->has("inherits"); };
    if (std::ranges::any_of(live.index.hanging_on(table.names), is_child)) return std::nullopt;
    return Copying(*before, *after, std::move(aside))
        .run(columns_of(live, *before), columns_of(target, *after), no_assignment);
}

} // namespace pgslate::plan
