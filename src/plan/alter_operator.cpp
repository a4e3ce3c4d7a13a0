// Operators, their families and classes, access methods, languages, casts, transforms, collations
// and conversions: most of what they are is decided when they are made.
#include "plan/alteration.hpp"
#include "plan/object_reference.hpp"
#include "plan/writing.hpp"
#include "sql/tokens.hpp"

#include <algorithm>
#include <array>

namespace pgslate::plan {
namespace {

using catalog::Kind;
using sql::text;

MaybeAlterations set_of_operator(const Change& change, const sql::Text& what) {
    return Alterations{
        {text("ALTER {} SET ({})", subject(change.declared.id), what), Turn::settle}};
}

sql::Fragment function_or_none(const Change& change, std::string_view attribute) {
    return change.declared.has(attribute) ? fragment(change.declared, attribute)
                                          : sql::Fragment("NONE");
}

MaybeAlterations alter_restrict(const Change& change) {
    return set_of_operator(change, text("RESTRICT = {}", function_or_none(change, "restrict")));
}

MaybeAlterations alter_join(const Change& change) {
    return set_of_operator(change, text("JOIN = {}", function_or_none(change, "join")));
}

// What plans may be made with is said once, and not taken back (manual, "ALTER OPERATOR").
bool is_said_later(const Change& change, std::string_view attribute) {
    constexpr int knows_more = 17;
    return change.server_major >= knows_more && !change.live.has(attribute);
}

MaybeAlterations alter_commutator(const Change& change) {
    if (!is_said_later(change, "commutator")) return std::nullopt;
    return set_of_operator(change,
                           text("COMMUTATOR = {}", fragment(change.declared, "commutator")));
}

MaybeAlterations alter_negator(const Change& change) {
    if (!is_said_later(change, "negator")) return std::nullopt;
    return set_of_operator(change, text("NEGATOR = {}", fragment(change.declared, "negator")));
}

MaybeAlterations alter_hashes(const Change& change) {
    if (!is_said_later(change, "hashes")) return std::nullopt;
    return set_of_operator(change, text("HASHES"));
}

MaybeAlterations alter_merges(const Change& change) {
    if (!is_said_later(change, "merges")) return std::nullopt;
    return set_of_operator(change, text("MERGES"));
}

// `OPERATOR 1 app.= (a, b) FOR ORDER BY ...`, `FUNCTION 1 (a, b) f(a, b)`: what DROP calls it by is
// its number and the types in the first brackets.
sql::Text called(const std::string& member) {
    const auto tokens = sql::tokenize(member).tokens;
    const auto is = [&](std::string_view symbol) {
        return [&member, symbol](const auto& token) { return is_symbol(token, member, symbol); };
    };
    const auto open = std::ranges::find_if(tokens, is("("));
    const auto close = std::find_if(open, tokens.end(), is(")"));
    return text("{} {}", sql::Fragment(member.substr(0, tokens.at(1).end)),
                sql::Fragment(member.substr(open->begin, close->end - open->begin)));
}

MaybeAlterations alter_family_members(const Change& change) {
    const auto& live = change.live.list("members");
    const auto& declared = change.declared.list("members");
    const auto family = subject(change.declared.id);
    Alterations result;
    for (const auto& member : live)
        if (std::ranges::count(declared, member) == 0)
            result.push_back({text("ALTER {} DROP {}", family, called(member)), Turn::release});
    for (const auto& member : declared)
        if (std::ranges::count(live, member) == 0)
            result.push_back(
                {text("ALTER {} ADD {}", family, sql::Fragment(member)), Turn::settle});
    return result;
}

} // namespace

std::span<const AttributeRow> operator_attributes() {
    static constexpr std::array rows = {
        AttributeRow{Kind::operator_, "left"},
        AttributeRow{Kind::operator_, "right"},
        AttributeRow{Kind::operator_, "function"},
        AttributeRow{Kind::operator_, "commutator", alter_commutator, false, locks_nothing},
        AttributeRow{Kind::operator_, "negator", alter_negator, false, locks_nothing},
        AttributeRow{Kind::operator_, "restrict", alter_restrict, false, locks_nothing},
        AttributeRow{Kind::operator_, "join", alter_join, false, locks_nothing},
        AttributeRow{Kind::operator_, "hashes", alter_hashes, false, locks_nothing},
        AttributeRow{Kind::operator_, "merges", alter_merges, false, locks_nothing},
        AttributeRow{Kind::operator_family, "members", alter_family_members, false, locks_nothing},
        AttributeRow{Kind::operator_class, "default"},
        AttributeRow{Kind::operator_class, "type"},
        AttributeRow{Kind::operator_class, "family"},
        AttributeRow{Kind::operator_class, "storage"},
        AttributeRow{Kind::operator_class, "members"},
        AttributeRow{Kind::access_method, "type"},
        AttributeRow{Kind::access_method, "handler"},
        AttributeRow{Kind::language, "trusted", replaced_in_place, false, locks_nothing},
        AttributeRow{Kind::language, "handler", replaced_in_place, false, locks_nothing},
        AttributeRow{Kind::language, "inline", replaced_in_place, false, locks_nothing},
        AttributeRow{Kind::language, "validator", replaced_in_place, false, locks_nothing},
        AttributeRow{Kind::transform, "from_sql", replaced_in_place, false, locks_nothing},
        AttributeRow{Kind::transform, "to_sql", replaced_in_place, false, locks_nothing},
        AttributeRow{Kind::cast, "function"},
        AttributeRow{Kind::cast, "inout"},
        AttributeRow{Kind::cast, "context"},
        AttributeRow{Kind::collation, "provider"},
        AttributeRow{Kind::collation, "locale"},
        AttributeRow{Kind::collation, "lc_collate"},
        AttributeRow{Kind::collation, "lc_ctype"},
        AttributeRow{Kind::collation, "deterministic"},
        AttributeRow{Kind::collation, "rules"},
        AttributeRow{Kind::conversion, "default"},
        AttributeRow{Kind::conversion, "from"},
        AttributeRow{Kind::conversion, "to"},
        AttributeRow{Kind::conversion, "function"},
    };
    return rows;
}

} // namespace pgslate::plan
