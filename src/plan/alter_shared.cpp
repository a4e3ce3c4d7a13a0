// Extensions, publications, subscriptions, foreign data and text search.
#include "plan/alteration.hpp"
#include "plan/object_reference.hpp"
#include "plan/publication.hpp"
#include "plan/writing.hpp"
#include "sql/tokens.hpp"

#include <algorithm>
#include <array>

namespace pgslate::plan {
namespace {

using catalog::Kind;
using sql::text;

MaybeAlterations alter_extension_version(const Change& change) {
    const auto& declared = change.declared;
    if (!declared.has("version")) return Alterations();
    return altered(text("ALTER EXTENSION {} UPDATE TO {}", own_name(declared),
                        sql::Literal(declared.text("version"))));
}

MaybeAlterations alter_extension_schema(const Change& change) {
    if (is_true(change.live, "fixed_schema")) return std::nullopt; // pg_extension.extrelocatable
    const auto& declared = change.declared;
    const auto schema = declared.has("schema") ? declared.text("schema") : "pg_catalog";
    return altered(
        text("ALTER EXTENSION {} SET SCHEMA {}", own_name(declared), sql::Identifier(schema)));
}

// What it publishes is said as a whole; a publication of all tables stays one.
MaybeAlterations alter_published(const Change& change) {
    const auto& live = change.live;
    const auto& declared = change.declared;
    if (is_true(live, "all_tables") || is_true(declared, "all_tables")) return std::nullopt;
    const auto objects = published_objects(declared);
    if (objects.empty()) return std::nullopt;
    return Alterations{
        {text("ALTER PUBLICATION {} SET {}", own_name(declared), objects), Turn::settle}};
}

MaybeAlterations alter_publish(const Change& change) {
    const auto& declared = change.declared;
    const auto publish =
        declared.has("publish") ? declared.text("publish") : "insert, update, delete, truncate";
    return altered(
        text("ALTER PUBLICATION {} SET (publish = {})", own_name(declared), sql::Literal(publish)));
}

MaybeAlterations alter_via_root(const Change& change) {
    const auto& declared = change.declared;
    return altered(text("ALTER PUBLICATION {} SET (publish_via_partition_root = {})",
                        own_name(declared),
                        is_true(declared, "via_root") ? text("true") : text("false")));
}

MaybeAlterations alter_subscribed(const Change& change) {
    const auto& declared = change.declared;
    return altered(text("ALTER SUBSCRIPTION {} SET PUBLICATION {} WITH (refresh = false)",
                        own_name(declared), sql::name_list(declared.list("publications"))));
}

MaybeAlterations alter_connection(const Change& change) {
    const auto& declared = change.declared;
    return altered(text("ALTER SUBSCRIPTION {} CONNECTION {}", own_name(declared),
                        sql::Literal(declared.text("connection"))));
}

MaybeAlterations alter_foreign_object(const Change& change) {
    const auto options = foreign_option_changes(change, "options");
    if (options.empty()) return Alterations();
    return altered(text("ALTER {} {}", subject(change.declared.id), options));
}

MaybeAlterations alter_server_version(const Change& change) {
    const auto& declared = change.declared;
    if (!declared.has("version")) return std::nullopt;
    return altered(text("ALTER SERVER {} VERSION {}", own_name(declared),
                        sql::Literal(declared.text("version"))));
}

MaybeAlterations alter_handlers(const Change& change) {
    const auto& declared = change.declared;
    Writer writer(text("ALTER FOREIGN DATA WRAPPER {}", own_name(declared)));
    writer.add(declared.has("handler") ? text("HANDLER {}", fragment(declared, "handler"))
                                       : text("NO HANDLER"));
    writer.add(declared.has("validator") ? text("VALIDATOR {}", fragment(declared, "validator"))
                                         : text("NO VALIDATOR"));
    return altered(writer.done());
}

// `token, token WITH dictionaries`: tokens with the same dictionaries stand together.
std::string tokens_of(const std::string& mapping) {
    for (const auto& token : sql::tokenize(mapping).tokens)
        if (sql::is_word(token, mapping, "with")) return mapping.substr(0, token.begin);
    return mapping;
}

MaybeAlterations alter_mappings(const Change& change) {
    const auto& live = change.live.list("mappings");
    const auto& declared = change.declared.list("mappings");
    const auto name = text("ALTER TEXT SEARCH CONFIGURATION {}", qualified(change.declared.id));
    Alterations result;
    for (const auto& mapping : live)
        if (std::ranges::count(declared, mapping) == 0)
            result.push_back(
                {text("{} DROP MAPPING FOR {}", name, sql::Fragment(tokens_of(mapping))),
                 Turn::release});
    for (const auto& mapping : declared)
        if (std::ranges::count(live, mapping) == 0)
            result.push_back(
                {text("{} ADD MAPPING FOR {}", name, sql::Fragment(mapping)), Turn::settle});
    return result;
}

// Few extensions have scripts that lead back.
constexpr Effect no_way_back{.risks = {Risk::no_undo}};

} // namespace

std::span<const AttributeRow> shared_attributes() {
    static constexpr std::array rows = {
        AttributeRow{Kind::extension, "version", alter_extension_version, false, no_way_back},
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
