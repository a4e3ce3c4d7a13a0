#include "live/extents.hpp"

#include "embedded/extents.hpp"
#include "live/wanted.hpp"

namespace pgslate::live {

catalog::Extents extents_of(postgres::Session& session,
                            const std::vector<catalog::Identity>& relations) {
    if (relations.empty()) return {};
    catalog::Extents extents;
    for (const auto& row :
         session.query(about(relations, embedded::extents), "looking how much tables hold"))
        extents.insert_or_assign(relations.at(static_cast<std::size_t>(row.number(0))),
                                 catalog::Extent{row.number(1), row.number(2), row.at(3) == "t"});
    return extents;
}

} // namespace pgslate::live
