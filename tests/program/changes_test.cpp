// apply --like: every change of tests/fixtures/changes.txt is undone, and made, by it.
#include "base/format.hpp"
#include "live/read.hpp"
#include "plan/difference.hpp"
#include "support/changes.hpp"
#include "support/every_kind.hpp"

#include <algorithm>
#include <array>
#include <set>

namespace pgslate::testing {
namespace {

using Changes = std::vector<ChangeByHand>;

// `different table app.t: unlogged; missing column app.t.a` is about two objects.
std::set<std::string> objects_of(const ChangeByHand& change) {
    std::set<std::string> objects;
    for (std::size_t begin = 0; begin < change.seen.size();) {
        const auto end = std::min(change.seen.find("; ", begin), change.seen.size());
        const auto entry = change.seen.substr(begin, end - begin);
        const auto name = entry.substr(entry.find(' ') + 1);
        objects.insert(name.substr(0, name.rfind(": ")));
        begin = end + 2;
    }
    return objects;
}

struct BatchOfChanges {
    Changes changes;
    std::set<std::string> objects;
};

// Changes that are not about the same objects can be told apart when they are made together.
std::vector<Changes> apart(const Changes& changes, std::size_t most) {
    std::vector<BatchOfChanges> batches;
    for (const auto& change : changes) {
        const auto objects = objects_of(change);
        const auto has_room = [&](const BatchOfChanges& batch) {
            return batch.changes.size() < most && std::ranges::none_of(objects, [&](const auto& o) {
                       return batch.objects.contains(o);
                   });
        };
        auto batch = std::ranges::find_if(batches, has_room);
        if (batch == batches.end()) batch = batches.emplace(batch);
        batch->changes.push_back(change);
        batch->objects.insert(objects.begin(), objects.end());
    }
    std::vector<Changes> result;
    for (auto& batch : batches) result.push_back(std::move(batch.changes));
    return result;
}

catalog::Catalog contents_of(const std::string& database) {
    return live::read(postgres::Session(socket_parameters(database)), live::Dependencies::none)
        .catalog;
}

// Where columns stand is left as it is: rows would have to be written anew for it. That a child
// has a column by itself, too, is not to be taken back, and no index is made to be invalid.
bool is_left(const plan::Difference& difference, const catalog::Catalog& wanted) {
    using catalog::Kind;
    const auto* table = difference.parent ? wanted.find(*difference.parent) : nullptr;
    const bool hangs = table != nullptr && (table->has("inherits") || table->has("partition_of"));
    const bool part = difference.id.kind == Kind::column || difference.id.kind == Kind::check;
    if (part && hangs && difference.kind != plan::Difference::Kind::different) return true;
    constexpr std::array<std::string_view, 4> left = {"column_order", "attached", "inherited",
                                                      "invalid"};
    return std::ranges::any_of(difference.attributes, [&](const auto& attribute) {
        return std::ranges::count(left, attribute.name) > 0;
    });
}

std::string said_of(const plan::Difference& difference) {
    auto words = format("{} {}", to_string(difference.kind), to_string(difference.id));
    for (const auto& attribute : difference.attributes) words += " " + attribute.name;
    return words;
}

class ChangesTest : public ProgramTest {
  protected:
    // What cannot be done after the others is left.
    static Changes do_all(const EveryKind& every, const EveryKind::Copy& copy,
                          const Changes& changes) {
        auto session = copy.session();
        Changes left;
        for (const auto& change : changes) {
            try {
                session.execute(sql::Text::verbatim(every.with_roles(change.sql)), "refused");
            } catch (const Error&) {
                left.push_back(change);
            }
        }
        EXPECT_LT(left.size(), changes.size()) << in_words(changes);
        return left;
    }

    static std::string in_words(const Changes& changes) {
        std::string words;
        for (const auto& change : changes) words += change.sql + "\n";
        return words;
    }

    Ended run_like(const std::string& command, const std::string& database, const std::string& like,
                   std::vector<std::string> more = {}) const {
        const auto& server = test_server();
        const auto url = format("postgresql://{}@/{}?host={}&port={}", server.user, like,
                                server.socket, server.port);
        std::vector<std::string> arguments = {command, "--database", database, "--like", url};
        arguments.insert(arguments.end(), more.begin(), more.end());
        return run_pgslate(arguments);
    }

    void expect_way(const std::string& database, const std::string& like,
                    const Changes& changes) const {
        const auto applied = run_like("apply", database, like, {"--yes", "--allow", "data-loss"});
        ASSERT_EQ(applied.status, 0) << applied.err << in_words(changes);
        const auto wanted = contents_of(like);
        for (const auto& difference :
             plan::differences(wanted, contents_of(database), plan::Scope::everything))
            EXPECT_TRUE(is_left(difference, wanted)) << said_of(difference) << "\n"
                                                     << in_words(changes);
        const auto planned = run_like("plan", database, like);
        EXPECT_EQ(planned.status, 0) << planned.out << planned.err << in_words(changes);
    }

    enum class Way { undone, made };

    void expect(Way way, const EveryKind::Copy& changed, const Changes& changes) const {
        if (way == Way::undone) return expect_way(changed.name(), every_.database(), changes);
        const EveryKind::Copy copy(every_, "_copy");
        expect_way(copy.name(), changed.name(), changes);
    }

    void expect_each(std::size_t at_once, Way way) const {
        auto changes = changes_for(every_.session().server().version);
        while (!changes.empty()) {
            Changes left;
            for (const auto& some : apart(changes, at_once)) {
                const EveryKind::Copy changed(every_, "_changed");
                const auto not_done = do_all(every_, changed, some);
                expect(way, changed, some);
                left.insert(left.end(), not_done.begin(), not_done.end());
            }
            if (left.size() == changes.size()) break;
            changes = left;
        }
    }

    const EveryKind every_;
};

constexpr std::size_t many = 40;

class ChangesUndone : public ChangesTest {};
class ChangesMade : public ChangesTest {};
class ChangesOneByOne : public ChangesTest {};

TEST_F(ChangesUndone, ManyAtOnce) {
    expect_each(many, Way::undone);
}

TEST_F(ChangesMade, ManyAtOnce) {
    expect_each(many, Way::made);
}

TEST_F(ChangesOneByOne, AreUndone) {
    expect_each(1, Way::undone);
}

TEST_F(ChangesOneByOne, AreMade) {
    expect_each(1, Way::made);
}

} // namespace
} // namespace pgslate::testing
