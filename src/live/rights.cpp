#include "live/rights.hpp"

#include "embedded/rights.hpp"
#include "live/server_lines.hpp"
#include "sql/text.hpp"

namespace pgslate::live {
namespace {

using catalog::Right;
using sql::text;

std::string word_for(Right::What what) {
    switch (what) {
    case Right::What::act_as: return "act as";
    case Right::What::give_to: return "give to";
    case Right::What::create_in: return "create in";
    case Right::What::create_schema: return "create schema";
    case Right::What::refer_to: return "refer to";
    }
    return {};
}

sql::Literal name(const Right& right, std::size_t number) {
    return sql::Literal(right.names.size() > number ? right.names[number] : "");
}

} // namespace

std::set<Right> lacking(postgres::Session& session, const std::set<Right>& rights) {
    std::set<Right> result;
    if (rights.empty()) return result;
    const std::vector<Right> all(rights.begin(), rights.end());
    std::vector<sql::Text> rows;
    for (std::size_t i = 0; i < all.size(); ++i)
        rows.push_back(text("({}, {}, {}, {})", i, sql::Literal(word_for(all[i].what)),
                            name(all[i], 0), name(all[i], 1)));
    const auto question =
        text("WITH wanted(number, what, one, other) AS (VALUES {})\n{}", joined(rows, ", "),
             sql::Fragment(for_server(embedded::rights, session.server().version)));
    for (const auto& row : session.query(question, "looking for what the role may not do"))
        result.insert(all.at(static_cast<std::size_t>(row.number(0))));
    return result;
}

} // namespace pgslate::live
