#include "plan/effect.hpp"

#include <array>

namespace pgslate::plan {
namespace {

constexpr std::array<std::string_view, 9> modes = {
    "",      "ACCESS SHARE",        "ROW SHARE", "ROW EXCLUSIVE",   "SHARE UPDATE EXCLUSIVE",
    "SHARE", "SHARE ROW EXCLUSIVE", "EXCLUSIVE", "ACCESS EXCLUSIVE"};

constexpr std::array<std::string_view, 8> names_of_risks = {
    "data-loss",    "grants-more",   "rewrite",  "scan",
    "blocks-reads", "blocks-writes", "may-fail", "no-undo"};

} // namespace

std::string_view to_string(LockMode mode) {
    return modes.at(static_cast<std::size_t>(mode));
}

bool blocks_reads(LockMode mode) {
    return mode == LockMode::access_exclusive;
}

bool blocks_writes(LockMode mode) {
    return mode >= LockMode::share;
}

std::string_view to_string(Risk risk) {
    return names_of_risks.at(static_cast<std::size_t>(risk));
}

std::vector<Risk> Risks::list() const {
    std::vector<Risk> risks;
    for (std::size_t i = 0; i < names_of_risks.size(); ++i)
        if (const auto risk = static_cast<Risk>(i); contains(risk)) risks.push_back(risk);
    return risks;
}

} // namespace pgslate::plan
