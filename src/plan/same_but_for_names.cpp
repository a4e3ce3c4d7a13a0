// What is the same on both sides but for names in it.
#include "base/format.hpp"
#include "plan/naming.hpp"
#include "plan/taken_names.hpp"
#include "plan/writing.hpp"
#include "sql/tokens.hpp"

#include <algorithm>
#include <set>
#include <utility>

namespace pgslate::plan {
namespace {

using catalog::Catalog;
using catalog::Fact;
using catalog::Identity;
using catalog::Kind;

// Each name in the texts of a fact, wherever it stands.
std::string with_other_words(const std::string& text, const Rename& rename) {
    const auto& from = rename.from;
    const auto& to = rename.to;
    std::string result;
    std::size_t copied = 0;
    const auto replace = [&](const sql::Token& token, const std::string& by) {
        result += text.substr(copied, token.begin - copied) + by;
        copied = token.end;
    };
    for (const auto& token : sql::tokenize(text).tokens) {
        using enum sql::Token::Kind;
        const bool is_name = token.kind == word || token.kind == quoted_name;
        if (is_name && !rename.value && name_of(token, text) == own_name(from))
            replace(token, quoted(sql::Identifier(own_name(to))));
        if (token.kind != string) continue;
        const auto content = content_of(token, text);
        if (rename.value && content == rename.value->from)
            replace(token, quoted(sql::Literal(rename.value->to)));
        if (from.names.size() == 2 && content == quoted(qualified(from)))
            replace(token, quoted(sql::Literal(quoted(qualified(to)))));
    }
    return result + text.substr(copied);
}

bool is_known_by_content(Kind kind) {
    switch (kind) {
    case Kind::primary_key:
    case Kind::unique:
    case Kind::exclude:
    case Kind::check:
    case Kind::foreign_key:
    case Kind::index: return true;
    default: return false;
    }
}

catalog::Value with_other_words(const catalog::Value& value, const Rename& rename) {
    if (const auto* text = std::get_if<std::string>(&value)) return with_other_words(*text, rename);
    auto list = std::get<std::vector<std::string>>(value);
    for (auto& text : list) text = with_other_words(text, rename);
    return list;
}

// Facts of these kinds that the other side has under no name, by what they are a part of.
class Strangers {
  public:
    Strangers(const Catalog& before, const Renamed& live, const Catalog& declared) {
        std::map<Identity, Identity> now;
        for (const auto& [later, earlier] : live.was) now.emplace(earlier, later);
        for (const auto& [id, fact] : before.facts) {
            if (!is_known_by_content(id.kind)) continue;
            const auto found = now.find(id);
            const auto& present = found == now.end() ? id : found->second;
            if (!declared.contains(present)) all_[fact.parent].push_back({&fact, present});
        }
    }

    /// The present name of one that is the same, which is then none any more.
    std::optional<Identity> take(const Fact& printed) {
        auto& candidates = all_[printed.parent];
        const auto found = std::ranges::find_if(candidates, [&](const auto& one) {
            return one.first->id.kind == printed.id.kind
                   && one.first->attributes == printed.attributes;
        });
        if (found == candidates.end()) return std::nullopt;
        auto id = found->second;
        candidates.erase(found);
        return id;
    }

