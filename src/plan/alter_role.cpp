// Roles: what models say of them, and nothing else.
#include "plan/alteration.hpp"
#include "plan/writing.hpp"
#include "sql/kept_setting.hpp"

#include <algorithm>
#include <array>

namespace pgslate::plan {
namespace {

using catalog::Kind;
using sql::text;

// Before everything that they may do, like the roles that are made.
Alterations first(sql::Text sql) {
    return {{.sql = std::move(sql), .turn = Turn::release}};
}

template <std::size_t length>
struct Attribute {
    std::array<char, length> name{};
    // NOLINTNEXTLINE(modernize-avoid-c-arrays): that is what a literal is
    constexpr Attribute(const char (&text)[length]) { std::copy_n(text, length, name.begin()); }
};

// `ALTER ROLE ada NOLOGIN`: the words are the attributes' own.
template <Attribute attribute>
MaybeAlterations alter_word(const Change& change) {
    const auto& declared = change.declared;
    const auto no = is_true(declared, attribute.name.data()) ? text("") : text("NO");
    std::string word = attribute.name.data();
    std::ranges::transform(word, word.begin(), [](char letter) {
        return letter >= 'a' && letter <= 'z' ? static_cast<char>(letter - 'a' + 'A') : letter;
    });
    return first(text("ALTER ROLE {} {}{}", own_name(declared), no, sql::Fragment(word)));
}

MaybeAlterations alter_connection_limit(const Change& change) {
    const auto& declared = change.declared;
    return first(text("ALTER ROLE {} CONNECTION LIMIT {}", own_name(declared),
                      fragment(declared, "connection_limit")));
}

// Whoever has granted it: from PostgreSQL 16 on there may be several, and a REVOKE that names none
// is only about oneself.
void revoke(const std::string& role, const Change& change, Alterations& result) {
    const auto& granted = change.live.list("granted");
    const auto& granted_by = change.live.list("granted_by");
    const auto plain = text("REVOKE {} FROM {}", sql::Identifier(role), own_name(change.declared));
    if (granted.empty()) result.push_back({plain, Turn::release});
    for (std::size_t at = 0; at < std::min(granted.size(), granted_by.size()); ++at)
        if (granted[at] == role)
            result.push_back(
                {text("{} GRANTED BY {}", plain, sql::Identifier(granted_by[at])), Turn::release});
}

MaybeAlterations alter_memberships(const Change& change) {
    const auto& live = change.live.list("member_of");
    const auto& declared = change.declared.list("member_of");
    Alterations result;
    for (const auto& role : live)
        if (std::ranges::count(declared, role) == 0) revoke(role, change, result);
    for (const auto& role : declared)
        if (std::ranges::count(live, role) == 0)
            result.push_back(
                {text("GRANT {} TO {}", sql::Identifier(role), own_name(change.declared)),
                 Turn::settle});
    return result;
}

MaybeAlterations alter_role_comment(const Change& change) {
    return first(text("COMMENT ON ROLE {} IS {}", own_name(change.declared),
                      sql::Literal(change.declared.text("comment"))));
}

// `work_mem=64MB`, as the server keeps it.
MaybeAlterations alter_role_settings(const Change& change) {
    const auto& name = own_name(change.declared);
    Alterations result = first(text("ALTER ROLE {} RESET ALL", name));
    for (const auto& setting : change.declared.list("settings")) {
        const auto equals = std::min(setting.find('='), setting.size() - 1);
        const auto set = sql::set_kept(setting.substr(0, equals), setting.substr(equals + 1));
        result.push_back({text("ALTER ROLE {} {}", name, set), Turn::release});
    }
    return result;
}

} // namespace

std::span<const AttributeRow> role_attributes() {
    static constexpr std::array rows = {
        AttributeRow{Kind::role, "login", alter_word<"login">},
        AttributeRow{Kind::role, "inherit", alter_word<"inherit">},
        AttributeRow{Kind::role, "createdb", alter_word<"createdb">},
        AttributeRow{Kind::role, "createrole", alter_word<"createrole">},
        AttributeRow{Kind::role, "bypassrls", alter_word<"bypassrls">},
        AttributeRow{Kind::role, "connection_limit", alter_connection_limit},
        AttributeRow{Kind::role, "member_of", alter_memberships},
        AttributeRow{Kind::role, "comment", alter_role_comment},
        AttributeRow{Kind::role, "settings", alter_role_settings},
    };
    return rows;
}

} // namespace pgslate::plan
