#include "plan/proposals.hpp"

#include "base/format.hpp"
#include "base/suggest.hpp"
#include "plan/rename.hpp"
#include "sql/name.hpp"

#include <algorithm>
#include <map>
#include <set>

namespace pgslate::plan {
namespace {

using catalog::Catalog;
using catalog::Fact;
using catalog::Identity;
using catalog::Kind;

// What tells a thing from another one of its kind, in pieces.
using Content = std::set<std::string>;

std::string text_of(const catalog::Value& value) {
    if (const auto* text = std::get_if<std::string>(&value)) return *text;
    return format("{}", join(std::get<std::vector<std::string>>(value), "\n"));
}

using Contents = std::map<Identity, Content>;

// Of tables and composite types the columns, of enums the labels, of others what they are.
Contents contents_of(const Catalog& catalog, const std::set<Identity>& of) {
    Contents contents;
    for (const auto& [id, fact] : catalog.facts) {
        const bool part = id.kind == Kind::column || id.kind == Kind::attribute;
        if (part && fact.parent && of.contains(*fact.parent))
            contents[*fact.parent].insert(format("{} {}", id.name(), fact.text("type")));
        if (!of.contains(id)) continue;
        auto& own = contents[id];
        if (const auto& labels = fact.list("labels"); !labels.empty())
            own.insert(labels.begin(), labels.end());
        else if (id.kind != Kind::table && id.kind != Kind::composite_type)
            for (const auto& [name, value] : fact.attributes)
                own.insert(format("{} {}", name, text_of(value)));
    }
    return contents;
}

double likeness(const Content& one, const Content& other) {
    const auto most = std::max(one.size(), other.size());
    if (most == 0) return 0;
    const auto common =
        std::ranges::count_if(one, [&](const std::string& piece) { return other.contains(piece); });
    return static_cast<double>(common) / static_cast<double>(most);
}

bool is_column(Kind kind) {
    return kind == Kind::column || kind == Kind::attribute;
}

// Kinds of which another one is not the same by being alike.
bool is_proposed(Kind kind) {
    switch (kind) {
    case Kind::table:
    case Kind::foreign_table:
    case Kind::column:
    case Kind::attribute:
    case Kind::enum_type:
    case Kind::composite_type:
    case Kind::domain:
    case Kind::range_type:
    case Kind::sequence:
    case Kind::view:
    case Kind::materialized_view:
    case Kind::function: return true;
    default: return false;
    }
}

struct Candidate {
    double likeness = 0;
    Proposal pair;
};

class Matching {
  public:
    Matching(const std::vector<Difference>& differences, const Catalog& declared,
             const Catalog& live)
        : declared_(declared), live_(live) {
        for (const auto& [kind, id, parent, attributes] : differences) {
            if (!is_proposed(id.kind)) continue;
            if (kind == Difference::Kind::missing) missing_.insert(id);
            if (kind == Difference::Kind::undeclared) undeclared_.insert(id);
        }
        ours_ = contents_of(declared, missing_);
        theirs_ = contents_of(live, undeclared_);
    }

    std::vector<Proposal> run() {
        std::vector<Candidate> candidates;
        for (const auto& old : undeclared_)
            for (const auto& now : missing_)
                if (const auto value = compare(old, now); value > 0)
                    candidates.push_back({value, {old, now}});
        std::ranges::stable_sort(candidates, std::ranges::greater(), &Candidate::likeness);
        std::vector<Proposal> result;
        for (const auto& [value, pair] : candidates)
            if (undeclared_.erase(pair.live) > 0) {
                if (missing_.erase(pair.declared) > 0)
                    result.push_back(pair);
                else
                    undeclared_.insert(pair.live);
            }
        return result;
    }

  private:
    // 0: nothing speaks for it.
    double compare(const Identity& old, const Identity& now) const {
        if (old.kind != now.kind || old.names.size() != now.names.size()) return 0;
        if (is_column(old.kind)) return compare_parts(*live_.find(old), *declared_.find(now));
        if (old.kind == Kind::function && old.names.back() != now.names.back()) return 0;
        constexpr double enough = 0.5;
        const auto found = likeness(content(theirs_, old), content(ours_, now));
        return found < enough ? 0 : found + (old.names.front() == now.names.front() ? 1 : 0);
    }

    static const Content& content(const Contents& contents, const Identity& id) {
        static const Content none;
        const auto found = contents.find(id);
        return found == contents.end() ? none : found->second;
    }

    // The same type in the same table; the place, the rest and the name tell which of several.
    static double compare_parts(const Fact& old, const Fact& now) {
        if (old.parent != now.parent || !old.has("type") || old.text("type") != now.text("type"))
            return 0;
        double value = 1;
        if (old.order == now.order) value += 1;
        if (old.attributes == now.attributes) value += 1;
        if (nearest(old.id.name(), {now.id.name()})) value += 2;
        return value;
    }

    const Catalog& declared_;
    const Catalog& live_;
    std::set<Identity> missing_;
    std::set<Identity> undeclared_;
    Contents ours_;
    Contents theirs_;
};

bool stays_in_schema(const Proposal& proposal) {
    return !lives_in_schema(proposal.live.kind)
           || proposal.live.names.front() == proposal.declared.names.front();
}

std::string name_of(const Identity& id, bool with_schema) {
    const auto name = quoted(sql::Identifier(own_name(id)));
    return with_schema ? format("{}.{}", quoted(sql::Identifier(id.names.front())), name) : name;
}

} // namespace

std::vector<Proposal> proposals(const std::vector<Difference>& differences, const Catalog& declared,
                                const Catalog& live) {
    return Matching(differences, declared, live).run();
}

std::string rename_of(const Proposal& proposal) {
    return format("{}={}", to_string(proposal.live),
                  name_of(proposal.declared, !stays_in_schema(proposal)));
}

std::string was_of(const Proposal& proposal) {
    if (is_column(proposal.live.kind)) return proposal.live.name(); // it may hold points
    return name_of(proposal.live, !stays_in_schema(proposal));
}

} // namespace pgslate::plan
