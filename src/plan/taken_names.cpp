#include "plan/taken_names.hpp"

#include "plan/column.hpp"
#include "plan/writing.hpp"

namespace pgslate::plan {

using catalog::Kind;
using catalog::NameSpace;

std::vector<TakenName> names_taken_by(const catalog::Identity& id) {
    std::vector<TakenName> names = {{{NameSpace::own_kind, id.kind}, id.names}};
    for (const auto space : name_spaces(id.kind)) {
        if (space == NameSpace::own_kind) continue;
        const bool whole = space == NameSpace::constraint || id.names.size() < 3;
        names.push_back({{space, Kind{}},
                         whole ? id.names.list() : std::vector{id.names.front(), id.names.back()}});
    }
    if (id.kind == Kind::primary_key) // a table has one, whatever it is called
        names.push_back({{NameSpace::own_kind, id.kind}, {id.names.at(0), id.names.at(1)}});
    return names;
}

std::vector<TakenName> names_taken_by(const catalog::Fact& fact) {
    auto names = names_taken_by(fact.id);
    if (fact.id.kind == Kind::column && is_true(fact, "not_null"))
        names.push_back({{NameSpace::constraint, Kind{}},
                         {fact.id.names.at(0), fact.id.names.at(1), name_of_not_null(fact)}});
    return names;
}

} // namespace pgslate::plan
