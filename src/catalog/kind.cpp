#include "catalog/kind.hpp"

#include <array>
#include <map>

namespace pgslate::catalog {

std::string_view to_string(Kind kind) {
    switch (kind) {
    case Kind::role: return "role";
    case Kind::schema: return "schema";
    case Kind::extension: return "extension";
    case Kind::language: return "language";
    case Kind::access_method: return "access method";
    case Kind::collation: return "collation";
    case Kind::shell_type: return "shell type";
    case Kind::base_type: return "type";
    case Kind::enum_type: return "enum";
    case Kind::range_type: return "range";
    case Kind::composite_type: return "composite type";
    case Kind::attribute: return "attribute";
    case Kind::domain: return "domain";
    case Kind::domain_check: return "domain check";
    case Kind::sequence: return "sequence";
    case Kind::foreign_data_wrapper: return "foreign-data wrapper";
    case Kind::server: return "server";
    case Kind::user_mapping: return "user mapping";
    case Kind::table: return "table";
    case Kind::foreign_table: return "foreign table";
    case Kind::column: return "column";
    case Kind::primary_key: return "primary key";
    case Kind::unique: return "unique constraint";
    case Kind::exclude: return "exclusion constraint";
    case Kind::check: return "check constraint";
    case Kind::foreign_key: return "foreign key";
    case Kind::index: return "index";
    case Kind::sequence_owner: return "owning column of sequence";
    case Kind::view: return "view";
    case Kind::materialized_view: return "materialized view";
    case Kind::function: return "function";
    case Kind::cast: return "cast";
    case Kind::transform: return "transform";
    case Kind::operator_family: return "operator family";
    case Kind::operator_class: return "operator class";
    case Kind::operator_: return "operator";
    case Kind::conversion: return "conversion";
    case Kind::text_search_parser: return "text search parser";
    case Kind::text_search_template: return "text search template";
    case Kind::text_search_dictionary: return "text search dictionary";
    case Kind::text_search_configuration: return "text search configuration";
    case Kind::statistics: return "statistics object";
    case Kind::trigger: return "trigger";
    case Kind::rule: return "rule";
    case Kind::policy: return "policy";
    case Kind::event_trigger: return "event trigger";
    case Kind::publication: return "publication";
    case Kind::subscription: return "subscription";
    case Kind::owner: return "owner";
    case Kind::privileges: return "privileges";
    case Kind::default_privileges: return "default privileges";
    case Kind::security_label: return "security label";
    case Kind::extension_dependency: return "extension dependency";
    case Kind::comment: return "comment";
    case Kind::statement: return "statement";
    }
    return "object";
}

std::optional<Kind> kind_called(std::string_view words) {
    static const auto kinds = [] {
        std::map<std::string_view, Kind> result;
        for (int number = 0; number <= static_cast<int>(Kind::statement); ++number) {
            const auto kind = static_cast<Kind>(number);
            result.emplace(to_string(kind), kind);
        }
        return result;
    }();
    const auto found = kinds.find(words);
    return found == kinds.end() ? std::nullopt : std::optional(found->second);
}

bool lives_in_schema(Kind kind) {
    switch (kind) {
    case Kind::role:
    case Kind::schema:
    case Kind::extension:
    case Kind::language:
    case Kind::access_method:
    case Kind::foreign_data_wrapper:
    case Kind::server:
    case Kind::user_mapping:
    case Kind::cast:
    case Kind::transform:
    case Kind::event_trigger:
    case Kind::publication:
    case Kind::subscription:
    case Kind::default_privileges:
    case Kind::statement: return false;
    default: return true;
    }
}

bool has_row_type(Kind kind) {
    return kind == Kind::table || kind == Kind::foreign_table || kind == Kind::view
           || kind == Kind::materialized_view;
}

bool is_type(Kind kind) {
    return kind == Kind::base_type || kind == Kind::enum_type || kind == Kind::range_type
           || kind == Kind::composite_type || kind == Kind::domain;
}

bool has_index(Kind kind) {
    return kind == Kind::index || kind == Kind::primary_key || kind == Kind::unique
           || kind == Kind::exclude;
}

std::span<const NameSpace> name_spaces(Kind kind) {
    static constexpr std::array row_type = {NameSpace::relation, NameSpace::type};
    static constexpr std::array key = {NameSpace::constraint, NameSpace::relation}; // has an index
    static constexpr std::array relation = {NameSpace::relation};
    static constexpr std::array type = {NameSpace::type};
    static constexpr std::array constraint = {NameSpace::constraint};
    static constexpr std::array own_kind = {NameSpace::own_kind};
    switch (kind) {
    case Kind::table:
    case Kind::foreign_table:
    case Kind::view:
    case Kind::materialized_view:
    case Kind::composite_type: return row_type;
    case Kind::sequence:
    case Kind::index: return relation;
    case Kind::base_type:
    case Kind::shell_type:
    case Kind::enum_type:
    case Kind::range_type:
    case Kind::domain: return type;
    case Kind::primary_key:
    case Kind::unique:
    case Kind::exclude: return key;
    case Kind::check:
    case Kind::foreign_key: return constraint;
    default: return own_kind;
    }
}

} // namespace pgslate::catalog
