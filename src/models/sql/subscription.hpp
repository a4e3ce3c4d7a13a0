// CREATE SUBSCRIPTION, as far as its tokens tell.
#pragma once

#include "models/token_reader.hpp"

#include <optional>
#include <string>

namespace pgslate::models {

/// The statement that makes the same subscription asleep and without a slot, so that neither
/// making nor dropping it asks its publisher for anything. Nothing where its options can't be made
/// out.
std::optional<std::string> without_publisher(TokenReader statement);

/// The slot that it has, and what it is called itself.
struct SlotOfSubscription {
    std::string subscription;
    std::string slot; ///< "none": it has none
};
/// Nothing if it is another statement.
std::optional<SlotOfSubscription> slot_of_subscription(TokenReader statement);

} // namespace pgslate::models
