// The forms of what hangs on a relation: triggers, rules, policies, grants.
#include "models/toml/form_parts.hpp"
#include "models/toml/forms.hpp"

namespace pgslate::models {
namespace {

TomlKey enabled_key() {
    return {"enabled",
            {toml_words({"origin", "replica", "always", "disabled"})},
            "When it fires, as session_replication_role is; `\"origin\"` if left out."};
}

// Manual, "GRANT"; the server says which of them fit which kind of object.
TomlShape privilege() {
    return toml_words({"all", "create", "delete", "execute", "insert", "maintain", "references",
                       "trigger", "truncate", "select", "update", "usage"});
}

TomlShapes privileges() {
    return {privilege(), toml_list({privilege()})};
}

} // namespace

const TomlForm& trigger_form() {
    static const TomlForm form{
        "trigger",
        "A trigger. Short form: the definition.",
        {{"definition",
          {{Is::sql}},
          "What stands in CREATE TRIGGER behind the name: `before update on account for each row "
          "execute function touch()`.",
          true},
         {"constraint", {{Is::boolean}}, "true: a constraint trigger."},
         enabled_key(),
         was_key(),
         comment_key()},
        {{Is::sql}}};
    return form;
}

const TomlForm& rule_form() {
    static const TomlForm form{
        "rule",
        "A rule. Short form: the definition.",
        {{"definition",
          {{Is::sql}},
          "What stands in CREATE RULE behind AS: `on delete to account do instead nothing`.",
          true},
         enabled_key(),
         was_key(),
         comment_key()},
        {{Is::sql}}};
    return form;
}

const TomlForm& policy_form() {
    static const TomlForm form{
        "policy",
        "A policy of row security.",
        {{"for",
          {toml_words({"all", "select", "insert", "update", "delete"})},
          "For which statements; all if left out."},
         {"to", text_or_texts(), "The role or roles it is for; `public` means all."},
         {"using", {{Is::sql}}, "An expression: which rows may be seen."},
         {"check", {{Is::sql}}, "An expression: which rows may be written."},
         {"restrictive", {{Is::boolean}}, "true: it forbids what others allow."},
         was_key(),
         comment_key()}};
    return form;
}

const TomlForm& grant_form() {
    static const TomlForm form{
        "grant",
        "What a role may do with an object. Short form: a list of privileges, or one.",
        {{"privileges", privileges(), "Privileges that it may use."},
         {"grantable", privileges(), "Privileges that it may use and grant to others."}},
        privileges()};
    return form;
}

} // namespace pgslate::models
