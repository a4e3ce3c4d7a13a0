#include "plan/naming.hpp"

#include "base/error.hpp"
#include "base/format.hpp"
#include "plan/rename_order.hpp"
#include "plan/wishes.hpp"

#include <algorithm>

namespace pgslate::plan {
namespace {

using catalog::Catalog;
using catalog::Identity;

class Finding {
  public:
    Finding(const Catalog& declared, Renamed& live, const catalog::Hints& hints,
            const std::vector<Told>& told, int server_major)
        : declared_(declared), live_(live), hints_(hints), told_(told),
          wishes_(declared, live, hints, told), order_(declared, live, server_major) {}

    Naming run() {
        for (const auto level : {Level::roles, Level::schemas, Level::objects, Level::parts})
            order_.rename_all(wishes_.granted(level));
        order_.rename_all(wishes_.sequences());
        auto unused = wishes_.unused();
        rename_values(unused);
        require_declared();
        return {order_.schemas(), order_.renames(), std::move(unused)};
    }

  private:
    void rename_values(std::vector<Unused>& unused) {
        for (const auto& [id, hint] : hints_)
            for (const auto& [now, was] : hint.values_were)
                rename_value(id, was, now, hint.place, unused);
        for (const auto& told : told_)
            if (told.value)
                rename_value(live_.now(told.from), *told.value, told.to.back(), {}, unused);
    }

    void rename_value(const Identity& type, const std::string& was, const std::string& now,
                      const Place& place, std::vector<Unused>& unused) {
        const auto* live = live_.catalog.find(type);
        const auto has = [&](const std::string& label) {
            return live != nullptr && std::ranges::count(live->list("labels"), label) > 0;
        };
        if (has(was) && !has(now))
            return order_.rename({.from = type, .to = type, .value = {{was, now}}, .place = place});
        using enum Unused::Why;
        const auto why = !has(now) ? nothing : has(was) ? both : done;
        unused.push_back({type, format("'{}'", was), why, place});
    }

    void require_declared() const {
        for (const auto& told : told_)
            if (const auto& now = live_.now(told.from); !declared_.contains(now))
                throw Error(ExitStatus::usage,
                            format("--rename: nothing declares {}", to_string(now)),
                            {"What is renamed has to be declared under its new name."});
    }

    const Catalog& declared_;
    const Renamed& live_;
    const catalog::Hints& hints_;
    const std::vector<Told>& told_;
    Wishes wishes_;
    RenameOrder order_;
};

} // namespace

Naming naming_of(const Catalog& declared, Renamed& live, const catalog::Hints& hints,
                 const std::vector<Told>& told, int server_major) {
    return Finding(declared, live, hints, told, server_major).run();
}

} // namespace pgslate::plan
