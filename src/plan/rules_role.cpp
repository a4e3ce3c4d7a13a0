#include "plan/rule.hpp"
#include "plan/writing.hpp"

#include <algorithm>
#include <array>

namespace pgslate::plan {
namespace {

using catalog::Fact;
using catalog::Kind;
using sql::text;

void add_word(Writer& writer, const Fact& fact, std::string_view attribute, const char* yes,
              const char* no) {
    if (fact.has(attribute)) writer.add(sql::Text::verbatim(is_true(fact, attribute) ? yes : no));
}

sql::Text create_role(const Fact& fact) {
    Writer writer(text("CREATE ROLE {}", own_name(fact)));
    add_word(writer, fact, "login", "LOGIN", "NOLOGIN");
    add_word(writer, fact, "inherit", "INHERIT", "NOINHERIT");
    add_word(writer, fact, "createdb", "CREATEDB", "NOCREATEDB");
    add_word(writer, fact, "createrole", "CREATEROLE", "NOCREATEROLE");
    add_word(writer, fact, "bypassrls", "BYPASSRLS", "NOBYPASSRLS");
    writer.add_attribute("CONNECTION LIMIT {}", fact, "connection_limit");
    if (const auto& roles = fact.list("member_of"); !roles.empty())
        writer.add(text("IN ROLE {}", sql::name_list(roles)));
    return writer.done();
}

// Each in a statement of its own, so that an error is about one of them.
std::vector<sql::Text> settings(const Fact& fact) {
    std::vector<sql::Text> statements;
    for (const auto& setting : fact.list("settings"))
        statements.push_back(text("ALTER ROLE {} SET {}", own_name(fact), sql::Fragment(setting)));
    if (const auto& comment = fact.text("comment"); !comment.empty())
        statements.push_back(
            text("COMMENT ON ROLE {} IS {}", own_name(fact), sql::Literal(comment)));
    return statements;
}

// A role belongs to the whole server.
std::vector<sql::Text> never_drop(const Fact&) {
    return {};
}

bool may_do_more(const Fact* before, const Fact* after) {
    if (before == nullptr || after == nullptr) return false;
    for (const auto* attribute : {"login", "createdb", "createrole", "bypassrls"})
        if (!is_true(*before, attribute) && is_true(*after, attribute)) return true;
    const auto& roles = before->list("member_of");
    return std::ranges::any_of(after->list("member_of"), [&](const std::string& role) {
        return std::ranges::count(roles, role) == 0;
    });
}

} // namespace

std::span<const Rule> role_rules() {
    static constexpr std::array rules = {
        Rule{.kind = Kind::role,
             .create = create_role,
             .finish = settings,
             .drop = never_drop,
             .widens = may_do_more,
             .unordered = {"member_of", "settings"},
             .compares_declared = true},
    };
    return rules;
}

} // namespace pgslate::plan
