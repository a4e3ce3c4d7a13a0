// What is dropped and what is made may be one and the same thing by another name.
#pragma once

#include "catalog/catalog.hpp"
#include "plan/difference.hpp"

#include <string>
#include <vector>

namespace pgslate::plan {

/// Never taken by itself: only who has renamed something knows.
struct Proposal {
    catalog::Identity live;
    catalog::Identity declared;
};

/// Pairs of the same kind and place, of which one is not declared and the other not there, with the
/// same type, or content that is mostly the same. Nothing is in two of them.
std::vector<Proposal> proposals(const std::vector<Difference>& differences,
                                const catalog::Catalog& declared, const catalog::Catalog& live);

/// What `--rename` takes: `table public.customer=account`.
std::string rename_of(const Proposal& proposal);
/// What `was` takes: `customer`, or with its schema if that is another one.
std::string was_of(const Proposal& proposal);

} // namespace pgslate::plan
