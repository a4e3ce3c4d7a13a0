#include "plan/rerouted_rows.hpp"

#include "plan/columns_of.hpp"
#include "plan/writing.hpp"

#include <algorithm>
#include <set>
#include <vector>

namespace pgslate::plan {
namespace {

using catalog::Fact;
using catalog::Identity;
using catalog::Kind;
using sql::text;

bool is_default(const Fact& partition) {
    return partition.text("bound") == "DEFAULT";
}

// Does anything look at rows that leave it or come to it, or to a partition of any depth? A rule or
// a trigger may well keep one from arriving.
bool is_watched(const Side& side, const Identity& table) {
    const auto watches = [](const Fact* part) {
        return part->id.kind == Kind::trigger || part->id.kind == Kind::rule;
    };
    return std::ranges::any_of(side.index.parts_of(table), watches)
           || std::ranges::any_of(side.index.hanging_on(table.names), [&](const Fact* partition) {
                  return is_watched(side, partition->id);
              });
}

bool is_partition(const Fact& fact) {
    return fact.id.kind == Kind::table && fact.has("partition_of");
}

// The server lets no partition go that others refer to rows of.
bool is_referred_to(const Side& side, const Identity& table) {
    const auto refers = [&](const catalog::Dependency* dependency) {
        const auto* key = side.catalog.find(dependency->from);
        return key != nullptr && key->list("references") == table.names;
    };
    if (std::ranges::any_of(side.index.needed_by(table), refers)) return true;
    for (const auto* part : side.index.parts_of(table))
        if (std::ranges::any_of(side.index.needed_by(part->id), refers)) return true;
    const auto* fact = side.catalog.find(table);
    return fact != nullptr && fact->has("partition_of")
           && is_referred_to(side, whole_of_partition(*fact));
}

bool has_other_bound(const Fact& declared, const Fact* live) {
    return live == nullptr || live->list("partition_of") != declared.list("partition_of")
           || live->text("bound") != declared.text("bound");
}

// Names of columns whose values are nobody else's doing.
sql::Text columns_with_values(const Side& side, const Identity& table) {
    std::vector<sql::Text> names;
    for (const auto& [name, column] : columns_of(side.catalog, table))
        if (!column.has("generated")) names.push_back(text("{}", sql::Identifier(name)));
    return joined(names, ", ");
}

class Rerouting {
  public:
    Rerouting(const Fact& whole, sql::Text columns, SpareNames& names)
        : whole_(whole), columns_(std::move(columns)), names_(names), waiting_(spare_name()) {
        result_.waiting = {{.sql = text("CREATE TABLE {} AS SELECT {} FROM {} WITH NO DATA",
                                        waiting_, columns_, qualified(whole_.id)),
                            .turn = Turn::release,
                            .lock = LockMode::access_share}};
        result_.coming_back = {
            {.sql = text("INSERT INTO {0} ({1}) OVERRIDING SYSTEM VALUE SELECT {1} FROM {2}",
                         qualified(whole_.id), columns_, waiting_),
             .turn = Turn::settle,
             .risks = {Risk::may_fail},
             .lock = LockMode::row_exclusive},
            {.sql = text("DROP TABLE {}", waiting_), .turn = Turn::settle, .lock = LockMode::none}};
    }

    void reroute(const Fact& live, const Fact& declared) {
        const auto* row =
            has_other_bound(declared, &live) ? find_attribute(Kind::table, "bound") : nullptr;
        const Lock of_whole{LockMode::access_exclusive, whole_.id};
        result_.partitions[declared.id] = {{.sql = detached_from_whole(live),
                                            .turn = Turn::release,
                                            .lock = LockMode::access_exclusive,
                                            .others = {of_whole},
                                            .row = row},
                                           {.sql = misfits_leave(declared),
                                            .turn = Turn::settle,
                                            .risks = {Risk::scan},
                                            .lock = LockMode::access_exclusive,
                                            .others = {of_whole},
                                            .row = row},
                                           {.sql = attached_to_whole(declared),
                                            .turn = Turn::settle,
                                            .risks = {Risk::scan, Risk::may_fail},
                                            .lock = LockMode::access_exclusive,
                                            .others = {of_whole},
                                            .row = row}};
        if (is_default(declared)) result_.rest = declared.id;
    }

    // Those of its rows that fit into a partition that there is then go there; the others go with
    // it.
    void empty(const Fact& going) {
        const Lock of_whole{LockMode::access_exclusive, whole_.id};
        result_.emptied[going.id] = {{.sql = detached_from_whole(going),
                                      .turn = Turn::release,
                                      .lock = LockMode::access_exclusive,
                                      .others = {of_whole}},
                                     {.sql = fitting_go_over(going),
                                      .turn = Turn::settle,
                                      .risks = {Risk::scan, Risk::may_fail},
                                      .lock = LockMode::access_exclusive,
                                      .others = {of_whole}}};
    }

    std::optional<ReroutedRows> run() {
        if (result_.partitions.empty() && result_.emptied.empty()) return std::nullopt;
        if (result_.partitions.empty()) result_.waiting = result_.coming_back = {};
        return std::move(result_);
    }

  private:
    sql::QualifiedName spare_name() {
        const auto& schema = whole_.id.names.front();
        return {schema, names_.next("pgslate_rows", schema)};
    }

