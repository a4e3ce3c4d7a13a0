// What alters columns: the words that all of it begins with, and what has a file of its own.
#pragma once

#include "plan/alteration.hpp"

#include <vector>

namespace pgslate::plan {

/// `ALTER TABLE ... ALTER COLUMN ...`: of the table alone, of its partitions and children, too, or
/// of these unless they are altered by themselves.
sql::Text column_only(const catalog::Fact& column, const sql::Text& what);
sql::Text column_only(const catalog::Fact& column, const std::vector<sql::Text>& changes);
sql::Text column_with_children(const catalog::Fact& column, const sql::Text& what);
sql::Text column_and_followers(const catalog::Fact& column, const sql::Text& what,
                               const Change& change);

/// Whether it may be NULL, what the constraint is called and what is said of that.
MaybeAlterations alter_not_null(const Change& change);
/// The same of one that becomes an identity column: this is a part of what makes it one, because it
/// is NOT NULL before.
bool becomes_identity(const Change& change);
Alterations change_not_null(const Change& change);

/// Whether it has a sequence that nothing else can have, and which.
MaybeAlterations alter_identity(const Change& change);

} // namespace pgslate::plan
