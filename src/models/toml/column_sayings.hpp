// What people who know SQL or an ORM write into a column, and how it is said in a model.
#pragma once

#include "models/toml/reader.hpp"

#include <array>
#include <string_view>

namespace pgslate::models {

inline constexpr std::string_view nullable_here =
    "Write nullable = false for NOT NULL; a column that says nothing may be NULL.";
inline constexpr std::string_view identity_here =
    "Write identity = \"always\" or \"by default\"; an integer primary key counts by itself.";
inline constexpr std::string_view references_here = "Write references = \"TABLE.COLUMN\".";
inline constexpr std::string_view action_here =
    "Write references = { table = \"TABLE\", on_delete = \"cascade\" }.";
inline constexpr std::string_view index_here = "An index stands in [table.NAME.indexes].";
inline constexpr std::string_view size_here =
    "The size is part of the type: type = \"varchar(200)\".";
inline constexpr std::string_view default_here = "Write default = \"EXPRESSION\".";

inline constexpr std::array column_sayings = {
    KeySaying{"not_null", nullable_here},
    KeySaying{"notnull", nullable_here},
    KeySaying{"not null", nullable_here},
    KeySaying{"null", nullable_here},
    KeySaying{"required", nullable_here},
    KeySaying{"optional", nullable_here},
    KeySaying{"pk", "Write primary_key = true."},
    KeySaying{"primary", "Write primary_key = true."},
    KeySaying{"key", "Write primary_key = true."},
    KeySaying{"auto_increment", identity_here},
    KeySaying{"autoincrement", identity_here},
    KeySaying{"serial", identity_here},
    KeySaying{"fk", references_here},
    KeySaying{"foreign_key", references_here},
    KeySaying{"on_delete", action_here},
    KeySaying{"on_update", action_here},
    KeySaying{"index", index_here},
    KeySaying{"indexed", index_here},
    KeySaying{"length", size_here},
    KeySaying{"size", size_here},
    KeySaying{"precision", size_here},
    KeySaying{"default_value", default_here},
    KeySaying{"server_default", default_here},
    KeySaying{"description", "Write comment = \"TEXT\"."},
    KeySaying{"computed", "Write generated = \"EXPRESSION\"."},
    KeySaying{"name", "The name of a column stands before '='; a new one for one that is there is "
                      "said by 'was'."},
};

} // namespace pgslate::models
