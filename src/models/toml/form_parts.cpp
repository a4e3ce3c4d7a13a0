#include "models/toml/form_parts.hpp"

#include "models/toml/forms.hpp"

namespace pgslate::models {

TomlKeys together(std::initializer_list<TomlKeys> lists) {
    TomlKeys keys;
    for (const auto& list : lists) keys.insert(keys.end(), list.begin(), list.end());
    return keys;
}

TomlShapes name_or_names() {
    return {{Is::some_text}, toml_list({{Is::some_text}})};
}

TomlShapes text_or_texts() {
    return {{Is::text}, toml_list({{Is::text}})};
}

TomlShapes columns_of_key() {
    return {{Is::text}, toml_list_of_some({{Is::text}})};
}

TomlShapes by_name(const TomlForm& (*form)()) {
    return {toml_map({toml_form(form)})};
}

TomlKey comment_key() {
    return {"comment", {{Is::text}}, "The comment on it, as in COMMENT ON."};
}

TomlKey owner_key() {
    return {
        "owner", {{Is::name}}, "The role that owns it. If left out, its owner is left as it is."};
}

TomlKey grants_key() {
    return {"grants", by_name(grant_form),
            "What roles may do with it, by the name of the role; `public` means all roles. What is "
            "listed is all that the role may do. If left out, privileges are left as they are."};
}

TomlKey was_key() {
    return {"was", name_or_names(),
            "A hint: the name that it had before, or several, the latest first. `plan` and `apply` "
            "rename it, instead of dropping it and making another."};
}

TomlKey schema_key() {
    return {"schema", {{Is::name}}, "The schema it is in; that of the file if left out."};
}

TomlKey with_key() {
    return {"with",
            {toml_map({{Is::text}, {Is::number}, {Is::boolean}})},
            "Storage parameters or options, as in WITH: `{ fillfactor = 70 }`."};
}

TomlKey indexes_key() {
    return {"indexes", by_name(index_form), "The indexes, by their names."};
}

TomlKey tablespace_key() {
    return {"tablespace", {{Is::name}}, "The tablespace it is stored in."};
}

TomlKey access_method_key() {
    return {"access_method", {{Is::name}}, "How its rows are stored; heap if left out."};
}

TomlKey collation_key() {
    return {
        "collation",
        {{Is::some_text}},
        "The name of its collation: `\"C\"`, `\"en-x-icu\"`, or `\"app.mine\"` with its schema."};
}

TomlKey include_key() {
    return {"include", columns_of_key(), "Columns that the index carries besides its own."};
}

TomlKey column_comments_key() {
    return {"column_comments",
            {toml_map({{Is::text}})},
            "Comments on its columns, by the columns' names."};
}

TomlKeys part_keys() {
    return {was_key(), comment_key()};
}

TomlKeys object_keys() {
    return {was_key(), schema_key(), comment_key(), owner_key(), grants_key()};
}

TomlKeys sequence_option_keys() {
    return {{"start", {{Is::integer}}, "The first number."},
            {"increment", {{Is::integer}}, "How much comes on top of the last number."},
            {"min", {{Is::integer}}, "The least number."},
            {"max", {{Is::integer}}, "The greatest number."},
            {"cache", {{Is::integer}}, "How many numbers a session takes at once."},
            {"cycle", {{Is::boolean}}, "true: starts again at the end."}};
}

TomlKeys deferral_keys() {
    return {{"deferrable", {{Is::boolean}}, "true: may be checked at the end of a transaction."},
            {"initially",
             {toml_words({"immediate", "deferred"})},
             "When it is checked unless a transaction says otherwise."}};
}

TomlKeys index_setting_keys() {
    return {with_key(),
            tablespace_key(),
            {"clustered", {{Is::boolean}}, "true: CLUSTER orders the table by this index."},
            {"replica_identity",
             {{Is::boolean}},
             "true: this index tells the rows apart when they are replicated."}};
}

TomlKeys own_index_keys() {
    return together({index_setting_keys(),
                     {{"index_comment", {{Is::text}}, "A comment on the index of that name."}}});
}

TomlKeys trigger_and_rule_keys() {
    return {{"triggers", by_name(trigger_form), "The triggers, by their names."},
            {"rules", by_name(rule_form), "The rules, by their names."}};
}

} // namespace pgslate::models
