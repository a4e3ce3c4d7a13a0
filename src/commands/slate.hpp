// What a reset in place leaves for the next one to begin with.
#pragma once

#include "commands/context.hpp"
#include "plan/plan.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace pgslate::commands {

/// What a reset in place has left.
struct Slate {
    std::vector<std::string> schemas; ///< that it emptied and filled
    bool has_rows = false;            ///< statements of the models have put some there
    bool warned = false;              ///< the models were read with warnings
    /// Those statements; nothing: the models have to be asked.
    std::optional<plan::Plan> fillings;
};

/// The statements of the models that change or ask for rows, in their order.
plan::Plan fillings(const Context& context, const catalog::Catalog& models);
/// The same, where it is little enough to be kept beside the rest.
std::optional<plan::Plan> fillings_to_keep(const Context& context, const catalog::Catalog& models);

std::string to_bytes(const Slate& slate);
/// Nothing: they are of something else.
std::optional<Slate> slate_in(std::string_view bytes);

} // namespace pgslate::commands
