#include "commands/known_others.hpp"

#include "base/format.hpp"

#include <algorithm>
#include <array>
#include <iterator>
#include <map>
#include <optional>
#include <set>
#include <string_view>
#include <utility>

namespace pgslate::commands {
namespace {

using catalog::Catalog;
using catalog::Fact;
using catalog::Identity;
using catalog::Kind;

/// A schema is named exactly, a table in whatever schema it is. A name that may be anybody's counts
/// only where `sign` is there, too.
struct Known {
    std::string_view name;
    std::string_view whose;
    std::string_view sign = {};
};

constexpr std::string_view supabase = "Supabase";

// The platforms' own documentation: Supabase's "Database", Hasura's "Metadata catalogue",
// Timescale's "Catalog", and of the tools what their manuals call the table of their history.
constexpr std::array known_schemas = {
    Known{"auth", supabase, "table auth.refresh_tokens"},
    Known{"storage", supabase, "table storage.buckets"},
    Known{"realtime", supabase, "table realtime.subscription"},
    Known{"_realtime", supabase},
    Known{"_analytics", supabase},
    Known{"_supavisor", supabase},
    Known{"supabase_functions", supabase},
    Known{"supabase_migrations", supabase},
    Known{"graphql_public", supabase, "function graphql_public.*"},
    Known{"pgbouncer", "Supabase or PgBouncer", "function pgbouncer.*"},
    Known{"vault", supabase, "* vault.*"},
    Known{"pgsodium_masks", "pgsodium"},
    Known{"hdb_catalog", "Hasura"},
    Known{"hdb_lib", "Hasura"},
    Known{"hdb_views", "Hasura"},
    Known{"_timescaledb_*", "TimescaleDB"},
    Known{"timescaledb_*", "TimescaleDB"},
    Known{"drizzle", "Drizzle", "table drizzle.__drizzle_migrations"},
    Known{"atlas_schema_revisions", "Atlas"},
    Known{"graphile_migrate", "Graphile Migrate"},
    Known{"graphile_worker", "Graphile Worker"},
    Known{"sqitch", "Sqitch"},
    Known{"pgroll", "pgroll"},
};

constexpr std::array known_tables = {
    Known{"alembic_version", "Alembic"},
    Known{"django_migrations", "Django"},
    Known{"schema_migrations", "Rails, dbmate or another tool of migrations"},
    Known{"ar_internal_metadata", "Rails"},
    Known{"flyway_schema_history", "Flyway"},
    Known{"databasechangelog", "Liquibase"},
    Known{"databasechangeloglock", "Liquibase"},
    Known{"_prisma_migrations", "Prisma"},
    Known{"__diesel_schema_migrations", "Diesel"},
    Known{"_sqlx_migrations", "sqlx"},
    Known{"refinery_schema_history", "refinery"},
    Known{"seaql_migrations", "SeaORM"},
    Known{"goose_db_version", "goose"},
    Known{"gorp_migrations", "sql-migrate"},
    Known{"atlas_schema_revisions", "Atlas"},
    Known{"knex_migrations", "Knex"},
    Known{"knex_migrations_lock", "Knex"},
    Known{"SequelizeMeta", "Sequelize"},
    Known{"mikro_orm_migrations", "MikroORM"},
    Known{"kysely_migration", "Kysely"},
    Known{"kysely_migration_lock", "Kysely"},
    Known{"pgmigrations", "node-pg-migrate"},
    Known{"__EFMigrationsHistory", "Entity Framework"},
    Known{"phinxlog", "Phinx"},
    Known{"doctrine_migration_versions", "Doctrine"},
    Known{"play_evolutions", "Play"},
    Known{"_yoyo_migration", "yoyo"},
    Known{"_yoyo_log", "yoyo"},
    Known{"_yoyo_version", "yoyo"},
    Known{"yoyo_lock", "yoyo"},
};

std::string without_kind(const Identity& id) {
    return to_string(id).substr(to_string(id.kind).size() + 1);
}

// Of a name that may stand in quotes.
std::string all_parts_of(std::string table) {
    return table.insert(table.size() - (table.ends_with('"') ? 1 : 0), "_p*");
}

class OthersSearch {
  public:
    explicit OthersSearch(const Catalog& catalog) : catalog_(catalog) {
        for (const auto& [id, fact] : catalog.facts)
            if (const auto schema = schema_of(id)) schemas_.insert(*schema);
    }

