// How what is there becomes what is declared: what is done about each attribute that differs.
#pragma once

#include "catalog/fact.hpp"
#include "plan/counters.hpp"
#include "plan/effect.hpp"
#include "sql/text.hpp"

#include <map>
#include <optional>
#include <set>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

namespace pgslate::plan {

/// Pairs of types, as the server prints them, of which it does not make one the other by
/// assignment, and whether it does by a cast. If not, values become others by way of their text.
using NoAssignment = std::map<std::pair<std::string, std::string>, bool>;

/// An object that is on both sides.
struct Change {
    const catalog::Fact& live;
    const catalog::Fact& declared;
    int server_major = 0;             ///< 15 for PostgreSQL 15.20
    bool through_text = false;        ///< the values of a column become others by way of their text
    bool keeps_text = false;          ///< of which each is one of the new type, too
    bool is_cast = false;             ///< they do by a cast that has to be said
    sql::Text by_attribute{};         ///< in the place of that, for values of composite types
    const Counter* counter = nullptr; ///< of a column: another sequence goes on with its numbers
    bool is_watched = false;          ///< its table has checks, or is published by name
    bool is_name_taken = false;       ///< what its NOT NULL is to be called something else is now
    bool keeps_columns = false;       ///< those of a view stay, and others come behind them if any
};

/// When a statement of an alteration runs.
enum class Turn {
    release, ///< first: the object gives up what it needs no longer
    alter,   ///< when what holds on to it is away
    settle   ///< last: when all that it needs is there
};

struct AttributeRow;

struct Alteration {
    sql::Text sql;
    Turn turn = Turn::alter;
    bool loses_data = false;        ///< values may not be what they were, or not be there any more
    Risks risks{};                  ///< besides those of its row
    std::optional<LockMode> lock{}; ///< if it is not that of its row
    std::vector<Lock> others{};     ///< on relations that it is not about
    const AttributeRow* row = nullptr; ///< what it is done about
    bool of_model = false;             ///< it holds SQL of a model, which finds names as that does
    bool converts = false;             ///< the values of a column become others
};
using Alterations = std::vector<Alteration>;
/// Adds those that are not there yet: two attributes may both want the default to step aside.
void add_missing(const Alterations& some, Alterations& all);
/// Takes out those that are there.
void take_out(const Alterations& some, Alterations& all);
/// Nothing where PostgreSQL can't: then another object takes its place.
using MaybeAlterations = std::optional<Alterations>;

/// Brings an object to what is declared, as far as some of its attributes go.
using Alter = MaybeAlterations (*)(const Change&);

/// What is done about one attribute of one kind. A function that stands in several rows of a kind
/// alters all of their attributes at once.
struct AttributeRow {
    catalog::Kind kind;
    std::string_view attribute;
    Alter alter = nullptr; ///< nullptr: another object takes its place
    /// What names the object in an expression or a query holds on to it: that has to be dropped
    /// first, and made again afterwards (manual, "ALTER TABLE": the type of a column).
    bool held = false;
    /// What each of its statements does, as the manual's page of the command says.
    Effect effect{};
};

/// Every row there is.
std::vector<AttributeRow> attribute_rows();
/// The row of an attribute; nullptr: nothing is known of it.
const AttributeRow* find_attribute(catalog::Kind kind, std::string_view attribute);
/// What is done about it, from its row; nothing: another object takes its place.
MaybeAlterations altered_by(const AttributeRow& row, const Change& change);
/// One statement.
Alterations altered(sql::Text sql);
/// CREATE OR REPLACE, when all that the new one needs is there.
MaybeAlterations replaced_in_place(const Change& change);

/// `ALTER ... SET TABLESPACE`, `SET ACCESS METHOD` behind the words that name the object, back to
/// what a new one would have where nothing is declared.
sql::Text set_tablespace(const sql::Text& object, const catalog::Fact& declared);
MaybeAlterations set_access_method(const sql::Text& object, const Change& change);

/// Names and values of a list such as `fillfactor = 70`, on both sides.
struct OptionChanges {
    std::vector<std::string> set;   ///< new or with another value, as they are declared
    std::vector<std::string> added; ///< of these the names of those that are new
    std::vector<std::string> reset; ///< the names of those that are not declared
};
OptionChanges option_changes(const Change& change, std::string_view attribute);

/// `(a = 1, b = 2)` for SET and `(c)` for RESET behind `head`, where there is something to say.
/// Most options of tables and indexes keep nobody waiting (manual, "ALTER TABLE": SET
/// storage_parameter).
void add_options(Alterations& alterations, const sql::Text& head, const Change& change,
                 std::string_view attribute);
/// `OPTIONS (ADD a '1', SET b '2', DROP c)`; empty if nothing differs.
sql::Text foreign_option_changes(const Change& change, std::string_view attribute);

// Rows for related kinds share a file.
std::span<const AttributeRow> column_attributes();
std::span<const AttributeRow> table_attributes();
std::span<const AttributeRow> constraint_attributes(); // and indexes
std::span<const AttributeRow> type_attributes();
std::span<const AttributeRow> sequence_attributes();
std::span<const AttributeRow> view_attributes();
std::span<const AttributeRow> routine_attributes(); // and triggers, policies, event triggers
std::span<const AttributeRow> annotation_attributes();
std::span<const AttributeRow> role_attributes();
std::span<const AttributeRow> operator_attributes();    // and languages, casts, collations
std::span<const AttributeRow> publication_attributes(); // and subscriptions
std::span<const AttributeRow> shared_attributes();      // extensions, foreign data, text search

} // namespace pgslate::plan
