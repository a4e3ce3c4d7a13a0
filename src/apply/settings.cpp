#include "apply/settings.hpp"

#include <algorithm>

namespace pgslate::apply {

std::vector<std::string> Settings::change_to(const std::vector<std::string>& wanted) {
    std::vector<std::string> change;
    const bool grows = known_ && wanted.size() >= holding_.size()
                       && std::equal(holding_.begin(), holding_.end(), wanted.begin());
    // RESET ALL returns to what the session began with; the role is not among "all".
    if (!grows) {
        change = {"RESET SESSION AUTHORIZATION", "RESET ALL"};
        change.insert(change.end(), own_.begin(), own_.end());
    }
    const auto from = grows ? holding_.size() : 0;
    for (auto i = from; i < wanted.size(); ++i)
        if (!left_out_.contains(wanted[i])) change.push_back(wanted[i]);
    holding_ = wanted;
    known_ = true;
    return change;
}

} // namespace pgslate::apply
