// Extensions, publications, subscriptions, foreign data and text search.
#include "plan/alteration.hpp"
#include "plan/publication.hpp"
#include "plan/writing.hpp"

#include <algorithm>
#include <array>

namespace pgslate::plan {
namespace {

using catalog::Fact;
using catalog::Kind;
using sql::text;
using Result = std::optional<Alterations>;

Result alter_extension_version(const Change& change) {
    const auto& declared = change.declared;
    if (!declared.has("version")) return Alterations();
    return altered(text("ALTER EXTENSION {} UPDATE TO {}", own_name(declared),
                        sql::Literal(declared.text("version"))));
}

Result alter_extension_schema(const Change& change) {
    const auto& declared = change.declared;
    const auto schema = declared.has("schema") ? declared.text("schema") : "pg_catalog";
    return altered(
        text("ALTER EXTENSION {} SET SCHEMA {}", own_name(declared), sql::Identifier(schema)));
}

// What it publishes is said as a whole; a publication of all tables stays one.
Result alter_published(const Change& change) {
    const auto& live = change.live;
    const auto& declared = change.declared;
    if (is_true(live, "all_tables") || is_true(declared, "all_tables")) return std::nullopt;
    const auto objects = published_objects(declared);
    if (objects.empty()) return std::nullopt;
    return Alterations{
        {text("ALTER PUBLICATION {} SET {}", own_name(declared), objects), Turn::settle}};
}

Result alter_publish(const Change& change) {
    const auto& declared = change.declared;
    const auto publish =
        declared.has("publish") ? declared.text("publish") : "insert, update, delete, truncate";
    return altered(
        text("ALTER PUBLICATION {} SET (publish = {})", own_name(declared), sql::Literal(publish)));
}

Result alter_via_root(const Change& change) {
    const auto& declared = change.declared;
    return altered(text("ALTER PUBLICATION {} SET (publish_via_partition_root = {})",
                        own_name(declared),
                        is_true(declared, "via_root") ? text("true") : text("false")));
}

Result alter_subscribed(const Change& change) {
    const auto& declared = change.declared;
    return altered(text("ALTER SUBSCRIPTION {} SET PUBLICATION {} WITH (refresh = false)",
                        own_name(declared), sql::name_list(declared.list("publications"))));
}

Result alter_connection(const Change& change) {
    const auto& declared = change.declared;
    return altered(text("ALTER SUBSCRIPTION {} CONNECTION {}", own_name(declared),
                        sql::Literal(declared.text("connection"))));
}

sql::Text foreign_object(const Fact& fact) {
    switch (fact.id.kind) {
    case Kind::foreign_data_wrapper: return text("FOREIGN DATA WRAPPER {}", own_name(fact));
    case Kind::server: return text("SERVER {}", own_name(fact));
    default:
        return text("USER MAPPING FOR {} SERVER {}",
                    fact.id.name() == "public" ? text("PUBLIC") : text("{}", own_name(fact)),
                    sql::Identifier(fact.id.names.front()));
    }
}

Result alter_foreign_object(const Change& change) {
    const auto options = foreign_option_changes(change, "options");
    if (options.empty()) return Alterations();
    return altered(text("ALTER {} {}", foreign_object(change.declared), options));
}

Result alter_server_version(const Change& change) {
    const auto& declared = change.declared;
    if (!declared.has("version")) return std::nullopt;
    return altered(text("ALTER SERVER {} VERSION {}", own_name(declared),
                        sql::Literal(declared.text("version"))));
}

Result alter_handlers(const Change& change) {
    const auto& declared = change.declared;
    Writer writer(text("ALTER FOREIGN DATA WRAPPER {}", own_name(declared)));
    writer.add(declared.has("handler") ? text("HANDLER {}", fragment(declared, "handler"))
                                       : text("NO HANDLER"));
    writer.add(declared.has("validator") ? text("VALIDATOR {}", fragment(declared, "validator"))
                                         : text("NO VALIDATOR"));
    return altered(writer.done());
}

// `token WITH dictionaries`: the first word names the token.
Result alter_mappings(const Change& change) {
    const auto& declared = change.declared;
    const auto changes = option_changes(change, "mappings");
    const auto name = text("ALTER TEXT SEARCH CONFIGURATION {}", qualified(declared.id));
    Alterations result;
    for (const auto& token : changes.reset)
        result.push_back({text("{} DROP MAPPING FOR {}", name, sql::Fragment(token))});
    for (const auto& mapping : changes.set) {
        const auto token = mapping.substr(0, mapping.find(' '));
        const bool added = std::ranges::count(changes.added, token) > 0;
        result.push_back({text("{} {} MAPPING FOR {}", name, added ? text("ADD") : text("ALTER"),
                               sql::Fragment(mapping)),
                          Turn::settle});
    }
    return result;
}

} // namespace

std::span<const AttributeRow> shared_attributes() {
    static constexpr std::array rows = {
        AttributeRow{Kind::extension, "version", alter_extension_version},
        AttributeRow{Kind::extension, "schema", alter_extension_schema},
        AttributeRow{Kind::publication, "all_tables", alter_published},
        AttributeRow{Kind::publication, "tables", alter_published},
        AttributeRow{Kind::publication, "schemas", alter_published},
        AttributeRow{Kind::publication, "publish", alter_publish},
        AttributeRow{Kind::publication, "via_root", alter_via_root},
        AttributeRow{Kind::subscription, "publications", alter_subscribed},
        AttributeRow{Kind::subscription, "connection", alter_connection},
        AttributeRow{Kind::foreign_data_wrapper, "options", alter_foreign_object},
        AttributeRow{Kind::foreign_data_wrapper, "handler", alter_handlers},
        AttributeRow{Kind::foreign_data_wrapper, "validator", alter_handlers},
        AttributeRow{Kind::server, "options", alter_foreign_object},
        AttributeRow{Kind::server, "version", alter_server_version},
        AttributeRow{Kind::user_mapping, "options", alter_foreign_object},
        AttributeRow{Kind::text_search_configuration, "mappings", alter_mappings},
    };
    return rows;
}

} // namespace pgslate::plan
