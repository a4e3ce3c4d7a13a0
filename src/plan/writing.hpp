// Small pieces that several rules write with.
#pragma once

#include "catalog/fact.hpp"
#include "sql/text.hpp"

namespace pgslate::plan {

/// The name of something that lives in a schema.
sql::QualifiedName qualified(const catalog::Identity& id);
/// The last of a fact's names.
sql::Identifier own_name(const catalog::Fact& fact);
/// The name of the table, type or domain that a fact belongs to.
sql::QualifiedName parent_name(const catalog::Fact& fact);
/// The attribute's text as SQL.
sql::Fragment fragment(const catalog::Fact& fact, std::string_view attribute);
/// Is the attribute "true"?
bool is_true(const catalog::Fact& fact, std::string_view attribute);
/// A statement or clause that grows by optional parts, one space between them.
class Writer {
  public:
    explicit Writer(sql::Text begin) : text_(std::move(begin)) {}
    Writer& add(const sql::Text& part) {
        text_ += sql::text(" {}", part);
        return *this;
    }
    Writer& add_if(bool condition, const sql::Text& part) { return condition ? add(part) : *this; }
    /// The attribute's text in `pattern`, if the fact has it.
    void add_attribute(format_string<const sql::Fragment&> pattern, const catalog::Fact& fact,
                       std::string_view attribute) {
        if (fact.has(attribute)) add(sql::text(pattern, fragment(fact, attribute)));
    }
    const sql::Text& done() const { return text_; }

  private:
    sql::Text text_;
};
/// `'a', 'b'`
sql::Text literal_list(const std::vector<std::string>& values);
/// ` WITH (a = 1, b)` from a list of such options, or nothing.
sql::Text with_options(const catalog::Fact& fact);
/// `DEFERRABLE`, `INITIALLY DEFERRED` as the fact says, or nothing.
sql::Text deferral(const catalog::Fact& fact);
/// Names that come in pairs, a schema and a name in it: `a.b, a.c`.
sql::Text qualified_list(const std::vector<std::string>& schemas_and_names);
/// ` CASCADE` behind what alters an attribute of a type that tables are made of (`typed`): it is
/// the word for the columns of these, whose own dependents are dropped by name (manual, "ALTER
/// TYPE").
sql::Text typed_tables_too(const catalog::Fact& attribute);
/// The statement that takes a partition out of its table.
sql::Text detached_from_whole(const catalog::Fact& fact);
/// The statement that makes a table the partition that it is to be.
sql::Text attached_to_whole(const catalog::Fact& fact);
/// Makes a table a partition that was made by itself (`attached`), because its columns are not
/// where its table has them.
std::vector<sql::Text> attach_partition(const catalog::Fact& fact);
/// The parents that a table is made with: ` INHERITS (a, b)`, or nothing.
sql::Text inherits_clause(const catalog::Fact& fact);
/// Makes it a child of those parents whose columns are not in front of its own (`inherits_later`).
std::vector<sql::Text> inherit_later(const catalog::Fact& fact);
/// What the table says of an index, or of the index of a constraint: that rows are ordered by it,
/// or known by it when they are replicated; and what is said of the index of a constraint.
std::vector<sql::Text> mark_index(const catalog::Fact& fact);
/// `OPTIONS (a 'x')` from the fact's `foreign_options`, or nothing.
sql::Text foreign_options(const catalog::Fact& fact);
/// What `statements` says of a fact, for a rule whose `create` runs the first of them and whose
/// `finish` the rest.
using StatementsOf = std::vector<sql::Text> (*)(const catalog::Fact&);
template <StatementsOf statements>
sql::Text first_of(const catalog::Fact& fact) {
    const auto all = statements(fact);
    return all.empty() ? sql::Text{} : all.front();
}
template <StatementsOf statements>
std::vector<sql::Text> rest_of(const catalog::Fact& fact) {
    auto all = statements(fact);
    if (!all.empty()) all.erase(all.begin());
    return all;
}
/// The SQL texts of a list attribute, separated by commas.
sql::Text fragment_list(const std::vector<std::string>& fragments);

} // namespace pgslate::plan
