// The forms of constraints and indexes.
#include "models/toml/form_parts.hpp"
#include "models/toml/forms.hpp"

namespace pgslate::models {
namespace {

TomlShape referential_action() {
    return toml_words({"no action", "restrict", "cascade", "set null", "set default"});
}

TomlKey name_key() {
    return {"name", {{Is::name}}, "The name of the constraint."};
}

TomlKey not_valid_key() {
    return {"not_valid", {{Is::boolean}}, "true: rows that are there are not checked."};
}

TomlKey not_enforced_key() {
    return {"not_enforced", {{Is::boolean}}, "true: rows are not checked at all (PostgreSQL 18+)."};
}

TomlKeys referring_keys() {
    return together(
        {{{"on_delete",
           {referential_action()},
           "What becomes of the rows here if the row there goes."},
          {"on_update",
           {referential_action()},
           "What becomes of the rows here if the key there changes."},
          {"match", {toml_words({"simple", "full"})}, "How nulls in several columns match."},
          {"on_delete_columns", text_or_texts(),
           "The columns that `\"set null\"` or `\"set default\"` sets (PostgreSQL 15+)."}},
         deferral_keys(),
         {not_valid_key(),
          not_enforced_key(),
          {"temporal",
           {{Is::boolean}},
           "true: the last columns are periods, which have to be covered (PostgreSQL 18+)."}},
         part_keys()});
}

TomlKeys key_keys() {
    return together({{{"columns", columns_of_key(), "The columns, or one.", true},
                      include_key(),
                      {"temporal",
                       {{Is::boolean}},
                       "true: the last column is a period that may not overlap (PostgreSQL 18+)."}},
                     own_index_keys(),
                     deferral_keys(),
                     part_keys()});
}

TomlKey nulls_not_distinct_key() {
    return {"nulls_not_distinct",
            {{Is::boolean}},
            "true: null is a value like any other (PostgreSQL 15+)."};
}

TomlKey where_key() {
    return {"where", {{Is::sql}}, "An expression: only rows for which it is true."};
}

TomlShapes index_columns() {
    return {toml_form(index_column_form), toml_list_of_some({toml_form(index_column_form)})};
}

} // namespace

const TomlForm& references_form() {
    static const TomlForm form{
        "references",
        "A foreign key of a column. Short form: the table, or the table and its column: "
        "`\"tenant.id\"`.",
        together({{{"table", {{Is::some_text}}, "The table there.", true},
                   {"schema", {{Is::name}}, "The schema of that table; this table's if left out."},
                   {"column", {{Is::name}}, "The column there; its primary key if left out."},
                   name_key()},
                  referring_keys()}),
        {{Is::some_text}}};
    return form;
}

const TomlForm& primary_key_form() {
    static const TomlForm form{
        "primary_key",
        "The primary key, where no column says `primary_key = true`. Short form: its columns.",
        together({{name_key()}, key_keys()}), columns_of_key()};
    return form;
}

const TomlForm& unique_form() {
    static const TomlForm form{"unique", "A unique constraint. Short form: its columns.",
                               together({key_keys(), {nulls_not_distinct_key()}}),
                               columns_of_key()};
    return form;
}

const TomlForm& check_form() {
    static const TomlForm form{
        "check",
        "A check constraint. Short form: the expression.",
        together({{{"expression", {{Is::sql}}, "What holds of every row.", true},
                   {"no_inherit", {{Is::boolean}}, "true: does not hold for tables that inherit."},
                   not_valid_key(),
                   not_enforced_key()},
                  part_keys()}),
        {{Is::sql}}};
    return form;
}

const TomlForm& foreign_key_form() {
    static const TomlForm form{
        "foreign_key", "A foreign key.",
        together(
            {{{"columns", columns_of_key(), "The columns here, or one.", true},
              {"references", {{Is::some_text}}, "The table there.", true},
              {"to", text_or_texts(), "The columns there, or one; the primary key if left out."}},
             referring_keys()})};
    return form;
}

const TomlForm& exclude_form() {
    static const TomlForm form{
        "exclude", "An exclusion constraint.",
        together({{{"elements",
                    {toml_list_of_some({{Is::sql}})},
                    "What is compared, and by which operator: `[\"during with &&\"]`.",
                    true},
                   {"using", {{Is::name}}, "The index method; gist if left out."},
                   where_key(),
                   include_key()},
                  own_index_keys(),
                  deferral_keys(),
                  part_keys()})};
    return form;
}

const TomlForm& index_form() {
    static const TomlForm form{
        "index",
        "An index. Short form: its columns.",
        together({{{"columns", index_columns(), "Its columns, or expressions.", true},
                   {"unique", {{Is::boolean}}, "true: a unique index."},
                   nulls_not_distinct_key(),
                   {"method",
                    {{Is::name}},
                    "btree, hash, gist, spgist, gin, brin, or one that an extension brings."},
                   where_key(),
                   {"include", text_or_texts(), include_key().about}},
                  index_setting_keys(),
                  part_keys()}),
        {{Is::text}, toml_list_of_some({toml_form(index_column_form)})}};
    return form;
}

const TomlForm& index_column_form() {
    static const TomlForm form{
        "index_column",
        "A column of an index. Short form: the column's name.",
        {{"column", {{Is::name}}, "The column, if there is no expression."},
         {"expression", {{Is::sql}}, "The expression, if it is no column."},
         collation_key(),
         {"opclass", {{Is::sql}}, "The operator class, perhaps with its parameters."},
         {"order", {toml_words({"asc", "desc"})}, "How it is sorted."},
         {"nulls", {toml_words({"first", "last"})}, "Where nulls are sorted."}},
        {{Is::text}}};
    return form;
}

} // namespace pgslate::models
