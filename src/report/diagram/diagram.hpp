// A database as it is drawn: plain data, in the order in which it is drawn.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace pgslate::report {

/// What a comparison says of a part of the picture.
enum class Mark {
    none,
    missing,    ///< declared, and not in the database
    undeclared, ///< in the database, and not declared
    different   ///< on both sides, and not the same
};

/// "", "missing", "undeclared", "different".
std::string_view to_string(Mark mark);
/// "", "-", "+", "~": told apart without colours.
std::string_view sign_of(Mark mark);

struct DrawnColumn {
    std::string name;
    std::string type;
    std::string default_value; ///< or what it is generated from; empty: none
    std::string comment;
    bool not_null = false;
    bool primary = false;
    bool unique = false;             ///< by itself
    bool refers = false;             ///< part of a foreign key
    std::vector<std::string> values; ///< of its enum
    Mark mark{};
    std::vector<std::string> changes; ///< "type: declared integer, live bigint"
};

struct DrawnTable {
    std::string schema;
    std::string name;
    std::string kind; ///< "table", "foreign table", "view", "materialized view"
    std::string comment;
    std::string partition_by;            ///< "RANGE (made_at)"; empty: it has no partitions
    std::vector<std::string> partitions; ///< as `schema.name`, also those of partitions
    std::vector<DrawnColumn> columns;
    bool known = true;      ///< false: only its name is
    std::size_t folded = 0; ///< columns that are not shown
    Mark mark{};
    std::vector<std::string> changes; ///< "missing index public.order_buyer"
};

struct DrawnReference {
    std::string name;
    std::string kind;     ///< "foreign key", "inherits", "reads"
    std::size_t from = 0; ///< the table that refers
    std::size_t to = 0;   ///< to this one
    std::vector<std::string> columns;
    std::vector<std::string> to_columns;
    std::string action; ///< "on delete cascade"; empty: none
    std::string comment;
    bool optional = false; ///< a row may refer to none
    bool one = false;      ///< no two rows refer to the same
    Mark mark{};
};

struct DrawnSchema {
    std::string name;
    std::string comment;
};

struct Diagram {
    std::string title;
    bool compared = false;            ///< marks say something
    std::vector<DrawnSchema> schemas; ///< that tables are in, by name
    std::vector<DrawnTable> tables;   ///< by schema and name
    std::vector<DrawnReference> references;
    std::vector<std::string> elsewhere; ///< what differs besides, in words
};

/// `user` for what is in the schema `public`, `shop.order` for the rest.
std::string label_of(const DrawnTable& table);
/// What is said beside the name: "view", "3 partitions", "declared in .sql"; empty: nothing.
std::string aside_of(const DrawnTable& table);

} // namespace pgslate::report
