// What the writers of all kinds share: the TOML form of one object while it is put together.
#pragma once

#include "catalog/catalog.hpp"
#include "models/toml/write_value.hpp"

#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace pgslate::models {

/// The facts of a catalog by what they belong to.
class Family {
  public:
    explicit Family(const catalog::Catalog& catalog);

    /// The parts of one kind that an object has, in their order.
    std::vector<const catalog::Fact*> parts(const catalog::Identity& parent,
                                            catalog::Kind kind) const;
    /// What is said about an object: its comment, its owner, what roles may do with it.
    std::vector<const catalog::Fact*> annotations(const catalog::Identity& subject) const;
    /// The comments on the columns of a relation.
    std::vector<const catalog::Fact*> comments_of_columns(const catalog::Identity& relation) const;
    /// The partitions of a table.
    std::vector<const catalog::Fact*> partitions(const catalog::Identity& table) const;
    const catalog::Catalog& catalog() const { return catalog_; }

  private:
    void add_annotation(const catalog::Fact& fact);

    const catalog::Catalog& catalog_;
    std::map<catalog::Identity, std::vector<const catalog::Fact*>> parts_;
    std::map<catalog::Identity, std::vector<const catalog::Fact*>> annotations_;
    std::map<std::vector<std::string>, std::vector<const catalog::Fact*>> column_comments_;
    std::map<std::vector<std::string>, std::vector<const catalog::Fact*>> partitions_;
};

/// Keys and values, and which facts they say.
struct Draft {
    TomlPairs keys;
    std::vector<catalog::Identity> says;

    void add(std::string_view key, TomlValue value) {
        keys.push_back({std::string(key), std::move(value), false});
    }
    void add_section(std::string_view key, TomlPairs pairs) {
        if (!pairs.empty()) keys.push_back({std::string(key), std::move(pairs), true});
    }
    void take_facts_of(const Draft& part) {
        says.insert(says.end(), part.says.begin(), part.says.end());
    }
    /// The value of `short_key` if there is no other, else all as a table.
    TomlValue value(std::string_view short_key) const;
};

/// Puts the attributes of a fact into a draft and remembers which: a fact with an attribute that
/// nobody took has no form in TOML.
class Attributes {
  public:
    Attributes(const catalog::Fact& fact, Draft& draft);

    /// The text, which is the caller's to put down; nothing if there is none.
    std::optional<std::string> take(std::string_view name);
    std::vector<std::string> take_list(std::string_view name);
    bool take_flag(std::string_view name) { return take(name) == "true"; }

    void text(std::string_view name, std::string_view key = "");
    void flag(std::string_view name);
    void integer(std::string_view name);
    void list(std::string_view name, std::string_view key = "");
    /// A list, or its one element without brackets.
    void one_or_list(std::string_view name, std::string_view key = "");
    /// SQL that may stand in brackets that mean nothing.
    void condition(std::string_view name, std::string_view key = "");
    void collation(std::string_view name);
    /// `fillfactor = 70` and the like.
    void storage_parameters(std::string_view name);

    void add(std::string_view key, TomlValue value) { draft_.add(key, std::move(value)); }
    bool is_good() const { return good_; }
    bool all_taken() const { return good_ && taken_.size() == fact_.attributes.size(); }
    /// Something in the fact has no form.
    void give_up() { good_ = false; }
    const catalog::Fact& fact() const { return fact_; }

  private:
    const catalog::Fact& fact_;
    Draft& draft_;
    std::set<std::string, std::less<>> taken_;
    bool good_ = true;
};

/// Adds comment and owner of an object.
void write_comment_and_owner(const Family& family, const catalog::Identity& subject, Draft& draft);
/// Adds its grants.
void write_grants(const Family& family, const catalog::Identity& subject, Draft& draft);
/// Adds all three.
void write_annotations(const Family& family, const catalog::Identity& subject, Draft& draft);
/// Adds the comments on the columns of a relation that doesn't list them.
void write_comments_of_columns(const Family& family, const catalog::Identity& relation,
                               Draft& draft);
/// The words of CREATE SEQUENCE as keys: `START WITH 5` is `start = 5`.
void write_sequence_options(Attributes& attributes, std::string_view name);

/// `app.user.id`, without the schema if that is `home_schema`; each part in quotes where it needs
/// them.
std::string dotted(std::vector<std::string> parts, std::string_view home_schema);
/// An expression without the brackets around the whole of it.
std::string without_brackets(const std::string& sql);

} // namespace pgslate::models
