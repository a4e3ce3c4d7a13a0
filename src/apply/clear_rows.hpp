// Taking the rows out of tables, and nothing else.
#pragma once

#include "live/rows_in_schemas.hpp"
#include "sql/text.hpp"

#include <optional>
#include <string>
#include <vector>

namespace pgslate::apply {

/// May the role keep triggers, rules and the checks of foreign keys from firing
/// (session_replication_role)?
enum class Triggers { silenced, fired };

/// The same statements, of one transaction, so that nothing fires at them that may be kept from it.
std::vector<sql::Text> silenced(std::vector<sql::Text> statements, Triggers triggers);

/// What takes the rows out, in one transaction.
struct Clearing {
    std::vector<sql::Text> statements;
    std::vector<std::string> deleted;   ///< numbers of the tables that DELETE is run on
    std::vector<std::string> truncated; ///< and of those that TRUNCATE is
    std::size_t tables = 0;
};

/// A small table is emptied by DELETE, which writes no new files, where it fires nothing; the
/// others by TRUNCATE, together with those that refer to them. Nothing: something that refers to
/// them is outside, and its rows are nobody's to take.
std::optional<Clearing> clearing(const live::RowsInSchemas& rows, Triggers triggers);

} // namespace pgslate::apply
