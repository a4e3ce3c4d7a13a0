// What the readers of all model files gather: facts, what they need, and what is wrong.
#pragma once

#include "base/error.hpp"
#include "catalog/catalog.hpp"

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace pgslate::models {

/// A piece of SQL that one fact holds, to be searched for the names of other facts.
struct SqlUse {
    catalog::Identity from;
    std::string sql;
    /// Where an unqualified name is looked for first, then in `public`; empty: in every schema.
    std::string home_schema;
};

/// Everything that was gathered, before names are resolved.
struct Collection {
    catalog::Catalog catalog;
    std::vector<SqlUse> uses;
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
    Source(Collection& collection, std::string path, std::string_view text);

    const std::string& path() const { return path_; }
    std::string_view text() const { return text_; }
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
    void use(SqlUse use) { collection_.uses.push_back(std::move(use)); }

  private:
    Problem described(const Place& place, std::string message,
                      std::vector<std::string> hints) const;

    Collection& collection_;
    std::string path_;
    std::string_view text_;
    std::vector<std::size_t> lines_; // where each begins
};

} // namespace pgslate::models
