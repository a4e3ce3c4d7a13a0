// The forms of tables, partitions and columns.
#include "models/toml/form_parts.hpp"
#include "models/toml/forms.hpp"

namespace pgslate::models {
namespace {

TomlKeys constraint_keys() {
    return {{"primary_key", {toml_form(primary_key_form)}, ""},
            {"uniques", by_name(unique_form), "The unique constraints, by their names."},
            {"checks", by_name(check_form), "The check constraints, by their names."},
            {"foreign_keys", by_name(foreign_key_form), "The foreign keys, by their names."},
            {"excludes", by_name(exclude_form), "The exclusion constraints, by their names."},
            indexes_key()};
}

TomlKeys partitioning_keys() {
    return {{"partition_by",
             {{Is::sql}},
             "`\"range (made_at)\"`, `\"list (country)\"` or `\"hash (id)\"`."},
            {"partitions", by_name(partition_form), "The partitions, by their names."},
            {"undeclared_partitions",
             {toml_words({"keep", "drop"})},
             "A hint: what becomes of partitions that no model declares. If left out, they are "
             "kept where the models declare none of the table's partitions."}};
}

TomlKeys storage_keys() {
    return {{"unlogged", {{Is::boolean}}, "true: not written to the log, and empty after a crash."},
            with_key(),
            tablespace_key(),
            access_method_key()};
}

TomlKeys row_keys() {
    return {{"row_security",
             {{Is::boolean}, toml_words({"forced"})},
             "true: policies decide who sees which rows; `\"forced\"`: of the owner, too."},
            {"policies", by_name(policy_form), "The policies of row security, by their names."},
            {"replica_identity",
             {toml_words({"default", "full", "nothing"})},
             "What is written to the log of a row that changes. To name an index, say so there."}};
}

// What a partition has as well as any other table.
TomlKeys any_table_keys() {
    return together({constraint_keys(), partitioning_keys(), storage_keys(), row_keys(),
                     trigger_and_rule_keys()});
}

} // namespace

const TomlForm& table_form() {
    static const TomlForm form{
        "table", "A table.",
        together({{{"columns", by_name(column_form), "The columns in order, by their names."},
                   {"inherits",
                    {toml_list({{Is::some_text}})},
                    "The tables it inherits from, each as `\"TABLE\"` or `\"SCHEMA.TABLE\"`."}},
                  any_table_keys(),
                  object_keys()})};
    return form;
}

const TomlForm& partition_form() {
    static const TomlForm form{
        "partition",
        "A partition, in the schema of the whole table. Short form: the bound.",
        together({{{"bound",
                    {{Is::sql}},
                    "Which rows it holds: `\"for values ...\"` or `\"default\"`.",
                    true}},
                  any_table_keys(),
                  {column_comments_key(), was_key(), comment_key(), owner_key(), grants_key()}}),
        {{Is::sql}}};
    return form;
}

const TomlForm& column_form() {
    static const TomlForm form{
        "column",
        "A column. Short form: its type.",
        {{"type", {{Is::sql}}, "Any type PostgreSQL knows: `\"varchar(200)\"`.", true},
         {"nullable",
          {{Is::boolean}},
          "false: NOT NULL. If left out, a column outside of the primary key may be null."},
         {"default",
          {{Is::sql}, {Is::number}, {Is::boolean}},
          "An SQL expression, a number, or true or false. A text has quotes within the quotes: "
          "`\"'new'\"`."},
         {"primary_key",
          {{Is::boolean}},
          "true: it is the primary key; several columns that say so are one key together."},
         {"unique", {{Is::boolean}}, "true: a unique constraint on this column."},
         {"check", {{Is::sql}}, "An expression: a check constraint."},
         {"references", {toml_form(references_form)}, ""},
         {"identity", {toml_form(identity_form)}, ""},
         {"generated", {{Is::sql}}, "An expression; the column is generated from it and stored."},
         {"virtual",
          {{Is::boolean}},
          "true: what is generated is computed when it is read, and not stored (PostgreSQL 18+)."},
         collation_key(),
         {"storage", {{Is::sql}}, "plain, external, extended or main."},
         {"compression", {{Is::sql}}, "pglz or lz4."},
         {"statistics", {{Is::integer}}, "The target of ANALYZE."},
         {"fill",
          {{Is::sql}, {Is::number}, {Is::boolean}},
          "A hint: an expression for what rows that are there get where it becomes NOT NULL."},
         {"using",
          {{Is::sql}},
          "A hint: an expression for how its values become those of a new type."},
         was_key(),
         comment_key(),
         grants_key()},
        {{Is::sql}}};
    return form;
}

const TomlForm& identity_form() {
    static const TomlForm form{
        "identity",
        "Whether and how a column counts by itself, as GENERATED ... AS IDENTITY. Short form: "
        "`\"always\"`, `\"by default\"`, true for the latter, or false. If nothing is said, a "
        "primary "
        "key of one integer column does.",
        together({{{"mode",
                    {toml_words({"always", "by default"})},
                    "Whether a row may bring a number of its own: `\"by default\"`, the default, "
                    "lets it."}},
                  sequence_option_keys()}),
        {{Is::boolean}, toml_words({"always", "by default"})}};
    return form;
}

} // namespace pgslate::models
