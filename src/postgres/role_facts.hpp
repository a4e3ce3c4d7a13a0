#pragma once

#include <string>

namespace pgslate::postgres {

/// What is read once about the role that a session acts as.
struct RoleFacts {
    std::string name;
    bool superuser = false;       ///< is the one that logged in?
    bool acts_as_another = false; ///< than the one that logged in
};

} // namespace pgslate::postgres
