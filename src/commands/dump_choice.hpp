#pragma once

#include <string>
#include <vector>

namespace pgslate::commands {

enum class DumpFormat { sql, toml };
enum class DumpLayout { whole, file_per_object };

/// What of a database is dumped, nothing chosen: all; schemas and tables: what is in both; and how.
struct DumpChoice {
    std::vector<std::string> schemas;
    std::vector<std::string> tables; ///< as `schema.table`, or as `table` in whatever schema
    DumpFormat format = DumpFormat::sql;
    DumpLayout layout = DumpLayout::whole;
    bool secrets = false; ///< with them; else placeholders stand in their place
};

} // namespace pgslate::commands
