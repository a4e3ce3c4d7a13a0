#include "plan/gathering.hpp"

#include <algorithm>
#include <iterator>
#include <map>

namespace pgslate::plan {
namespace {

// Neighbours of one key: places in the order, the second behind the last.
struct Cluster {
    std::size_t begin;
    std::size_t end;
};

class Gathering {
  public:
    Gathering(std::vector<std::size_t> order, const Graph& needs)
        : order_(std::move(order)), needs_(needs) {}

    // Moves what stands at `from` to the cluster; false: something that it needs has to come behind
    // one of these.
    bool move(Cluster& cluster, std::size_t from) {
        const auto along = needed_between(cluster.end, from);
        if (needs_any_of(along, cluster)) return false;
        std::vector<std::size_t> before;
        std::vector<std::size_t> behind;
        for (auto at = cluster.end; at < from; ++at)
            (along[at - cluster.end] ? before : behind).push_back(order_[at]);
        const std::vector<std::size_t> members(place(cluster.begin), place(cluster.end));
        const auto moved = order_[from];
        auto out = std::ranges::copy(before, place(cluster.begin)).out;
        out = std::ranges::copy(members, out).out;
        *out++ = moved;
        std::ranges::copy(behind, out);
        cluster.begin += before.size();
        cluster.end += before.size() + 1;
        return true;
    }

    std::size_t node(std::size_t place) const { return order_[place]; }
    std::size_t size() const { return order_.size(); }
    std::vector<std::size_t> done() && { return std::move(order_); }

  private:
    std::vector<std::size_t>::iterator place(std::size_t at) {
        return order_.begin() + static_cast<std::ptrdiff_t>(at);
    }

    // Which places from `begin` on hold what the node at `from` needs, directly or not.
    std::vector<bool> needed_between(std::size_t begin, std::size_t from) {
        std::vector<bool> along(from - begin, false);
        std::vector<std::size_t> wanted = needs_[order_[from]];
        for (auto at = from; at-- > begin;) {
            if (std::ranges::count(wanted, order_[at]) == 0) continue;
            along[at - begin] = true;
            std::ranges::copy(needs_[order_[at]], std::back_inserter(wanted));
        }
        return along;
    }

    bool needs_any_of(const std::vector<bool>& along, const Cluster& cluster) {
        for (std::size_t i = 0; i < along.size(); ++i) {
            if (!along[i]) continue;
            const auto& needs = needs_[order_[cluster.end + i]];
            if (std::any_of(place(cluster.begin), place(cluster.end),
                            [&](std::size_t member) { return std::ranges::count(needs, member); }))
                return true;
        }
        return false;
    }

    std::vector<std::size_t> order_;
    const Graph& needs_;
};

using KeysOfSteps = std::vector<std::optional<std::size_t>>;

void gather(Gathering& gathering, const KeysOfSteps& keys, std::size_t key) {
    std::optional<Cluster> cluster;
    for (std::size_t at = 0; at < gathering.size(); ++at) {
        if (keys[gathering.node(at)] != key) continue;
        if (!cluster || !gathering.move(*cluster, at)) cluster = Cluster{at, at + 1};
    }
}

} // namespace

std::vector<std::size_t> gathered(std::vector<std::size_t> order, const Graph& needs,
                                  const KeysOfSteps& keys) {
    Gathering gathering(std::move(order), needs);
    std::map<std::size_t, std::size_t> counts;
    for (const auto& key : keys)
        if (key) ++counts[*key];
    for (const auto& [key, count] : counts)
        if (count > 1) gather(gathering, keys, key);
    return std::move(gathering).done();
}

} // namespace pgslate::plan