    // The condition is that of an empty partition with the same bounds: nobody but the server knows
    // what they mean.
    sql::Text misfits_leave(const Fact& partition) {
        const auto probe = spare_name();
        const auto leaving =
            text("WITH misfit AS (DELETE FROM {} WHERE NOT coalesce(", qualified(partition.id));
        const auto waiting =
            text(", true) RETURNING {}) INSERT INTO {} SELECT * FROM misfit", columns_, waiting_);
        const auto body = text(
            "DECLARE fits text;\nBEGIN\n"
            "    CREATE TABLE {0} PARTITION OF {1} {2};\n"
            "    fits := pg_catalog.pg_get_partition_constraintdef({3}::pg_catalog.regclass);\n"
            "    DROP TABLE {0};\n"
            "    EXECUTE {4} || coalesce(fits, 'true') || {5};\nEND",
            probe, qualified(whole_.id), fragment(partition, "bound"), sql::Literal(quoted(probe)),
            sql::Literal(leaving.sql()), sql::Literal(waiting.sql()));
        return text("DO {}", sql::Literal(body.sql()));
    }

    sql::Text fitting_go_over(const Fact& going) const {
        const auto insertion =
            text("INSERT INTO {0} ({1}) OVERRIDING SYSTEM VALUE SELECT {1} FROM {2} WHERE ",
                 qualified(whole_.id), columns_, qualified(going.id));
        const auto body =
            text("DECLARE fits text;\nBEGIN\n"
                 "    SELECT pg_catalog.string_agg('(' || coalesce("
                 "pg_catalog.pg_get_partition_constraintdef(inhrelid), 'true') || ')', ' OR ')\n"
                 "    INTO fits FROM pg_catalog.pg_inherits\n"
                 "    WHERE inhparent = {}::pg_catalog.regclass;\n"
                 "    EXECUTE {} || coalesce(fits, 'false');\nEND",
                 sql::Literal(quoted(qualified(whole_.id))), sql::Literal(insertion.sql()));
        return text("DO {}", sql::Literal(body.sql()));
    }

    const Fact& whole_;
    sql::Text columns_;
    SpareNames& names_;
    sql::QualifiedName waiting_;
    ReroutedRows result_;
};

} // namespace

std::vector<Identity> partitions_to_leave(const catalog::Catalog& declared,
                                          const catalog::Catalog& live,
                                          const std::vector<Difference>& differences) {
    std::set<Identity> partitions;
    std::set<std::vector<std::string>> wholes;
    for (const auto& difference : differences) {
        const auto* fact = declared.find(difference.id);
        if (fact == nullptr || !is_partition(*fact)) continue;
        const auto* before = live.find(fact->id);
        if (!has_other_bound(*fact, before)) continue;
        wholes.insert(fact->list("partition_of"));
        if (before != nullptr && before->list("partition_of") == fact->list("partition_of"))
            partitions.insert(fact->id);
    }
    if (wholes.empty()) return {};
    for (const auto& [id, fact] : live.facts)
        if (is_partition(fact) && is_default(fact) && wholes.contains(fact.list("partition_of")))
            if (const auto* later = declared.find(id);
                later != nullptr && !has_other_bound(*later, &fact))
                partitions.insert(id);
    return {partitions.begin(), partitions.end()};
}

std::vector<Identity> partitions_to_empty(const catalog::Catalog& declared,
                                          const catalog::Catalog& live,
                                          const std::vector<Difference>& differences) {
    std::set<std::vector<std::string>> wholes;
    for (const auto& difference : differences)
        if (const auto* fact = declared.find(difference.id);
            fact != nullptr && is_partition(*fact) && has_other_bound(*fact, live.find(fact->id)))
            wholes.insert(fact->list("partition_of"));
    for (const auto& [id, fact] : declared.facts)
        if (is_partition(fact) && is_default(fact)) wholes.insert(fact.list("partition_of"));
    std::vector<Identity> partitions;
    for (const auto& difference : differences) {
        const auto* fact = live.find(difference.id);
        if (difference.kind == Difference::Kind::undeclared && fact != nullptr
            && is_partition(*fact) && wholes.contains(fact->list("partition_of")))
            partitions.push_back(fact->id);
    }
    return partitions;
}

std::optional<ReroutedRows> rerouted_rows(const Side& live, const Side& target,
                                          const Identity& whole, SpareNames& names) {
    const auto* declared = target.catalog.find(whole);
    if (declared == nullptr || live.catalog.find(whole) == nullptr || is_watched(live, whole)
        || is_watched(target, whole) || is_referred_to(live, whole))
        return std::nullopt;
    Rerouting rerouting(*declared, columns_with_values(target, whole), names);
    for (const auto* partition : target.index.hanging_on(whole.names)) {
        if (!partition->has("has_rows")) continue;
        rerouting.reroute(live.catalog.facts.at(partition->id), *partition);
    }
    if (declared->has("loses_partitions"))
        for (const auto* partition : live.index.hanging_on(whole.names))
            if (is_partition(*partition) && target.catalog.find(partition->id) == nullptr)
                rerouting.empty(*partition);
    return rerouting.run();
}

} // namespace pgslate::plan
