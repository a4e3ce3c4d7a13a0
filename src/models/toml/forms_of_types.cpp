// The forms of types and their parts.
#include "models/toml/form_parts.hpp"
#include "models/toml/forms.hpp"

namespace pgslate::models {

const TomlForm& enum_form() {
    static const TomlForm form{"enum",
                               "An enum type. Short form: a list of labels.",
                               together({{{"labels",
                                           {toml_list_of_distinct({toml_form(label_form)})},
                                           "The labels, in order.",
                                           true}},
                                         object_keys()}),
                               {toml_list_of_distinct({toml_form(label_form)})}};
    return form;
}

const TomlForm& label_form() {
    static const TomlForm form{"label",
                               "A label of an enum. Short form: the label.",
                               {{"label", {{Is::text}}, "The label.", true},
                                {"was", {{Is::text}}, "A hint: the label that it was before."}},
                               {{Is::text}}};
    return form;
}

const TomlForm& domain_form() {
    static const TomlForm form{
        "domain", "A domain: a type with checks.",
        together({{{"type", {{Is::sql}}, "The type it stands on.", true},
                   {"default",
                    {{Is::sql}, {Is::number}, {Is::boolean}},
                    "An expression, a number, or true or false."},
                   {"not_null", {{Is::boolean}}, "true: null is refused."},
                   collation_key(),
                   {"checks", by_name(domain_check_form),
                    "Expressions about `value`, each by the name of its constraint."}},
                  object_keys()})};
    return form;
}

const TomlForm& domain_check_form() {
    static const TomlForm form{
        "domain_check",
        "A check of a domain. Short form: the expression.",
        {{"expression", {{Is::sql}}, "What holds of `value`.", true},
         {"not_valid", {{Is::boolean}}, "true: values that are there are not checked."},
         was_key(),
         comment_key()},
        {{Is::sql}}};
    return form;
}

const TomlForm& composite_form() {
    static const TomlForm form{"type", "A composite type.",
                               together({{{"attributes", by_name(attribute_form),
                                           "The attributes in order, by their names.", true}},
                                         object_keys()})};
    return form;
}

const TomlForm& attribute_form() {
    static const TomlForm form{
        "attribute",
        "An attribute of a composite type. Short form: its type.",
        {{"type", {{Is::sql}}, "Its type.", true}, collation_key(), was_key(), comment_key()},
        {{Is::sql}}};
    return form;
}

const TomlForm& range_form() {
    static const TomlForm form{
        "range", "A range type; PostgreSQL makes its multirange type, too.",
        together({{{"subtype", {{Is::sql}}, "The type of its bounds.", true},
                   {"subtype_diff",
                    {{Is::sql}},
                    "The function that tells how far two values are apart."},
                   {"canonical", {{Is::sql}}, "The function that makes a range canonical."},
                   {"opclass", {{Is::sql}}, "The operator class for the order of the subtype."},
                   {"multirange",
                    {{Is::sql}},
                    "The name of its multirange type; PostgreSQL chooses one if it is left out."},
                   collation_key()},
                  object_keys()})};
    return form;
}

} // namespace pgslate::models