    std::vector<KnownOther> found() && {
        for (const auto& known : known_schemas) add_schemas(known);
        for (const auto& [id, fact] : catalog_.facts)
            if (id.kind == Kind::table) add_table(fact);
        if (catalog_.contains({Kind::extension, {"pg_partman"}, {}})) add_partitions();
        return std::move(found_);
    }

  private:
    bool is_there(std::string_view sign) const {
        return sign.empty() || std::ranges::any_of(catalog_.facts, [&](const auto& entry) {
                   return plan::is_meant(entry.first, std::string(sign));
               });
    }

    // A schema that an extension has made is no fact itself.
    void add_schemas(const Known& known) {
        const auto pattern = format("schema {}", known.name);
        const bool any = std::ranges::any_of(schemas_, [&](const std::string& schema) {
            return plan::is_meant({Kind::schema, {schema}, {}}, pattern);
        });
        if (any && is_there(known.sign)) add(pattern, known.whose);
    }

    void add_table(const Fact& fact) {
        const auto* const known = std::ranges::find(known_tables, fact.id.name(), &Known::name);
        if (known != known_tables.end()) add(without_kind(fact.id), known->whose);
    }

    // Its partitions are called after their table and what is in them, as in events_p20260131.
    void add_partitions() {
        for (const auto& [id, fact] : catalog_.facts) {
            if (id.kind != Kind::table || !fact.has("partition_of")) continue;
            const auto& names = fact.list("partition_of");
            const auto whole = Identity{Kind::table, {names.at(0), names.at(1)}, {}};
            const auto rest =
                std::string_view(id.name()).substr(std::min(whole.name().size(), id.name().size()));
            if (!id.name().starts_with(whole.name())) continue;
            if (rest == "_default")
                add(without_kind(id), "pg_partman");
            else if (rest.size() > 2 && rest.starts_with("_p") && rest[2] >= '0' && rest[2] <= '9')
                add(all_parts_of(without_kind(whole)), "pg_partman");
        }
    }

    void add(const std::string& pattern, std::string_view whose) {
        if (patterns_.insert(pattern).second) found_.push_back({pattern, std::string(whose), {}});
    }

    const Catalog& catalog_;
    std::set<std::string> schemas_;
    std::set<std::string> patterns_;
    std::vector<KnownOther> found_;
};

// What is ignored, by the pattern that says so.
std::map<Identity, const KnownOther*> ignored_by(const std::vector<KnownOther>& known,
                                                 const Catalog& catalog) {
    std::map<Identity, const KnownOther*> ignored;
    for (const auto& [id, fact] : catalog.facts)
        for (const auto& one : known)
            if (plan::is_ignored(id, {one.pattern}, catalog)) {
                ignored.emplace(id, &one);
                break;
            }
    return ignored;
}

// The first that something of the rest needs, with what that is.
std::optional<std::pair<std::string, std::string>>
first_needed(const std::vector<KnownOther>& known, const Catalog& catalog) {
    const auto ignored = ignored_by(known, catalog);
    for (const auto& dependency : catalog.dependencies) {
        const auto on = ignored.find(dependency.on);
        if (on == ignored.end() || ignored.contains(dependency.from)
            || !catalog.contains(dependency.from) || is_annotation(dependency.from.kind))
            continue;
        return std::pair(on->second->pattern, to_string(dependency.from));
    }
    return std::nullopt;
}

} // namespace

plan::Patterns KnownOthers::patterns() const {
    plan::Patterns patterns;
    std::ranges::transform(ignored, std::back_inserter(patterns), &KnownOther::pattern);
    return patterns;
}

KnownOthers known_others(const Catalog& catalog) {
    KnownOthers result{.ignored = OthersSearch(catalog).found(), .needed = {}};
    while (const auto needed = first_needed(result.ignored, catalog)) {
        const auto one = std::ranges::find(result.ignored, needed->first, &KnownOther::pattern);
        result.needed.push_back(*std::move(one));
        result.needed.back().needed_by = needed->second;
        result.ignored.erase(one);
    }
    return result;
}

} // namespace pgslate::commands
