// Asking for the rows of a table by the names that its columns have after all renames.
#pragma once

#include "plan/standing_rows.hpp"
#include "sql/text.hpp"

#include <string>
#include <vector>

namespace pgslate::plan {

class RowQuestion {
  public:
    using Names = std::vector<std::string>;
    enum class Depth { with_children, only };

    /// `table` as it is called afterwards, and before.
    RowQuestion(const catalog::Identity& table, const catalog::Identity& before,
                StandingRows::Columns columns, Depth depth);

    bool has(const Names& columns) const;
    /// The columns that an expression may name.
    Names named_in(const std::string& expression) const;
    /// What their types are.
    Names types_of(const Names& columns) const;

    /// The rows as what follows FROM, called `alias`, without columns whose values change.
    sql::Text rows(const sql::Identifier& alias) const;
    /// The same under the table's own name.
    sql::Text rows() const;
    /// How many rows there are of which `condition` is true, and these columns of one.
    sql::Text counted(const sql::Text& condition, const Names& shown) const;
    /// How many rows have the same in these expressions as another row, and what that is.
    sql::Text repeated(const std::vector<sql::Text>& keys, const std::string& shown,
                       const sql::Text& condition) const;
    /// A statement for people to see all of these.
    std::string listing(const sql::Text& condition) const;
    /// The same of what is there more than once.
    std::string listing_repeated(const std::vector<sql::Text>& keys,
                                 const sql::Text& condition) const;

  private:
    sql::Text relation() const;
    sql::Text listed() const;

    catalog::Identity table_;
    catalog::Identity before_;
    StandingRows::Columns columns_;
    Depth depth_;
};

} // namespace pgslate::plan
