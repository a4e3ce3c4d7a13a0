#include "plan/naming.hpp"

#include "base/error.hpp"
#include "base/format.hpp"
#include "plan/renamed_facts.hpp"
#include "plan/taken_names.hpp"

#include <algorithm>
#include <set>

namespace pgslate::plan {
namespace {

using catalog::Catalog;
using catalog::Identity;
using catalog::Kind;
using Names = std::vector<std::string>;

// What is renamed first: the names of parts begin with those of the whole.
enum class Level { roles, schemas, objects, parts };

Level level_of(const Identity& id) {
    if (id.kind == Kind::role) return Level::roles;
    if (id.kind == Kind::schema) return Level::schemas;
    if (id.kind == Kind::index) return Level::parts; // it is where its table is
    return id.names.size() > 2 && own_name_of(id.kind, id.names.size()) == 2 ? Level::parts
                                                                             : Level::objects;
}

// Somebody wants one thing to be called otherwise.
struct Wish {
    std::vector<Identity> from; ///< the first that is there
    Identity to;
    Place place;
    bool told = false; ///< now, and not by a model that may have been followed already
};

struct Pair {
    Identity from;
    Identity to;
    Place place;
    bool told = false;
};

bool has_rows_or_query(Kind kind) {
    return kind == Kind::table || kind == Kind::foreign_table || kind == Kind::view
           || kind == Kind::materialized_view;
}

bool share_a_name(const Identity& one, const Identity& other) {
    if (one.names.back() != other.names.back()) return false;
    const auto names = names_taken_by(one);
    const auto others = names_taken_by(other);
    return std::ranges::find_first_of(names, others) != names.end();
}

class Finding {
  public:
    Finding(const Catalog& declared, Renamed& live, const catalog::Hints& hints,
            const std::vector<Told>& told, int server_major)
        : declared_(declared), live_(live), hints_(hints), told_(told), major_(server_major) {}

    Naming run() {
        for (const auto level : {Level::roles, Level::schemas, Level::objects, Level::parts}) {
            rename_all(wanted(level));
            if (level == Level::parts) rename_all(sequences());
        }
        rename_values();
        require_declared();
        return std::move(result_);
    }

  private:
    bool is_there(const Identity& id) const { return live_.catalog.contains(id); }

    std::vector<Wish> wishes(Level level) const {
        std::vector<Wish> wishes;
        for (const auto& [id, hint] : hints_)
            if (!hint.was.empty() && level_of(id) == level && can_be_renamed(id.kind))
                wishes.push_back({old_identities(id, hint.was), id, hint.place});
        for (const auto& told : told_)
            if (!told.value && level_of(told.from) == level) wishes.push_back(wish_of(told));
        return wishes;
    }

    // Where a schema is renamed as well, what is said of it may be said with either name.
    std::vector<Identity> old_identities(const Identity& id, const catalog::OldNames& was) const {
        std::vector<Identity> result;
        for (const auto& names : was) {
            auto old = with_name(id, names.back());
            result.push_back(old);
            if (names.size() < 2) continue;
            old.names.front() = names.front();
            result.back() = old;
            if (const auto now = present_name({Kind::schema, {names.front()}, {}}))
                old.names.front() = now->name();
            if (old != result.back()) result.push_back(old);
        }
        return result;
    }

    std::optional<Identity> present_name(const Identity& before) const {
        for (const auto& [now, was] : live_.was)
            if (was == before) return now;
        return std::nullopt;
    }

    Wish wish_of(const Told& told) const {
        const auto from = present_name(told.from).value_or(told.from);
        auto to = with_name(from, told.to.back());
        for (std::size_t i = 0; i + 1 < told.to.size(); ++i) to.names.at(i) = told.to[i];
        return {{from}, to, {}, true};
    }

    void require_declared() const {
        for (const auto& told : told_)
            if (const auto now = present_name(told.from).value_or(told.from);
                !declared_.contains(now))
                throw Error(ExitStatus::usage,
                            format("--rename: nothing declares {}", to_string(now)),
                            {"What is renamed has to be declared under its new name."});
    }

