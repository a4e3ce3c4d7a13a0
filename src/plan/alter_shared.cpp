// Extensions, foreign data and text search.
#include "plan/alteration.hpp"
#include "plan/object_reference.hpp"
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

MaybeAlterations alter_foreign_object(const Change& change) {
    const auto options = foreign_option_changes(change, "options");
    if (options.empty()) return Alterations();
    return altered(text("ALTER {} {}", subject(change.declared.id), options));
}

MaybeAlterations alter_server_version(const Change& change) {
    const auto& declared = change.declared;
    if (!declared.has("version"))
        return altered(text("ALTER SERVER {} VERSION NULL", own_name(declared)));
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

// An option without a value is not set any more.
MaybeAlterations alter_dictionary(const Change& change) {
    const auto changes = option_changes(change, "options");
    auto options = changes.set;
    options.insert(options.end(), changes.reset.begin(), changes.reset.end());
    return altered(text("ALTER TEXT SEARCH DICTIONARY {} ({})", qualified(change.declared.id),
                        fragment_list(options)));
}

// Few extensions have scripts that lead back.
constexpr Effect no_way_back{.risks = {Risk::no_undo}};

} // namespace

std::span<const AttributeRow> shared_attributes() {
    static constexpr std::array rows = {
        AttributeRow{Kind::extension, "version", alter_extension_version, false, no_way_back},
        AttributeRow{Kind::extension, "schema", alter_extension_schema},
        AttributeRow{Kind::foreign_data_wrapper, "options", alter_foreign_object},
        AttributeRow{Kind::foreign_data_wrapper, "handler", alter_handlers},
        AttributeRow{Kind::foreign_data_wrapper, "validator", alter_handlers},
        AttributeRow{Kind::server, "wrapper"},
        AttributeRow{Kind::server, "type"},
        AttributeRow{Kind::server, "options", alter_foreign_object},
        AttributeRow{Kind::server, "version", alter_server_version},
        AttributeRow{Kind::user_mapping, "options", alter_foreign_object},
        AttributeRow{Kind::text_search_parser, "start"},
        AttributeRow{Kind::text_search_parser, "token"},
        AttributeRow{Kind::text_search_parser, "end"},
        AttributeRow{Kind::text_search_parser, "headline"},
        AttributeRow{Kind::text_search_parser, "lextypes"},
        AttributeRow{Kind::text_search_template, "init"},
        AttributeRow{Kind::text_search_template, "lexize"},
        AttributeRow{Kind::text_search_dictionary, "template"},
        AttributeRow{Kind::text_search_dictionary, "options", alter_dictionary},
        AttributeRow{Kind::text_search_configuration, "parser"},
        AttributeRow{Kind::text_search_configuration, "mappings", alter_mappings},
    };
    return rows;
}

} // namespace pgslate::plan
