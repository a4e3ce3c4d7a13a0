// What a role has to be allowed to.
#pragma once

#include <compare>
#include <string>
#include <vector>

namespace pgslate::catalog {

struct Right {
    enum class What {
        act_as,        ///< a role: what that owns is as one's own
        give_to,       ///< a role, which becomes the owner of something
        create_in,     ///< a schema
        create_schema, ///< in the database
        refer_to       ///< some column of a table, by a foreign key
    };
    What what{};
    std::vector<std::string> names; ///< of the role, the schema, the table; none of the database

    friend auto operator<=>(const Right&, const Right&) = default;
};

} // namespace pgslate::catalog
