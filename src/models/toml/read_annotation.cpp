#include "base/format.hpp"
#include "base/suggest.hpp"
#include "models/toml/forms.hpp"
#include "models/toml/read_objects.hpp"

#include <algorithm>

namespace pgslate::models {
namespace {

using catalog::Fact;
using catalog::Identity;
using catalog::Kind;

Fact annotation(Kind kind, const Identity& subject, const Place& place) {
    auto fact = fact_of(kind, subject.names, place);
    fact.id.of = subject.kind;
    fact.parent = subject;
    return fact;
}

bool check_privilege(TomlReader& reader, const Place& place, const std::string& word) {
    const auto known = words_of(*find_key(grant_form(), "privileges"));
    if (std::ranges::find(known, word) != known.end()) return true;
    std::vector<std::string> hints;
    if (const auto near = nearest(word, known))
        hints.push_back(format("Did you mean \"{}\"?", *near));
    reader.problem(place, format("\"{}\" is no privilege", word), std::move(hints));
    return false;
}

void set_privileges(TomlReader& reader, Fact& fact, std::string_view attribute,
                    std::vector<std::string> words) {
    std::erase_if(
        words, [&](const std::string& word) { return !check_privilege(reader, fact.place, word); });
    if (!words.empty()) fact.attributes.emplace(attribute, std::move(words));
}

// One privilege, a list of them, or a table that tells which may be passed on.
void read_privileges(TomlReader& grants, const Entry& entry, Fact& fact) {
    auto& source = grants.source();
    const auto what = format("grants to {} on {}", entry.key, grants.what());
    if (const auto* full = entry.node->as_table()) {
        TomlReader reader(source, *full, what, grant_form());
        for (const auto* key : {"privileges", "grantable"})
            if (auto words = reader.string_or_strings(key))
                set_privileges(reader, fact, key, std::move(*words));
        reader.finish();
    } else if (const auto* list = entry.node->as_array()) {
        set_privileges(grants, fact, "privileges", strings_of(source, *list, what));
    } else if (const auto* word = entry.node->as_string()) {
        set_privileges(grants, fact, "privileges", {word->get()});
    } else {
        source.problem(entry.place, format("{} must be a list of privileges or a table, not {}",
                                           what, describe(*entry.node)));
    }
}

} // namespace

void read_comment(TomlReader& reader, const Identity& subject) {
    if (subject.kind != Kind::extension) read_was(reader, subject);
    const auto text = reader.string("comment");
    if (!text) return;
    // To PostgreSQL an empty comment is none.
    if (text->empty() && !comes_with_a_comment(subject)) return;
    auto fact = annotation(Kind::comment, subject, reader.place_of_key("comment"));
    fact.attributes["text"] = *text;
    reader.source().add(std::move(fact));
}

void read_owner(TomlReader& reader, const Identity& subject) {
    const auto role = reader.name("owner");
    if (!role) return;
    auto fact = annotation(Kind::owner, subject, reader.place_of_key("owner"));
    fact.attributes["role"] = *role;
    need_role(reader.source(), fact, *role);
    reader.source().add(std::move(fact));
}

// What is listed is all that the role may do: what it may by itself is taken away first.
void read_grants(TomlReader& reader, const Identity& subject) {
    const auto* grants = reader.subtable("grants");
    if (grants == nullptr) return;
    for (const auto& entry : entries(reader.source(), *grants)) {
        check_name(reader.source(), entry.place, entry.key);
        auto fact = annotation(Kind::privileges, subject, entry.place);
        fact.id.names = fact.id.names.plus(entry.key);
        fact.attributes["revoked"] = "true";
        need_role(reader.source(), fact, entry.key);
        read_privileges(reader, entry, fact);
        reader.source().add(std::move(fact));
    }
}

void read_annotations(TomlReader& reader, const Identity& subject) {
    read_comment(reader, subject);
    read_owner(reader, subject);
    read_grants(reader, subject);
}

void read_comments_of_columns(TomlReader& reader, const Identity& relation) {
    const auto* comments = reader.subtable("column_comments");
    if (comments == nullptr) return;
    for (const auto& entry : entries(reader.source(), *comments)) {
        if (!check_key(reader.source(), entry)) continue;
        const Identity column{Kind::column, relation.names.plus(entry.key), {}};
        auto fact = annotation(Kind::comment, column, entry.place);
        fact.parent = relation;
        const auto* text = entry.node->as_string();
        if (text == nullptr)
            reader.problem(entry.place,
                           format("the comment on column {} of {} must be a string, not {}",
                                  entry.key, reader.what(), describe(*entry.node)));
        else if (!text->get().empty())
            fact.attributes["text"] = text->get();
        if (fact.has("text")) reader.source().add(std::move(fact));
    }
}

} // namespace pgslate::models
