// The roles that a plan makes, in the words of the models.
#pragma once

#include "catalog/catalog.hpp"
#include "plan/plan.hpp"

namespace pgslate::plan {

/// Does the plan make a role?
bool makes_roles(const Plan& plan);

/// Of a role that a .sql model makes, a catalog knows that it is there, and nothing else: in the
/// place of what that tells come the model's statements about it.
void make_roles_as_models_say(Plan& plan, const catalog::Catalog& models);

} // namespace pgslate::plan
