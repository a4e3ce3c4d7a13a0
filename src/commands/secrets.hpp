// Secrets in what is dumped, and what stands for them in models.
#pragma once

#include "catalog/catalog.hpp"
#include "models/models.hpp"
#include "plan/plan.hpp"

#include <map>
#include <string>
#include <vector>

namespace pgslate::commands {

/// Names of secrets by whose they are: "password", "connection".
using LeftOut = std::map<catalog::Identity, std::vector<std::string>>;

/// Puts placeholders in the place of the secrets of user mappings, servers, wrappers, foreign
/// tables and subscriptions. Which options are secrets is told by their names.
LeftOut leave_out_secrets(catalog::Catalog& catalog);

/// "'********' stands for a secret: password of user mapping ...".
std::string in_words(const catalog::Identity& id, const std::vector<std::string>& names);

/// Where a fact has placeholders: names as in LeftOut.
std::vector<std::string> placeholders_of(const catalog::Fact& fact);

/// Statements of models that have a placeholder where a secret belongs.
std::vector<Problem> placeholders_in(const models::Models& models);

/// Would it create something with a placeholder for a secret?
bool has_placeholders(const plan::Plan& plan);

/// Throws Error (65) if a statement would create something with a placeholder for a secret.
void refuse_placeholders(const models::Models& models);
void refuse_placeholders(const plan::Plan& plan);

/// A statement as it may be shown: without secrets.
std::string shown(const plan::Step& step);

} // namespace pgslate::commands
