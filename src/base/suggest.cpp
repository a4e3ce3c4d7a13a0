#include "base/suggest.hpp"

#include <algorithm>
#include <numeric>
#include <utility>

namespace pgslate {
namespace {

using Row = std::vector<std::size_t>;

// Optimal string alignment distance, three rows at a time.
std::size_t edits(std::string_view from, std::string_view to) {
    Row before_last(to.size() + 1);
    Row last(to.size() + 1);
    std::iota(last.begin(), last.end(), std::size_t{0});
    for (std::size_t i = 1; i <= from.size(); ++i) {
        Row row(to.size() + 1);
        row[0] = i;
        for (std::size_t j = 1; j <= to.size(); ++j) {
            const std::size_t replaced = last[j - 1] + (from[i - 1] == to[j - 1] ? 0 : 1);
            row[j] = std::min({last[j] + 1, row[j - 1] + 1, replaced});
            const bool swapped =
                i > 1 && j > 1 && from[i - 1] == to[j - 2] && from[i - 2] == to[j - 1];
            if (swapped) row[j] = std::min(row[j], before_last[j - 2] + 1);
        }
        before_last = std::exchange(last, std::move(row));
    }
    return last.back();
}

} // namespace

std::optional<std::string> nearest(std::string_view word,
                                   const std::vector<std::string_view>& candidates) {
    const std::size_t allowed = std::max<std::size_t>(1, word.size() / 3);
    std::optional<std::string> best;
    std::size_t least = allowed + 1;
    for (const auto candidate : candidates) {
        const auto distance = edits(word, candidate);
        const bool nothing_in_common = distance >= std::max(word.size(), candidate.size());
        if (distance >= least || nothing_in_common) continue;
        least = distance;
        best = std::string(candidate);
    }
    return best;
}

} // namespace pgslate
