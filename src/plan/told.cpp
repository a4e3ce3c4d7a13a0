// Renames as they are typed.
#include "base/error.hpp"
#include "base/format.hpp"
#include "base/suggest.hpp"
#include "plan/naming.hpp"
#include "sql/name.hpp"
#include "sql/name_parts.hpp"

#include <algorithm>
#include <span>

namespace pgslate::plan {
namespace {

using catalog::Catalog;
using catalog::Fact;
using catalog::Identity;
using catalog::Kind;

struct Words {
    std::string old;
    std::string now;
};

Error refused(const std::string& text, const std::string& why, std::vector<std::string> hints) {
    return Error(ExitStatus::usage, format("--rename '{}': {}", text, why), std::move(hints));
}

constexpr const char* form = "Write it as --rename 'table public.old=new', with the name that "
                             "`plan` prints and the new one.";

// At the first = that stands in no quotes.
Words words_of(const std::string& text) {
    bool quoted = false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '"') quoted = !quoted;
        if (text[i] != '=' || quoted) continue;
        Words words{text.substr(0, i), text.substr(i + 1)};
        if (!words.old.empty() && !words.now.empty()) return words;
    }
    throw refused(text, "there is no OLD=NEW in it", {form});
}

// All that something may be called: with its kind or without, in `public` without that.
std::vector<std::string> called(const Identity& id, std::string_view kind, std::string name) {
    std::vector<std::string> names = {format("{} {}", kind, name), name};
    constexpr std::string_view prefix = "public.";
    if (lives_in_schema(id.kind) && id.kind != Kind::schema && name.starts_with(prefix)) {
        name.erase(0, prefix.size());
        names.insert(names.end(), {format("{} {}", kind, name), name});
    }
    return names;
}

std::string name_in_words(const Identity& id) {
    auto text = to_string(id);
    const auto kind = to_string(id.kind);
    return text.starts_with(kind) ? text.substr(kind.size() + 1) : text;
}

bool is_called(const Identity& id, const std::string& text) {
    return std::ranges::count(called(id, to_string(id.kind), name_in_words(id)), text) > 0;
}

bool has_value_called(const Fact& type, const std::string& value, const std::string& text) {
    const auto name = format("{}.{}", name_in_words(type.id), quoted(sql::Identifier(value)));
    return std::ranges::count(called(type.id, "enum value", name), text) > 0;
}

// What is called so, and can be called otherwise.
std::vector<Told> matching(const Catalog& catalog, const std::string& text) {
    std::vector<Told> found;
    for (const auto& [id, fact] : catalog.facts) {
        if (!can_be_renamed(id.kind)) continue;
        if (is_called(id, text)) found.push_back({.from = id, .to = {}});
        for (const auto& value : fact.list("labels"))
            if (id.kind == Kind::enum_type && has_value_called(fact, value, text))
                found.push_back({.from = id, .to = {}, .value = value});
    }
    return found;
}

// A kind that is said again says nothing.
std::vector<std::string> new_name(const Words& words, const std::string& text) {
    auto name = words.now;
    for (auto space = name.find(' '); space != std::string::npos; space = name.find(' ', space + 1))
        if (catalog::kind_called(name.substr(0, space))
            && words.old.starts_with(name.substr(0, space)))
            name.erase(0, space + 1);
    auto parts = sql::split_name(name);
    if (!parts || parts->size() > 3)
        throw refused(text, format("{} is no name", words.now), {form});
    for (const auto& part : *parts)
        if (part.size() > sql::longest_name)
            throw refused(text, format("PostgreSQL keeps {} bytes of a name", sql::longest_name),
                          {});
    return *std::move(parts);
}

Error not_there(const std::string& text, const Words& words, const Catalog& live) {
    std::vector<std::string> names;
    for (const auto& [id, fact] : live.facts)
        if (can_be_renamed(id.kind)) names.push_back(to_string(id));
    std::vector<std::string> hints = {form};
    if (const auto near = nearest(words.old, {names.begin(), names.end()}))
        hints.front() = format("Did you mean '{}'?", *near);
    return refused(text, format("the database has nothing called {}", words.old), hints);
}

Error ambiguous(const std::string& text, const std::vector<Told>& found) {
    std::vector<std::string> names;
    names.reserve(found.size());
    for (const auto& told : found) names.push_back(to_string(told.from));
    return refused(text, "more than one thing is called so",
                   {format("Name one of them: {}.", join(names, ", "))});
}

// `app.new` says where, `new` that it stays there.
bool fits(const Told& told, std::size_t parts) {
    if (parts == 1) return true;
    if (told.value || parts > own_name_of(told.from.kind, told.from.names.size()) + 1) return false;
    return parts == own_name_of(told.from.kind, told.from.names.size()) + 1;
}

// The kind that a name begins with, if it says one.
std::string_view kind_in(const std::string& name) {
    constexpr std::string_view value = "enum value";
    if (name.starts_with(value)) return value;
    std::string_view longest;
    for (auto space = name.find(' '); space != std::string::npos; space = name.find(' ', space + 1))
        if (const auto kind = catalog::kind_called(name.substr(0, space)))
            longest = catalog::to_string(*kind);
    return longest;
}

// Something of the new name, and of that kind: what was told has been done.
std::optional<Unused> done_already(const Words& words, const std::vector<std::string>& names,
                                   const Catalog& live) {
    const auto kind = kind_in(words.old);
    const auto fits = [&](const Fact& fact) {
        const auto& id = fact.id;
        if (kind == "enum value") return std::ranges::count(fact.list("labels"), names.back()) > 0;
        if (!can_be_renamed(id.kind) || (!kind.empty() && to_string(id.kind) != kind)) return false;
        const auto own = own_name_of(id.kind, id.names.size());
        return names.size() <= own + 1
               && std::ranges::equal(
                   names, std::span(id.names).subspan(own + 1 - names.size(), names.size()));
    };
    for (const auto& [id, fact] : live.facts)
        if (fits(fact))
            return Unused{.declared = id, .was = words.old, .why = Unused::Why::done, .place = {}};
    return std::nullopt;
}

} // namespace

ToldRenames told_renames(const std::vector<std::string>& texts, const Catalog& live) {
    ToldRenames result;
    for (const auto& text : texts) {
        const auto words = words_of(text);
        auto found = matching(live, words.old);
        if (found.size() > 1) throw ambiguous(text, found);
        const auto names = new_name(words, text);
        if (found.empty()) {
            const auto done = done_already(words, names, live);
            if (!done) throw not_there(text, words, live);
            result.done.push_back(*done);
            continue;
        }
        auto& told = found.front();
        if (!fits(told, names.size()))
            throw refused(text, format("{} can't be called {}", to_string(told.from), words.now),
                          {form});
        told.to = names;
        result.renames.push_back(std::move(told));
    }
    return result;
}

} // namespace pgslate::plan
