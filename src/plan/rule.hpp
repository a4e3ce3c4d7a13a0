// What the program knows about writing SQL for one kind of object: a row in a table.
#pragma once

#include "catalog/fact.hpp"
#include "plan/carrier.hpp"
#include "plan/effect.hpp"
#include "sql/text.hpp"

#include <array>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace pgslate::plan {

struct Rule {
    catalog::Kind kind;
    /// The statement that creates the object when everything it needs is there.
    sql::Text (*create)(const catalog::Fact&);
    /// What stands for the object inside its parent's CREATE; empty for a fact that can't stand
    /// there. Kinds without it always have a statement of their own.
    sql::Text (*clause)(const catalog::Fact&) = nullptr;
    /// The fact as it can be made first, without what may need something that needs it: nothing if
    /// there is no such part. `late` is the statement that adds it.
    std::optional<catalog::Fact> (*early)(const catalog::Fact&) = nullptr;
    sql::Text (*late)(const catalog::Fact&) = nullptr;
    /// The statement that puts it in the place of one that has the same name (CREATE OR REPLACE),
    /// and leaves alone what hangs on that.
    sql::Text (*replace)(const catalog::Fact&) = nullptr;
    /// The statement that creates a parent together with clauses of its children.
    sql::Text (*create_with)(const catalog::Fact&, std::span<const sql::Text>) = nullptr;
    /// Statements that finish what `create` could not say on every server version.
    std::vector<sql::Text> (*finish)(const catalog::Fact&) = nullptr;
    /// What is done with the object when all others are there, and what is said about them; empty
    /// if nothing is.
    sql::Text (*at_last)(const catalog::Fact&) = nullptr;
    /// What two children of one parent have in common that are one and the same to the server
    /// within its CREATE, whatever they are called: the second gets a statement of its own.
    sql::Text (*likeness)(const catalog::Fact&) = nullptr;
    /// What only one of its kind may be at a time, whatever it is called: the class of operators
    /// that a type has by default. Empty: any number may.
    std::vector<std::string> (*only_one)(const catalog::Fact&) = nullptr;
    /// What has to be there first if it is there at all, besides the parent and the dependencies.
    std::vector<catalog::Identity> (*after)(const catalog::Fact&) = nullptr;
    /// Whose CREATE this follows at once, before anything else can look at that: one of these.
    std::vector<catalog::Identity> (*behind)(const catalog::Fact&) = nullptr;
    /// The statements that take it away; nullptr: DROP and what COMMENT ON calls it by.
    std::vector<sql::Text> (*drop)(const catalog::Fact&) = nullptr;
    /// What creating it does to what is there, and what dropping it does; nullptr: the one nothing,
    /// and the other takes the strongest lock.
    Effect (*creating)(const catalog::Fact&) = nullptr;
    Effect (*dropping)(const catalog::Fact&) = nullptr;
    /// What comes of `late`, `finish` and `at_last`, which lock what `create` does.
    Risks finishing{};
    /// The locks that go with one of this mode on its own relation.
    std::vector<Lock> (*locks_too)(const catalog::Fact&, LockMode) = nullptr;
    /// May somebody do more once the first has become the second, with what was there before?
    /// nullptr stands for none; not both are.
    bool (*widens)(const catalog::Fact*, const catalog::Fact*) = nullptr;
    /// Does `create` alter the parent (ALTER TABLE ... ADD)? Then an object that was there before
    /// is not changed for it.
    bool alters_parent = false;
    /// Is its place among its siblings a part of what the parent is? Columns are known by it to
    /// whoever writes rows.
    bool has_place = false;
    /// The attributes that the server prints as it has read them: expressions and queries.
    std::span<const Carried> carried = {};
    /// Lists whose order says nothing: the same elements are the same.
    std::array<std::string_view, 3> unordered = {};
    /// An attribute that is not compared: it says what is done when the object is made, or what can
    /// be done with it, and nothing about what it is.
    std::string_view only_made_with = {};
    /// Only the attributes that the declared side has are compared: about the others it says
    /// nothing.
    bool compares_declared = false;
};

/// What takes an object away that nothing needs any more.
std::vector<sql::Text> drops_of(const catalog::Fact& fact);

/// What creating an object, and dropping it, does.
Effect effect_of_creating(const catalog::Fact& fact);
Effect effect_of_dropping(const catalog::Fact& fact);
/// Locks no relation that is there.
Effect no_lock(const catalog::Fact& fact);
/// What is lost is no matter of rows.
Effect loses_all(const catalog::Fact& fact);

/// The rule for a kind; nullptr for kinds that only statements of .sql models create.
const Rule* find_rule(catalog::Kind kind);

// The rows for related kinds share a file.
std::span<const Rule> role_rules();        // roles
std::span<const Rule> schema_rules();      // schemas, extensions, statements
std::span<const Rule> type_rules();        // enums, ranges, composite types, domains, base types
std::span<const Rule> sequence_rules();    // sequences
std::span<const Rule> table_rules();       // tables
std::span<const Rule> column_rules();      // columns
std::span<const Rule> constraint_rules();  // constraints
std::span<const Rule> index_rules();       // indexes
std::span<const Rule> view_rules();        // views, materialized views
std::span<const Rule> annotation_rules();  // comments, owners, security labels
std::span<const Rule> routine_rules();     // functions, casts, transforms, languages
std::span<const Rule> operator_rules();    // operators, their families and classes, access methods
std::span<const Rule> collation_rules();   // collations, conversions
std::span<const Rule> trigger_rules();     // triggers, rules, policies, event triggers, statistics
std::span<const Rule> text_search_rules(); // the four kinds of text search objects
std::span<const Rule> foreign_rules();     // foreign tables and all that they need
std::span<const Rule> publication_rules(); // publications, subscriptions
std::span<const Rule> privilege_rules();
std::span<const Rule> default_privilege_rules();

} // namespace pgslate::plan
