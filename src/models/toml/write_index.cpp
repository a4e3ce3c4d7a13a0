#include "models/names.hpp"
#include "models/toml/write_objects.hpp"
#include "sql/tokens.hpp"

#include <algorithm>

namespace pgslate::models {

using catalog::Fact;
using catalog::Identity;
using catalog::Kind;

namespace {

// Takes the parts of an index element as the server prints it, from left to right:
// `lower(name) COLLATE pg_catalog."C" public.gin_trgm_ops DESC NULLS LAST`.
class Element {
  public:
    explicit Element(const std::string& sql) : sql_(sql), tokens_(sql::tokenize(sql).tokens) {}

    // A name; a call of a function or something in brackets is an expression.
    void take_key(TomlPairs& keys) {
        if (tokens_.empty()) return give_up();
        std::string name;
        bool plain = !is("(");
        if (plain) {
            name = name_of(tokens_[at_], sql_);
            ++at_;
            while (is(".")) at_ += 2, plain = false;
        }
        if (is("(")) plain = false, skip_brackets();
        if (plain)
            keys.push_back({"column", name, false});
        else
            keys.push_back({"expression", without_brackets(text(0, at_)), false});
    }

    void take_collation(TomlPairs& keys) {
        if (!word("collate")) return;
        const auto begin = at_;
        ++at_;
        while (is(".")) at_ += 2;
        std::vector<std::string> parts;
        for (auto i = begin; i < at_ && i < tokens_.size(); i += 2)
            parts.push_back(unfolded(tokens_[i]));
        keys.push_back({"collation", dotted(parts, "pg_catalog"), false});
    }

    void take_opclass(TomlPairs& keys) {
        if (at_ >= tokens_.size() || is_word("asc") || is_word("desc") || is_word("nulls")) return;
        auto begin = at_;
        ++at_;
        while (is(".")) at_ += 2;
        if (sql_.compare(tokens_[begin].begin, 11, "pg_catalog.") == 0) begin += 2;
        if (is("(")) skip_brackets();
        keys.push_back({"opclass", text(begin, at_), false});
    }

    void take_order(TomlPairs& keys) {
        if (word("desc")) keys.push_back({"order", "desc", false});
        if (!word("nulls")) return;
        if (word("first")) keys.push_back({"nulls", "first", false});
        if (word("last")) keys.push_back({"nulls", "last", false});
    }

    bool all_taken() const { return good_ && at_ == tokens_.size(); }

  private:
    bool is(std::string_view symbol) const {
        return at_ < tokens_.size() && is_symbol(tokens_[at_], sql_, symbol);
    }
    bool is_word(std::string_view keyword) const {
        return at_ < tokens_.size() && sql::is_word(tokens_[at_], sql_, keyword);
    }
    bool word(std::string_view keyword) {
        const bool found = is_word(keyword);
        if (found) ++at_;
        return found;
    }
    void skip_brackets() {
        int depth = 0;
        for (; at_ < tokens_.size(); ++at_) {
            if (is("(")) ++depth;
            if (is(")") && --depth == 0) {
                ++at_;
                return;
            }
        }
        give_up();
    }
    std::string text(std::size_t from, std::size_t to) const {
        if (from >= to || to > tokens_.size()) return {};
        return sql_.substr(tokens_[from].begin, tokens_[to - 1].end - tokens_[from].begin);
    }
    std::string unfolded(const sql::Token& token) const { return name_of(token, sql_); }
    void give_up() { good_ = false; }

    const std::string& sql_;
    std::vector<sql::Token> tokens_;
    std::size_t at_ = 0;
    bool good_ = true;
};

std::optional<TomlValue> element_value(const std::string& sql) {
    Element element(sql);
    TomlPairs keys;
    element.take_key(keys);
    element.take_collation(keys);
    element.take_opclass(keys);
    element.take_order(keys);
    if (!element.all_taken()) return std::nullopt;
    return keys.size() == 1 && keys.front().key == "column" ? keys.front().value : TomlValue(keys);
}

void write_elements(Attributes& attributes) {
    std::vector<TomlValue> columns;
    for (const auto& sql : attributes.take_list("elements")) {
        auto value = element_value(sql);
        if (!value) return attributes.give_up();
        columns.push_back(std::move(*value));
    }
    if (columns.size() == 1 && std::holds_alternative<std::string>(columns.front().value))
        attributes.add("columns", columns.front());
    else
        attributes.add("columns", std::move(columns));
}

// A partition gets the indexes of its table by itself, under names that the server chooses.
bool comes_from_whole(const Family& family, const Fact& index) {
    const auto* partition = family.catalog().find(*index.parent);
    if (partition == nullptr || !partition->has("partition_of")) return false;
    for (const auto* name :
         {"include", "tablespace", "clustered", "replica_identity", "statistics"})
        if (index.has(name)) return false;
    if (!family.annotations(index.id).empty()) return false;
    std::vector<std::string> columns;
    for (const auto& sql : index.list("elements")) {
        const auto value = element_value(sql);
        const auto* column = value ? std::get_if<std::string>(&value->value) : nullptr;
        if (column == nullptr) return false;
        columns.push_back(*column);
    }
    const Identity whole{Kind::table, partition->list("partition_of"), {}};
    const auto theirs = family.parts(whole, Kind::index);
    return index.id.name() == chosen_name(partition->id.name(), columns, "idx")
           && std::ranges::any_of(
               theirs, [&](const Fact* other) { return other->attributes == index.attributes; });
}

} // namespace

void write_index_settings(Attributes& attributes) {
    attributes.storage_parameters("with");
    attributes.text("tablespace");
    attributes.flag("clustered");
    attributes.flag("replica_identity");
}

void write_indexes(const Family& family, const Identity& relation, Draft& draft) {
    TomlPairs indexes;
    for (const auto* fact : family.parts(relation, Kind::index)) {
        if (comes_from_whole(family, *fact)) {
            draft.says.push_back(fact->id);
            continue;
        }
        Draft part;
        Attributes attributes(*fact, part);
        write_elements(attributes);
        attributes.flag("unique");
        attributes.flag("nulls_not_distinct");
        attributes.text("method");
        attributes.one_or_list("include");
        attributes.condition("where");
        write_index_settings(attributes);
        write_annotations(family, fact->id, part);
        if (!attributes.all_taken()) continue;
        indexes.push_back({fact->id.name(), part.value("columns"), false});
        draft.take_facts_of(part);
    }
    draft.add_section("indexes", std::move(indexes));
}

} // namespace pgslate::models
