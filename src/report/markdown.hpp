// A plan for a page that people review, such as a pull request.
#pragma once

#include "plan/plan.hpp"

#include <string>
#include <vector>

namespace pgslate::report {

/// A table of the steps and, behind it, their statements: GitHub Flavored Markdown. What comes from
/// a database stands in code, which no name gets out of. `statements` are those of the steps as
/// they may be shown.
std::string plan_in_markdown(const std::string& title, const plan::Plan& plan,
                             const std::vector<std::string>& statements);

} // namespace pgslate::report
