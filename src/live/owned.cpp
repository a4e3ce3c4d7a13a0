#include "live/owned.hpp"

#include "embedded/owned.hpp"
#include "live/wanted.hpp"

namespace pgslate::live {

std::set<catalog::Identity> owned_of(postgres::Session& session,
                                     const std::vector<catalog::Identity>& relations) {
    std::set<catalog::Identity> owned;
    if (relations.empty()) return owned;
    for (const auto& row :
         session.query(about(relations, embedded::owned), "looking who owns what is altered"))
        owned.insert(relations.at(static_cast<std::size_t>(row.number(0))));
    return owned;
}

} // namespace pgslate::live