    std::vector<Pair> wanted(Level level) {
        const auto all = wishes(level);
        std::set<Identity> leaving;
        for (const auto& wish : all)
            for (const auto& from : wish.from) leaving.insert(from);
        std::vector<Pair> pairs;
        for (const auto& wish : all) {
            const auto from = std::ranges::find_if(
                wish.from, [this](const Identity& id) { return is_there(id); });
            const bool taken = is_there(wish.to) && !leaving.contains(wish.to);
            if (from != wish.from.end() && !taken && *from != wish.to)
                pairs.push_back({*from, wish.to, wish.place, wish.told});
            else
                note_unused(wish, from == wish.from.end() ? wish.from.front() : *from);
        }
        drop_unfounded(pairs);
        drop_done_exchanges(pairs);
        return pairs;
    }

    // What was to leave a name may not be able to: then the name is taken.
    void drop_unfounded(std::vector<Pair>& pairs) {
        for (bool more = true; more;) {
            const auto blocked = std::ranges::find_if(pairs, [&](const Pair& pair) {
                return is_there(pair.to) && std::ranges::none_of(pairs, [&](const Pair& other) {
                           return other.from == pair.to;
                       });
            });
            more = blocked != pairs.end();
            if (!more) return;
            note_unused({{blocked->from}, blocked->to, blocked->place}, blocked->from);
            pairs.erase(blocked);
        }
    }

    // All names of an exchange are there before and after it: it is done where each thing is what
    // is declared.
    void drop_done_exchanges(std::vector<Pair>& pairs) {
        std::vector<Pair> rest;
        for (const auto& pair : pairs) {
            const auto circle = circle_of(pair, pairs);
            if (circle.empty() || !std::ranges::all_of(circle, [&](const Pair& one) {
                    return !one.told && is_as_declared(one.to);
                }))
                rest.push_back(pair);
            else
                note_unused({{pair.from}, pair.to, pair.place}, pair.from);
        }
        pairs = std::move(rest);
    }

    // Those that have to go for each other to come; empty if they end somewhere.
    static std::vector<Pair> circle_of(const Pair& first, const std::vector<Pair>& pairs) {
        std::vector<Pair> circle = {first};
        while (circle.size() <= pairs.size()) {
            const auto next = std::ranges::find(pairs, circle.back().to, &Pair::from);
            if (next == pairs.end()) return {};
            if (next->from == first.from) return circle;
            circle.push_back(*next);
        }
        return {};
    }

    bool is_as_declared(const Identity& id) const {
        const auto differs = [&](const auto& entry) {
            const auto& [part, fact] = entry;
            if (part != id && fact.parent != id) return false;
            if (part != id && part.kind != Kind::column && part.kind != Kind::attribute)
                return false;
            const auto* live = live_.catalog.find(part);
            return live == nullptr || live->attributes != fact.attributes;
        };
        return std::ranges::none_of(declared_.facts, differs);
    }

    void note_unused(const Wish& wish, const Identity& old) {
        using enum Unused::Why;
        const auto why = !is_there(wish.to) ? nothing : is_there(old) ? both : done;
        result_.unused.push_back({wish.to, to_string(old), why, wish.place});
    }

    // The counter of a column that numbers its rows.
    std::vector<Pair> sequences() const {
        std::map<Names, std::vector<Identity>> new_ones;
        std::map<Names, std::vector<Identity>> old_ones;
        const auto collect = [](const Catalog& catalog, const Catalog& other, auto& result) {
            for (const auto& [id, fact] : catalog.facts)
                if (const Identity sequence{Kind::sequence, id.names, {}};
                    id.kind == Kind::sequence_owner && !other.contains(sequence))
                    result[fact.list("column")].push_back(sequence);
        };
        collect(declared_, live_.catalog, new_ones);
        collect(live_.catalog, declared_, old_ones);
        std::vector<Pair> pairs;
        for (const auto& [column, ids] : new_ones)
            if (const auto old = old_ones.find(column);
                old != old_ones.end() && ids.size() == 1 && old->second.size() == 1)
                pairs.push_back({old->second.front(), ids.front(), {}});
        return pairs;
    }

    void rename_all(std::vector<Pair> pairs) {
        while (!pairs.empty()) {
            const auto free = std::ranges::find_if(
                pairs, [&](const Pair& pair) { return !in_the_way(pair, pairs, true); });
            if (free == pairs.end()) { // they go round in a circle
                auto& first = pairs.front();
                const auto third = with_name(first.from, spare_name());
                add({.from = first.from, .to = third, .place = first.place}, pairs);
                continue;
            }
            const auto pair = *free;
            pairs.erase(free);
            while (const auto other = in_the_way(pair, pairs, false)) step_aside(*other, pairs);
            go(pair, pairs);
        }
    }

