// What a plan may not do as it is: lose what nobody lets go, and what the server would refuse.
#pragma once

#include "base/error.hpp"
#include "catalog/catalog.hpp"
#include "plan/plan.hpp"

#include <functional>
#include <string>
#include <vector>

namespace pgslate::commands {

/// `data-loss`, or what may go: `table public.old`.
using Allowed = std::vector<std::string>;

bool is_allowed(const catalog::Identity& id, const Allowed& allow);

/// "column public.t.a: 3 values, for instance 1.2345"
std::string words_for(const plan::Found& found);

/// Throws Error (77) if a step loses what is not allowed to go.
void refuse_loss(const plan::Plan& plan, const Allowed& allow);
/// The same for what is known to be lost, in words.
[[noreturn]] void refuse_loss_of(std::vector<std::string> lost, const plan::Plan& plan);

/// Throws Error (1) if rows are known that the server will refuse.
void refuse_rows(const plan::Plan& plan);

/// Says what is allowed to go and is not there at all: it may be misspelt.
void warn_of_strangers(const Allowed& allow, const plan::Plan& plan, const catalog::Catalog& live,
                       const std::function<void(const Problem&)>& warn);

} // namespace pgslate::commands
