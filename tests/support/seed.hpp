#pragma once

#include <cstdlib>
#include <random>
#include <string>

namespace pgslate::testing {

// What random cases start from: PGSLATE_TEST_SEED if set, else another number each time. A test
// that uses it prints it when it fails.
inline unsigned seed() {
    const char* given = std::getenv("PGSLATE_TEST_SEED"); // NOLINT(concurrency-mt-unsafe)
    return given == nullptr ? std::random_device{}() : static_cast<unsigned>(std::stoul(given));
}

} // namespace pgslate::testing
