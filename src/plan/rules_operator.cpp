#include "plan/rule.hpp"
#include "plan/writing.hpp"

#include <array>

namespace pgslate::plan {
namespace {

using catalog::Fact;
using catalog::Kind;
using sql::text;

// `NAME = value` for each of these attributes that the fact has.
struct OperatorOption {
    std::string_view attribute;
    sql::Text words;
};

std::vector<sql::Text> operator_options(const Fact& fact) {
    const std::array options = {
        OperatorOption{"function", text("FUNCTION")},
        OperatorOption{"left", text("LEFTARG")},
        OperatorOption{"right", text("RIGHTARG")},
        OperatorOption{"commutator", text("COMMUTATOR")},
        OperatorOption{"negator", text("NEGATOR")},
        OperatorOption{"restrict", text("RESTRICT")},
        OperatorOption{"join", text("JOIN")},
    };
    std::vector<sql::Text> parts;
    for (const auto& option : options)
        if (fact.has(option.attribute))
            parts.push_back(text("{} = {}", option.words, fragment(fact, option.attribute)));
    if (is_true(fact, "hashes")) parts.push_back(text("HASHES"));
    if (is_true(fact, "merges")) parts.push_back(text("MERGES"));
    return parts;
}

// An operator's name is never quoted. A commutator or negator that isn't there yet becomes a name
// that its own CREATE OPERATOR completes (manual, "Operator Optimization Information").
sql::Text create_operator(const Fact& fact) {
    return text("CREATE OPERATOR {}.{} ({})", sql::Identifier(fact.id.names.at(0)),
                sql::Fragment(fact.id.names.at(1)), joined(operator_options(fact), ", "));
}

sql::Identifier access_method_of(const Fact& fact) {
    return own_name(fact);
}

sql::Text create_operator_family(const Fact& fact) {
    return text("CREATE OPERATOR FAMILY {} USING {}", qualified(fact.id), access_method_of(fact));
}

std::vector<sql::Text> add_family_members(const Fact& fact) {
    if (!fact.has("members")) return {};
    return {text("ALTER OPERATOR FAMILY {} USING {} ADD {}", qualified(fact.id),
                 access_method_of(fact), fragment_list(fact.list("members")))};
}

// A class that leaves all members to its family still has to name something: its storage type,
// which is the column's own if no other is given (manual, "CREATE OPERATOR CLASS").
std::vector<sql::Text> class_items(const Fact& fact) {
    std::vector<sql::Text> items;
    for (const auto& member : fact.list("members"))
        items.push_back(text("{}", sql::Fragment(member)));
    if (fact.has("storage"))
        items.push_back(text("STORAGE {}", fragment(fact, "storage")));
    else if (items.empty())
        items.push_back(text("STORAGE {}", fragment(fact, "type")));
    return items;
}

sql::Text create_operator_class(const Fact& fact) {
    Writer writer(text("CREATE OPERATOR CLASS {}", qualified(fact.id)));
    writer.add_if(is_true(fact, "default"), text("DEFAULT"));
    writer.add(text("FOR TYPE {} USING {}", fragment(fact, "type"), access_method_of(fact)));
    writer.add_attribute("FAMILY {}", fact, "family");
    return writer.add(text("AS {}", joined(class_items(fact), ", "))).done();
}

// A type has one class by default for each access method.
std::vector<std::string> default_of(const Fact& fact) {
    if (!is_true(fact, "default")) return {};
    return {fact.text("type"), fact.id.names.back()};
}

sql::Text create_access_method(const Fact& fact) {
    return text("CREATE ACCESS METHOD {} TYPE {} HANDLER {}", own_name(fact),
                fact.text("type") == "table" ? text("TABLE") : text("INDEX"),
                fragment(fact, "handler"));
}

} // namespace

std::span<const Rule> operator_rules() {
    static constexpr std::array rules = {
        Rule{.kind = Kind::operator_, .create = create_operator},
        Rule{.kind = Kind::operator_family,
             .create = create_operator_family,
             .finish = add_family_members},
        Rule{.kind = Kind::operator_class, .create = create_operator_class, .only_one = default_of},
        Rule{.kind = Kind::access_method, .create = create_access_method},
    };
    return rules;
}

} // namespace pgslate::plan