    // What has a name that the pair's thing is to have, and is to leave it or not.
    std::optional<Identity> in_the_way(const Pair& pair, const std::vector<Pair>& pairs,
                                       bool leaving) const {
        for (const auto& [id, fact] : live_.catalog.facts) {
            if (id == pair.from || is_annotation(id.kind) || !share_a_name(id, pair.to)) continue;
            const bool leaves = std::ranges::find(pairs, id, &Pair::from) != pairs.end();
            if (leaves == leaving) return id;
        }
        return std::nullopt;
    }

    std::string spare_name() { return format("pgslate_aside_{}", ++spare_); }

    void step_aside(const Identity& id, std::vector<Pair>& rest) {
        add({.from = id, .to = with_name(id, spare_name()), .is_aside = true}, rest);
    }

    // Into another schema and under another name takes two statements.
    void go(const Pair& pair, std::vector<Pair>& rest) {
        if (!has_schema_of_its_own(pair.from) || pair.from.names.front() == pair.to.names.front())
            return add({.from = pair.from, .to = pair.to, .place = pair.place}, rest);
        need_schema(pair.to.names.front());
        auto between = pair.to;
        between.names.front() = pair.from.names.front();
        if (between != pair.from) {
            if (in_the_way({pair.from, between, {}}, {}, false))
                between = with_name(between, spare_name());
            add({.from = pair.from, .to = between, .place = pair.place}, rest);
        }
        auto there = between;
        there.names.front() = pair.to.names.front();
        add({.from = between, .to = there, .place = pair.place}, rest);
        if (there != pair.to) add({.from = there, .to = pair.to, .place = pair.place}, rest);
    }

    static bool has_schema_of_its_own(const Identity& id) {
        return lives_in_schema(id.kind) && level_of(id) == Level::objects;
    }

    void need_schema(const std::string& name) {
        const Identity schema{Kind::schema, {name}, {}};
        const auto* declared = declared_.find(schema);
        if (is_there(schema) || declared == nullptr) return;
        result_.schemas.push_back(schema);
        live_.catalog.facts.emplace(schema, *declared);
    }

    std::optional<Identity> relation_of(const Identity& id) const {
        for (const auto* fact = live_.catalog.find(id); fact != nullptr;
             fact = fact->parent ? live_.catalog.find(*fact->parent) : nullptr)
            if (has_rows_or_query(fact->id.kind)) return live_.before(fact->id);
        return std::nullopt;
    }

    // What else is to be renamed may be called otherwise by it: a function by the types it takes.
    void add(Rename rename, std::vector<Pair>& rest) {
        rename.locked = relation_of(rename.from);
        const RenamedFacts facts(live_.catalog, rename, major_);
        for (auto& pair : rest) {
            const auto schema = pair.to.names.front();
            const auto own = pair.to.names.at(own_name_of(pair.to.kind, pair.to.names.size()));
            pair.from = facts.identity(pair.from);
            pair.to = with_name(pair.from, own);
            if (has_schema_of_its_own(pair.to)) pair.to.names.front() = schema;
        }
        live_.apply(rename, major_);
        result_.renames.push_back(std::move(rename));
    }

    void rename_values() {
        for (const auto& [id, hint] : hints_)
            for (const auto& [now, was] : hint.values_were) rename_value(id, was, now, hint.place);
        for (const auto& told : told_)
            if (told.value)
                rename_value(present_name(told.from).value_or(told.from), *told.value,
                             told.to.back(), {});
    }

    void rename_value(const Identity& type, const std::string& was, const std::string& now,
                      const Place& place) {
        const auto* live = live_.catalog.find(type);
        const auto has = [&](const std::string& label) {
            return live != nullptr && std::ranges::count(live->list("labels"), label) > 0;
        };
        std::vector<Pair> none;
        if (has(was) && !has(now))
            return add({.from = type, .to = type, .value = {{was, now}}, .place = place}, none);
        using enum Unused::Why;
        result_.unused.push_back({type, format("'{}'", was),
                                  !has(now)  ? nothing
                                  : has(was) ? both
                                             : done,
                                  place});
    }

    const Catalog& declared_;
    Renamed& live_;
    const catalog::Hints& hints_;
    const std::vector<Told>& told_;
    int major_;
    Naming result_;
    int spare_ = 0;
};

} // namespace

Naming naming_of(const Catalog& declared, Renamed& live, const catalog::Hints& hints,
                 const std::vector<Told>& told, int server_major) {
    return Finding(declared, live, hints, told, server_major).run();
}

} // namespace pgslate::plan
