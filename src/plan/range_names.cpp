#include "plan/range_names.hpp"

#include "plan/made_names.hpp"
#include "plan/writing.hpp"

namespace pgslate::plan {
namespace {

using sql::text;

sql::Text renamed_function(const sql::QualifiedName& function, const sql::Text& arguments,
                           const std::string& name) {
    return text("ALTER FUNCTION {}({}) RENAME TO {}", function, arguments, sql::Identifier(name));
}

} // namespace

std::vector<sql::Text> range_stepping_aside(const catalog::Fact& range, const std::string& name,
                                            int server_major) {
    const auto made = qualified(range.id);
    const auto subtype = fragment(range, "subtype");
    std::vector<sql::Text> statements = {
        renamed_function(made, text("{0}, {0}", subtype), name),
        renamed_function(made, text("{0}, {0}, pg_catalog.text", subtype), name)};
    constexpr int has_multiranges = 14;
    if (server_major < has_multiranges) return statements;
    const auto names = multirange_of(range);
    const sql::QualifiedName multirange(names.front(), names.back());
    const sql::QualifiedName aside(range.id.names.front(), name);
    const auto ranges = name + "_ranges";
    statements.push_back(renamed_function(multirange, {}, ranges));
    statements.push_back(renamed_function(multirange, text("{}", aside), ranges));
    statements.push_back(renamed_function(multirange, text("VARIADIC {}[]", aside), ranges));
    statements.push_back(text("ALTER TYPE {} RENAME TO {}", multirange, sql::Identifier(ranges)));
    return statements;
}

} // namespace pgslate::plan
