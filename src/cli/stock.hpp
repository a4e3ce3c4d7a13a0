// Templates and spares, in words and as data.
#pragma once

#include "base/format.hpp"
#include "commands/prune.hpp"
#include "report/json.hpp"
#include "report/size.hpp"

#include <string>

namespace pgslate::cli {

inline bool is_spare(const database::Stocked& one) {
    return one.id.role == database::Temporary::Role::spare;
}

inline std::string state_in_words(const database::Stocked& one) {
    if (one.mark) return report::size(one.mark->bytes);
    return one.finished ? "of no use: changed by somebody since it was made"
                        : "of no use: not finished, and whoever made it is gone";
}

/// "spare pgslate_spa_...: 8 MB, for database shop"
inline std::string stock_in_words(const database::Stocked& one) {
    const auto about = one.id.target.empty() || !is_spare(one)
                           ? ""
                           : format(", for database {}", database::name_in_sql(one.id.target));
    return format("{} {}: {}{}", is_spare(one) ? "spare" : "template", one.name,
                  state_in_words(one), about);
}

/// `outdated`: the models would make another now.
inline report::Json::Object stock_data(const database::Stocked& one, bool outdated = false) {
    using report::Json;
    return {{"name", one.name},
            {"kind", is_spare(one) ? "spare" : "template"},
            {"database", is_spare(one) && !one.id.target.empty() ? Json(one.id.target) : Json()},
            {"usable", one.mark.has_value() && !outdated},
            {"bytes", one.mark ? Json(one.mark->bytes) : Json()}};
}

} // namespace pgslate::cli
