// What each kind of thing wants of rows that are there.
#pragma once

#include "plan/made_types.hpp"
#include "plan/requirement.hpp"
#include "plan/row_question.hpp"

namespace pgslate::plan {

/// All that it is given has to live as long.
class Requiring {
  public:
    using Requirements = std::vector<Requirement>;

    Requiring(const catalog::Catalog& declared, const Renamed& live, const Changes& changes,
              const std::vector<Difference>& differences,
              const std::vector<Conversion>& conversions)
        : live_(live), changes_(changes),
          standing_(declared, live, changes, differences, conversions), types_(live.catalog) {}

    /// Of what is declared. One for each column of a domain; none: nothing can be asked.
    Requirements of(const catalog::Fact& fact) const;

  private:
    using Names = RowQuestion::Names;
    using Depth = RowQuestion::Depth;

    Requirements of_column(const catalog::Fact& column) const;
    Requirements of_check(const catalog::Fact& check) const;
    Requirements of_key(const catalog::Fact& key) const;
    Requirements of_index(const catalog::Fact& index) const;
    Requirements of_elements(const catalog::Fact& fact,
                             const std::vector<std::string>& elements) const;
    Requirements of_foreign_key(const catalog::Fact& key) const;
    Requirements of_labels(const catalog::Fact& labels) const;
    Requirements of_values(const catalog::Fact& fact, const catalog::Identity& domain,
                           const sql::Text& condition) const;
    void add_values(const catalog::Fact& column, const catalog::Fact& fact,
                    const sql::Text& condition, Requirements& result) const;
    bool add_words(Requirement& result, const catalog::Fact& fact, const RowQuestion& rows,
                   const std::string& expression) const;
    RowQuestion asking(const catalog::Identity& table, Depth depth) const;
    Depth alone(const catalog::Identity& table) const;
    Names key_of(const catalog::Identity& table) const;
    Names base_types(const RowQuestion& rows, const Names& columns) const;

    const Renamed& live_;
    const Changes& changes_;
    const StandingRows standing_;
    const MadeTypes types_;
};

/// Every name is qualified in it that is not the server's own, and operators that it does not name
/// are known to the fact. So nothing of it is anybody's if there is no dot in it.
bool is_of_server(const catalog::Fact& fact, const std::string& expression);
/// Do rows that are there have to be so, too?
bool has_to_hold(const catalog::Fact& fact);
/// Advice.
std::string lists(const std::string& statement);
std::string may_be_not_valid();

} // namespace pgslate::plan