  private:
    std::map<std::optional<Identity>, std::vector<std::pair<const Fact*, Identity>>> all_;
};

std::set<TakenName> names_taken_in(const Catalog& catalog, int server_major) {
    constexpr int names_not_null = 18;
    std::set<TakenName> taken;
    for (const auto& [id, fact] : catalog.facts)
        for (auto& name : server_major < names_not_null ? names_taken_by(id) : names_taken_by(fact))
            if (name.first.first != catalog::NameSpace::own_kind) taken.insert(std::move(name));
    return taken;
}

} // namespace

// Where another thing is still called so, it has to be made anew.
std::vector<Rename> same_by_another_name(const Catalog& declared, Renamed& live,
                                         const Catalog& before, const OldForm& old,
                                         int server_major) {
    Strangers strangers(before, live, declared);
    const auto taken = names_taken_in(live.catalog, server_major);
    const auto is_taken = [&](const TakenName& name) { return taken.contains(name); };
    std::vector<Rename> renames;
    for (const auto& [id, fact] : old.printed.facts) {
        const auto found = old.now.find(id);
        const auto& now = found == old.now.end() ? id : found->second;
        const auto* wanted = declared.find(now);
        if (!is_known_by_content(id.kind) || wanted == nullptr || live.catalog.contains(now))
            continue;
        if (std::ranges::any_of(names_taken_by(now), is_taken)) continue;
        const auto from = strangers.take(fact);
        if (!from) continue;
        renames.push_back({.from = *from, .to = now, .place = wanted->place});
        renames.back().locked =
            wanted->parent ? std::optional(live.before(*wanted->parent)) : std::nullopt;
        live.apply(renames.back(), server_major);
        live.catalog.facts.at(now).attributes = wanted->attributes;
    }
    return renames;
}

namespace {

const catalog::Value* value_of(const Fact& fact, std::string_view attribute) {
    const auto found = fact.attributes.find(attribute);
    return found == fact.attributes.end() ? nullptr : &found->second;
}

bool are_equal(const catalog::Value* one, const catalog::Value* other) {
    return one == nullptr || other == nullptr ? one == other : *one == *other;
}

// The names of what the server has made stay as they are.
bool is_made_of_names(std::string_view attribute) {
    return attribute == "identity_options" || attribute == "not_null_name"
           || attribute == "multirange";
}

void take_over(Fact& live, const Fact& declared, const Fact& printed, const Fact* alike) {
    std::set<std::string> names;
    for (const auto* fact : {&std::as_const(live), &declared})
        for (const auto& [name, value] : fact->attributes) names.insert(name);
    for (const auto& name : names) {
        const bool same = are_equal(value_of(live, name), value_of(printed, name))
                          || (alike != nullptr && alike->has(name));
        if (!same || is_made_of_names(name)) continue;
        if (const auto* value = value_of(declared, name))
            live.attributes[name] = *value;
        else
            live.attributes.erase(name);
    }
}

} // namespace

void take_over(Renamed& live, const Catalog& declared, const OldForm& old) {
    for (auto& [id, fact] : live.catalog.facts) {
        const auto& before = live.before(id);
        const auto* now = declared.find(id);
        const auto* printed = old.printed.find(before);
        if (now != nullptr && printed != nullptr)
            take_over(fact, *now, *printed, old.same.find(before));
    }
}

// What is declared under an old name makes way: it is another thing.
Undoing undoing(const Catalog& declared, const std::vector<Rename>& renames, int server_major) {
    Renamed old(declared);
    std::vector<sql::Text> statements;
    const auto apply = [&](const Rename& rename) {
        old.apply(rename, server_major);
        statements.push_back(statement(rename));
    };
    for (const auto& back : reversed(renames)) {
        if (back.is_aside || back.to.kind == Kind::role) continue;
        if (const Identity schema{Kind::schema, {back.to.names.front()}, {}};
            lives_in_schema(back.to.kind) && back.to.kind != Kind::schema
            && !old.catalog.contains(schema)) {
            statements.push_back(
                sql::text("CREATE SCHEMA IF NOT EXISTS {}", sql::Identifier(schema.name())));
            old.catalog.facts.emplace(schema, Fact{.id = schema});
        }
        if (!back.value && old.catalog.contains(back.to))
            apply({.from = back.to,
                   .to = with_name(back.to, format("pgslate_kept_{}", statements.size()))});
        apply(back);
    }
    return {.statements = std::move(statements), .now = std::move(old.was)};
}

OldForm with_old_names(const Catalog& declared, const std::vector<Rename>& renames,
                       int server_major) {
    Renamed old(declared);
    for (const auto& back : reversed(renames)) {
        if (back.is_aside) continue;
        old.apply(back, server_major);
        for (auto& [id, fact] : old.catalog.facts)
            for (auto& [name, value] : fact.attributes) value = with_other_words(value, back);
    }
    return {.printed = std::move(old.catalog), .same = {}, .now = std::move(old.was)};
}

} // namespace pgslate::plan
