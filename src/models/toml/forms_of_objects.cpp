// The forms of a model, and of what stands in its sections; tables and types have files of their
// own.
#include "models/toml/form_parts.hpp"
#include "models/toml/forms.hpp"

namespace pgslate::models {
namespace {

TomlKeys view_keys() {
    return {{"query", {{Is::sql}}, "The query: `select ...`.", true},
            {"columns", {toml_list({{Is::text}})}, "Names for the columns."},
            with_key(),
            column_comments_key()};
}

} // namespace

const TomlForm& model_form() {
    static const TomlForm form{
        "model",
        "A model: declares what a database should contain.",
        {{"schema",
          {{Is::name}, toml_map({toml_form(schema_form)})},
          "The schema of this file's objects, `public` if left out. Or declared schemas, by their "
          "names: `[schema.NAME]`."},
         {"role", by_name(role_form), "Roles of the server, by their names."},
         {"extension", by_name(extension_form), "Extensions, by their names."},
         {"enum", by_name(enum_form), "Enum types, by their names."},
         {"domain", by_name(domain_form), "Domains, by their names."},
         {"type", by_name(composite_form), "Composite types, by their names."},
         {"range", by_name(range_form), "Range types, by their names."},
         {"sequence", by_name(sequence_form), "Sequences, by their names."},
         {"table", by_name(table_form), "Tables, by their names."},
         {"view", by_name(view_form), "Views, by their names."},
         {"materialized_view", by_name(materialized_view_form),
          "Materialized views, by their names."},
         {"statistics", by_name(statistics_form), "Extended statistics, by their names."}}};
    return form;
}

const TomlForm& role_form() {
    static const TomlForm form{
        "role",
        "A role of the server: made when it is missing, never dropped.",
        {{"login", {{Is::boolean}}, "Whether it may log in."},
         {"inherit", {{Is::boolean}}, "Whether it has the privileges of what it is a member of."},
         {"createdb", {{Is::boolean}}, "Whether it may create databases."},
         {"createrole", {{Is::boolean}}, "Whether it may create roles."},
         {"bypassrls", {{Is::boolean}}, "Whether row security does not hold for it."},
         {"connection_limit",
          {{Is::integer}},
          "How many sessions it may have at once; -1: as many as it likes."},
         {"member_of", name_or_names(), "The role or roles that it is a member of, all of them."},
         {"settings",
          {toml_map({{Is::text}, {Is::number}, {Is::boolean}, toml_list({{Is::text}})})},
          "What is set in its sessions, in every database: `{ work_mem = \"64MB\" }`."},
         was_key(),
         comment_key()}};
    return form;
}

const TomlForm& schema_form() {
    static const TomlForm form{
        "schema", "A schema.", {was_key(), comment_key(), owner_key(), grants_key()}};
    return form;
}

const TomlForm& extension_form() {
    static const TomlForm form{
        "extension",
        "An extension.",
        {{"schema", {{Is::name}}, "Where its objects go."},
         {"version", {{Is::text}}, "The version to install; the server's default if left out."},
         comment_key()}};
    return form;
}

const TomlForm& sequence_form() {
    static const TomlForm form{
        "sequence", "A sequence.",
        together({{{"type", {{Is::sql}}, "smallint, integer or bigint, which is the default."}},
                  sequence_option_keys(),
                  {{"unlogged", {{Is::boolean}}, "true: not written to the log (PostgreSQL 15+)."},
                   {"owned_by",
                    {{Is::some_text}},
                    "The column it belongs to and is dropped with: `\"invoice.number\"`."}},
                  object_keys()})};
    return form;
}

const TomlForm& view_form() {
    static const TomlForm form{"view",
                               "A view. Short form: the query.",
                               together({view_keys(), trigger_and_rule_keys(), object_keys()}),
                               {{Is::sql}}};
    return form;
}

const TomlForm& materialized_view_form() {
    static const TomlForm form{
        "materialized_view",
        "A materialized view. Short form: the query.",
        together({view_keys(),
                  {{"with_data", {{Is::boolean}}, "false: it is not filled when it is made."},
                   indexes_key(),
                   tablespace_key(),
                   access_method_key()},
                  object_keys()}),
        {{Is::sql}}};
    return form;
}

const TomlForm& statistics_form() {
    static const TomlForm form{
        "statistics",
        "Extended statistics. Short form: the definition.",
        {{"definition",
          {{Is::sql}},
          "What stands in CREATE STATISTICS behind the name: `on city, zip from address`.",
          true},
         {"target", {{Is::integer}}, "How much ANALYZE gathers."},
         was_key(),
         schema_key(),
         comment_key(),
         owner_key()},
        {{Is::sql}}};
    return form;
}

} // namespace pgslate::models
