#include "apply/settings.hpp"

#include <algorithm>

namespace pgslate::apply {

std::vector<std::string> Settings::change_to(const std::vector<std::string>& wanted) {
    std::vector<std::string> change;
    const bool grows = known_ && wanted.size() >= holding_.size()
                       && std::equal(holding_.begin(), holding_.end(), wanted.begin());
    if (!grows) change = reset();
    const auto from = grows ? holding_.size() : 0;
    for (auto i = from; i < wanted.size(); ++i)
        if (!left_out_.contains(wanted[i])) change.push_back(wanted[i]);
    holding_ = wanted;
    known_ = true;
    return change;
}

// RESET ALL returns to what the session began with; the role is not among "all".
std::vector<std::string> Settings::reset() const {
    std::vector<std::string> statements = {"RESET SESSION AUTHORIZATION", "RESET ALL"};
    statements.insert(statements.end(), own_.begin(), own_.end());
    return statements;
}

} // namespace pgslate::apply
