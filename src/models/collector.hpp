// What the readers of all model files gather: facts, what they need, and what is wrong.
#pragma once

#include "base/error.hpp"
#include "base/shared_text.hpp"
#include "catalog/catalog.hpp"
#include "catalog/hints.hpp"

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace pgslate::models {

/// A piece of SQL that a fact of a TOML model holds, to be searched for the names of other facts;
/// statements of .sql models are searched themselves.
struct SqlUse {
    catalog::Identity from;
    SharedText sql;
    bool at_once = false; ///< see catalog::Dependency
};

/// Something that a statement makes and that has no identity in a model: an operator, which is
/// known by the types of its operands as well, or an operator class.
struct Nameless {
    catalog::Identity statement;
    std::vector<std::string> name; ///< schema and name
    bool is_operator = false;
};

/// A statement that gives an object to its owner.
struct OwnerStatement {
    catalog::Identity statement;
    std::vector<std::string> name; ///< schema and name
};

/// Statements that add rows to a table, all in one file.
struct Filling {
    std::vector<std::string> table; ///< schema and name
    catalog::Identity first;
    catalog::Identity last;
};

/// A foreign key that a .sql model gives a table; both as schema and name.
struct Reference {
    std::vector<std::string> table;
    std::vector<std::string> on;
};

/// What a statement does to the values of an enum that is there.
struct ValueChange {
    catalog::Identity statement;
    catalog::Identity type;
    std::optional<std::string> value; ///< that it adds; nothing: something else happens
    bool if_not_exists = false;
    std::optional<std::string> neighbour; ///< which it stands beside; nothing: at the end
    bool before = false;                  ///< before that, not behind
};

/// A statement that alters roles, or drops them.
struct RoleChange {
    catalog::Identity statement;
    Place place;
    bool drops = false;
    std::vector<std::string> roles;
    catalog::Attributes attributes;   ///< what they have then
    std::vector<std::string> members; ///< each becomes one of each of `groups`
    std::vector<std::string> groups;
};

/// Everything that was gathered, before names are resolved.
struct Collection {
    catalog::Catalog catalog;
    catalog::KnownAttributes attributes; ///< of its facts
    catalog::Hints hints;
    std::vector<SqlUse> uses;
    std::vector<Nameless> nameless;
    std::vector<OwnerStatement> owners;
    std::vector<Filling> fillings; ///< those of one file in its order
    std::vector<Reference> references;
    std::vector<ValueChange> value_changes;
    std::vector<RoleChange> role_changes;
    std::vector<Problem> problems;
    std::vector<Problem> warnings;
    /// What statements create only if it is not there (IF NOT EXISTS, OR REPLACE).
    std::set<catalog::Identity> yielding;
    /// The statements that create something more of a name than the first that does: another
    /// function, or the type behind a shell.
    std::map<catalog::Identity, std::vector<catalog::Identity>> repeated;
    /// A file could not be read at all: what refers to it would look wrong too.
    bool incomplete = false;
};

/// One model file while it is read.
class Source {
  public:
    Source(Collection& collection, FileName path, SharedText text);

    const std::string& path() const { return path_; }
    std::string_view text() const { return text_; }
    /// What stands within its text.
    SharedText part(std::string_view within) const { return text_.part(within); }
    Place place(int line, int column) const { return {path_, line, column}; }
    /// The place of a byte of the text.
    Place place_at(std::size_t offset) const;
    /// The place of a character of a line, both counted from 1.
    Place place_of_character(int line, int character) const;

    void problem(const Place& place, std::string message, std::vector<std::string> hints = {});
    /// A problem that leaves the whole file out.
    void unreadable(const Place& place, std::string message, std::vector<std::string> hints = {});
    void warn(const Place& place, std::string message, std::vector<std::string> hints = {});

    /// Adds a fact; a problem if there is one with this identity already, unless that yields.
    void add(catalog::Fact fact);
    /// Adds a fact that may stand twice, such as an overloaded function: the first one counts.
    void add_first(catalog::Fact fact);
    /// `from` can't be there without `on`.
    void need(const catalog::Identity& from, const catalog::Identity& on);
    /// What is said about the way to an object, to be added to.
    catalog::Hint& hint(const catalog::Identity& of) { return collection_.hints[of]; }
    void use(SqlUse use) { collection_.uses.push_back(std::move(use)); }
    void add_nameless(Nameless made) { collection_.nameless.push_back(std::move(made)); }
    void add_owner(OwnerStatement owner) { collection_.owners.push_back(std::move(owner)); }
    /// A statement adds rows to a table.
    void add_filling(const catalog::Identity& statement, std::vector<std::string> table);
    void add_reference(Reference one) { collection_.references.push_back(std::move(one)); }
    void add_value_change(ValueChange change) {
        collection_.value_changes.push_back(std::move(change));
    }
    void add_role_change(RoleChange change) {
        collection_.role_changes.push_back(std::move(change));
    }

  private:
    Problem described(const Place& place, std::string message,
                      std::vector<std::string> hints) const;
    const std::vector<std::size_t>& lines() const;
    // The text without its secrets, made when the first line is shown.
    const std::string& shown() const;

    Collection& collection_;
    FileName path_;
    SharedText text_;
    mutable std::vector<std::size_t> lines_; // where each begins, once somebody asks
    mutable std::string shown_;
};

} // namespace pgslate::models
