#include "commands/known_tools.hpp"

#include <array>

namespace pgslate::commands {
namespace {

constexpr std::string_view supabase = "Supabase";

// The platforms' own documentation: Supabase's "Database", Hasura's "Metadata catalogue",
// Timescale's "Catalog", and of the tools what their manuals call the table of their history.
constexpr std::array schemas = {
    KnownTool{"auth", supabase, "table auth.refresh_tokens"},
    KnownTool{"storage", supabase, "table storage.buckets"},
    KnownTool{"realtime", supabase, "table realtime.subscription"},
    KnownTool{"_realtime", supabase},
    KnownTool{"_analytics", supabase},
    KnownTool{"_supavisor", supabase},
    KnownTool{"supabase_functions", supabase},
    KnownTool{"supabase_migrations", supabase},
    KnownTool{"graphql_public", supabase, "function graphql_public.*"},
    KnownTool{"pgbouncer", "Supabase or PgBouncer", "function pgbouncer.*"},
    KnownTool{"vault", supabase, "* vault.*"},
    KnownTool{"pgsodium_masks", "pgsodium"},
    KnownTool{"hdb_catalog", "Hasura"},
    KnownTool{"hdb_lib", "Hasura"},
    KnownTool{"hdb_views", "Hasura"},
    KnownTool{"_timescaledb_*", "TimescaleDB"},
    KnownTool{"timescaledb_*", "TimescaleDB"},
    KnownTool{"drizzle", "Drizzle", "table drizzle.__drizzle_migrations"},
    KnownTool{"atlas_schema_revisions", "Atlas"},
    KnownTool{"graphile_migrate", "Graphile Migrate"},
    KnownTool{"graphile_worker", "Graphile Worker"},
    KnownTool{"sqitch", "Sqitch"},
    KnownTool{"pgroll", "pgroll"},
};

constexpr std::array tables = {
    KnownTool{"alembic_version", "Alembic"},
    KnownTool{"django_migrations", "Django"},
    KnownTool{"schema_migrations", "Rails, dbmate or another tool of migrations"},
    KnownTool{"ar_internal_metadata", "Rails"},
    KnownTool{"flyway_schema_history", "Flyway"},
    KnownTool{"databasechangelog", "Liquibase"},
    KnownTool{"databasechangeloglock", "Liquibase"},
    KnownTool{"_prisma_migrations", "Prisma"},
    KnownTool{"__diesel_schema_migrations", "Diesel"},
    KnownTool{"_sqlx_migrations", "sqlx"},
    KnownTool{"refinery_schema_history", "refinery"},
    KnownTool{"seaql_migrations", "SeaORM"},
    KnownTool{"goose_db_version", "goose"},
    KnownTool{"gorp_migrations", "sql-migrate"},
    KnownTool{"atlas_schema_revisions", "Atlas"},
    KnownTool{"knex_migrations", "Knex"},
    KnownTool{"knex_migrations_lock", "Knex"},
    KnownTool{"SequelizeMeta", "Sequelize"},
    KnownTool{"mikro_orm_migrations", "MikroORM"},
    KnownTool{"kysely_migration", "Kysely"},
    KnownTool{"kysely_migration_lock", "Kysely"},
    KnownTool{"pgmigrations", "node-pg-migrate"},
    KnownTool{"__EFMigrationsHistory", "Entity Framework"},
    KnownTool{"phinxlog", "Phinx"},
    KnownTool{"doctrine_migration_versions", "Doctrine"},
    KnownTool{"play_evolutions", "Play"},
    KnownTool{"_yoyo_migration", "yoyo"},
    KnownTool{"_yoyo_log", "yoyo"},
    KnownTool{"_yoyo_version", "yoyo"},
    KnownTool{"yoyo_lock", "yoyo"},
};

} // namespace

std::span<const KnownTool> known_schemas() {
    return schemas;
}

std::span<const KnownTool> known_tables() {
    return tables;
}

} // namespace pgslate::commands
