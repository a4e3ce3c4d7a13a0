// What the values of columns become whose type changes, and what is to be asked of the server.
#pragma once

#include "plan/alteration.hpp"
#include "plan/difference.hpp"
#include "plan/rename.hpp"

#include <string>
#include <vector>

namespace pgslate::plan {

/// A change of a column's type.
struct Conversion {
    catalog::Identity column;
    catalog::Identity table;           ///< as it is called before all renames
    bool keeps = false;                ///< no value can change; otherwise the server is asked
    bool said = false;                 ///< a model says how
    std::vector<std::string> types;    ///< that the questions name
    std::vector<std::string> settings; ///< that hold while it is asked
    /// How many values do not come back, and one of them; the same by way of their text, where
    /// there is no other way back.
    sql::Text lost;
    sql::Text lost_by_text;
    /// How many there are, and one of them: all become what they are to be.
    sql::Text converted;
};

/// `declared` says with the columns what models say of it (plan/filling.hpp). What the types of two
/// columns are made of decides: domains count as their base types.
std::vector<Conversion> conversions(const std::vector<Difference>& differences,
                                    const catalog::Catalog& declared, const Renamed& live,
                                    const NoAssignment& no_assignment);

} // namespace pgslate::plan
