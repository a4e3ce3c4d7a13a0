#include "models/toml/write_draft.hpp"

#include "base/format.hpp"
#include "models/names.hpp"
#include "sql/tokens.hpp"

#include <algorithm>
#include <array>
#include <charconv>

namespace pgslate::models {

using catalog::Catalog;
using catalog::Fact;
using catalog::Identity;
using catalog::Kind;

Family::Family(const Catalog& catalog) : catalog_(catalog) {
    for (const auto& [id, fact] : catalog.facts) {
        if (is_annotation(id.kind))
            add_annotation(fact);
        else if (fact.parent)
            parts_[*fact.parent].push_back(&fact);
        if (fact.has("partition_of")) partitions_[fact.list("partition_of")].push_back(&fact);
    }
    for (auto& [parent, facts] : parts_)
        std::ranges::stable_sort(facts, {}, [](const Fact* fact) { return fact->order; });
}

void Family::add_annotation(const Fact& fact) {
    const auto subject = subject_of(fact.id);
    annotations_[subject].push_back(&fact);
    if (fact.id.kind == Kind::comment && subject.kind == Kind::column)
        column_comments_[{subject.names.at(0), subject.names.at(1)}].push_back(&fact);
}

std::vector<const Fact*> Family::comments_of_columns(const Identity& relation) const {
    const auto found = column_comments_.find(relation.names);
    return found == column_comments_.end() ? std::vector<const Fact*>() : found->second;
}

std::vector<const Fact*> Family::parts(const Identity& parent, Kind kind) const {
    std::vector<const Fact*> result;
    const auto found = parts_.find(parent);
    if (found == parts_.end()) return result;
    std::ranges::copy_if(found->second, std::back_inserter(result),
                         [&](const Fact* fact) { return fact->id.kind == kind; });
    return result;
}

std::vector<const Fact*> Family::annotations(const Identity& subject) const {
    const auto found = annotations_.find(subject);
    return found == annotations_.end() ? std::vector<const Fact*>() : found->second;
}

std::vector<const Fact*> Family::partitions(const Identity& table) const {
    const auto found = partitions_.find(table.names);
    return found == partitions_.end() ? std::vector<const Fact*>() : found->second;
}

TomlValue Draft::value(std::string_view short_key) const {
    return keys.size() == 1 && keys.front().key == short_key ? keys.front().value : keys;
}

Attributes::Attributes(const Fact& fact, Draft& draft) : fact_(fact), draft_(draft) {
    draft.says.push_back(fact.id);
}

std::optional<std::string> Attributes::take(std::string_view name) {
    if (!fact_.has(name)) return std::nullopt;
    taken_.emplace(name);
    return fact_.text(name);
}

std::vector<std::string> Attributes::take_list(std::string_view name) {
    if (fact_.has(name)) taken_.emplace(name);
    return fact_.list(name);
}

void Attributes::text(std::string_view name, std::string_view key) {
    if (auto text = take(name)) add(key.empty() ? name : key, std::move(*text));
}

void Attributes::flag(std::string_view name) {
    if (take_flag(name)) add(name, true);
}

void Attributes::integer(std::string_view name) {
    const auto text = take(name);
    if (!text) return;
    std::int64_t number = 0;
    const auto* end = text->data() + text->size();
    if (const auto [at, error] = std::from_chars(text->data(), end, number);
        error != std::errc() || at != end)
        return give_up();
    add(name, number);
}

void Attributes::list(std::string_view name, std::string_view key) {
    if (fact_.has(name)) add(key.empty() ? name : key, take_list(name));
}

void Attributes::one_or_list(std::string_view name, std::string_view key) {
    if (!fact_.has(name)) return;
    const auto texts = take_list(name);
    if (texts.size() == 1)
        add(key.empty() ? name : key, texts.front());
    else
        add(key.empty() ? name : key, texts);
}

void Attributes::condition(std::string_view name, std::string_view key) {
    if (const auto sql = take(name)) add(key.empty() ? name : key, without_brackets(*sql));
}

// SQL has `pg_catalog."C"`, the model `C`.
void Attributes::collation(std::string_view name) {
    const auto sql = take(name);
    if (!sql) return;
    const auto parts = split_name(*sql);
    if (!parts || parts->size() != 2) return give_up();
    add("collation", dotted(*parts, "pg_catalog"));
}

void Attributes::storage_parameters(std::string_view name) {
    TomlPairs pairs;
    for (const auto& parameter : take_list(name)) {
        const auto equals = parameter.find(" = ");
        if (equals == std::string::npos) return give_up();
        auto value = parameter.substr(equals + 3);
        const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
        TomlPair pair{parameter.substr(0, equals), value, false};
        if (value == "true" || value == "false")
            pair.value = value == "true";
        else if (value.size() < 18 && std::ranges::all_of(value, is_digit))
            pair.value = static_cast<std::int64_t>(std::stoll(value));
        else if (value.size() > 1 && value.front() == '\'' && value.find("''") == std::string::npos)
            pair.value = value.substr(1, value.size() - 2);
        else if (!std::ranges::all_of(value, [&](char c) { return is_digit(c) || c == '.'; }))
            return give_up();
        pairs.push_back(std::move(pair));
    }
    if (!pairs.empty()) add("with", std::move(pairs));
}

namespace {

std::string in_quotes(std::string_view name) {
    std::string result = "\"";
    for (const char c : name) {
        if (c == '"') result += c;
        result += c;
    }
    return result + '"';
}

} // namespace

std::string dotted(std::vector<std::string> parts, std::string_view home_schema) {
    if (parts.size() > 1 && parts.front() == home_schema) parts.erase(parts.begin());
    for (auto& part : parts) {
        if (part.find_first_of(".\"") == std::string::npos) continue;
        part = in_quotes(part);
    }
    return format("{}", join(parts, "."));
}

namespace {

// A query is an expression only in brackets.
bool is_query(const std::vector<sql::Token>& tokens, std::string_view sql) {
    const auto first = std::ranges::find_if_not(
        tokens, [&](const auto& token) { return is_symbol(token, sql, "("); });
    static constexpr std::array words = {"select", "with", "values", "table"};
    return first != tokens.end() && std::ranges::any_of(words, [&](const char* word) {
               return is_word(*first, sql, word);
           });
}

} // namespace

std::string without_brackets(const std::string& sql) {
    const auto tokens = sql::tokenize(sql).tokens;
    if (tokens.size() < 3 || !is_symbol(tokens.front(), sql, "(") || is_query(tokens, sql))
        return sql;
    int depth = 0;
    for (std::size_t i = 0; i < tokens.size(); ++i) {
        const auto is = [&](std::string_view symbol) { return is_symbol(tokens[i], sql, symbol); };
        if (is("(") || is("[")) ++depth;
        // A list in brackets is one expression; without them it would be several.
        if (is(",") && depth == 1) return sql;
        if ((is(")") || is("]")) && --depth == 0 && i + 1 < tokens.size()) return sql;
    }
    const auto begin = tokens.front().end;
    return sql.substr(begin, tokens.back().begin - begin);
}

void write_sequence_options(Attributes& attributes, std::string_view name) {
    static constexpr std::array<std::pair<std::string_view, std::string_view>, 5> words = {
        {{"START WITH ", "start"},
         {"INCREMENT BY ", "increment"},
         {"MINVALUE ", "min"},
         {"MAXVALUE ", "max"},
         {"CACHE ", "cache"}}};
    for (const auto& option : attributes.take_list(name)) {
        const auto found = std::ranges::find_if(
            words, [&](const auto& word) { return option.starts_with(word.first); });
        if (option == "CYCLE")
            attributes.add("cycle", true);
        else if (found == words.end())
            attributes.give_up();
        else
            attributes.add(found->second, static_cast<std::int64_t>(
                                              std::stoll(option.substr(found->first.size()))));
    }
}

namespace {

std::vector<std::string> lower_case(std::vector<std::string> words) {
    for (auto& word : words)
        std::ranges::transform(word, word.begin(), [](unsigned char c) { return std::tolower(c); });
    return words;
}

TomlPair grant(const Fact& fact) {
    const auto plain = lower_case(fact.list("privileges"));
    if (!fact.has("grantable")) return {fact.id.name(), plain, false};
    TomlPairs full;
    if (!plain.empty()) full.push_back({"privileges", plain, false});
    full.push_back({"grantable", lower_case(fact.list("grantable")), false});
    return {fact.id.name(), full, false};
}

} // namespace

void write_comment_and_owner(const Family& family, const Identity& subject, Draft& draft) {
    for (const auto* fact : family.annotations(subject)) {
        if (fact->id.kind == Kind::comment)
            draft.add("comment", fact->text("text"));
        else if (fact->id.kind == Kind::owner)
            draft.add("owner", fact->text("role"));
        else
            continue;
        draft.says.push_back(fact->id);
    }
}

void write_grants(const Family& family, const Identity& subject, Draft& draft) {
    TomlPairs grants;
    for (const auto* fact : family.annotations(subject)) {
        if (fact->id.kind != Kind::privileges) continue;
        grants.push_back(grant(*fact));
        draft.says.push_back(fact->id);
    }
    draft.add_section("grants", std::move(grants));
}

void write_annotations(const Family& family, const Identity& subject, Draft& draft) {
    write_comment_and_owner(family, subject, draft);
    write_grants(family, subject, draft);
}

void write_comments_of_columns(const Family& family, const Identity& relation, Draft& draft) {
    TomlPairs comments;
    for (const auto* fact : family.comments_of_columns(relation)) {
        comments.push_back({subject_of(fact->id).name(), fact->text("text"), false});
        draft.says.push_back(fact->id);
    }
    draft.add_section("column_comments", std::move(comments));
}

} // namespace pgslate::models
