#include "plan/publication.hpp"
#include "plan/rule.hpp"
#include "plan/writing.hpp"

#include <array>

namespace pgslate::plan {
namespace {

using catalog::Fact;
using catalog::Kind;
using sql::text;

// Options as they stand behind WITH.
class Options {
  public:
    explicit Options(const Fact& fact) : fact_(fact) {}
    void add(const sql::Text& option) { options_.push_back(option); }
    void add_value(std::string_view attribute, const sql::Text& word) {
        if (fact_.has(attribute)) add(text("{} = {}", word, sql::Literal(fact_.text(attribute))));
    }
    void add_word(std::string_view attribute, const sql::Text& word) {
        if (fact_.has(attribute)) add(text("{} = {}", word, fragment(fact_, attribute)));
    }
    sql::Text done() const {
        return options_.empty() ? sql::Text() : text(" WITH ({})", joined(options_, ", "));
    }

  private:
    const Fact& fact_;
    std::vector<sql::Text> options_;
};

// What a publication publishes; one of nothing at all is possible.
sql::Text published(const Fact& fact) {
    if (is_true(fact, "all_tables")) return text(" FOR ALL TABLES");
    const auto objects = published_objects(fact);
    return objects.empty() ? sql::Text() : text(" FOR {}", objects);
}

sql::Text create_publication(const Fact& fact) {
    Options options(fact);
    options.add_value("publish", text("publish"));
    options.add_word("publish_via_partition_root", text("publish_via_partition_root"));
    options.add_word("publish_generated_columns", text("publish_generated_columns"));
    return text("CREATE PUBLICATION {}{}{}", own_name(fact), published(fact), options.done());
}

// It is made asleep, and nowhere is asked whether its publisher is there: what is replicated, and
// from where, is decided by whoever runs the database.
sql::Text subscription_options(const Fact& fact) {
    Options options(fact);
    options.add(text("connect = false"));
    options.add(text("enabled = false"));
    if (fact.has("slot_name")) options.add(text("slot_name = {}", slot_of(fact)));
    options.add_word("binary", text("binary"));
    options.add_value("streaming", text("streaming"));
    options.add_word("two_phase", text("two_phase"));
    options.add_word("disable_on_error", text("disable_on_error"));
    options.add_word("password_required", text("password_required"));
    options.add_word("run_as_owner", text("run_as_owner"));
    options.add_word("failover", text("failover"));
    options.add_value("synchronous_commit", text("synchronous_commit"));
    options.add_value("origin", text("origin"));
    return options.done();
}

// Where it connects to may be unknown (live/sql/subscriptions.sql).
sql::Text create_subscription(const Fact& fact) {
    return text("CREATE SUBSCRIPTION {} CONNECTION {} PUBLICATION {}{}", own_name(fact),
                sql::Literal(fact.text("connection")), sql::name_list(fact.list("publications")),
                subscription_options(fact));
}

// With its slot it can't be dropped in a transaction (manual, "DROP SUBSCRIPTION"), and the
// publisher may be out of reach: the slot is left to whoever looks after that.
std::vector<sql::Text> drop_subscription(const Fact& fact) {
    const auto name = own_name(fact);
    const auto drop = text("DROP SUBSCRIPTION {}", name);
    if (fact.text("slot_name") == "none") return {drop};
    return {text("ALTER SUBSCRIPTION {} DISABLE", name),
            text("ALTER SUBSCRIPTION {} SET (slot_name = NONE)", name), drop};
}

// `ONLY app.user (id, name) WHERE (id > 0)`: the table, and which of its rows.
sql::Text rows_of(const std::string& published) {
    const auto where = published.find(" WHERE (");
    const auto table = published.substr(0, std::min(published.find(" ("), where));
    if (where == std::string::npos) return text("{}::text", sql::Literal(published));
    return text("EXISTS (SELECT FROM {}{}\n), {}::text", sql::Fragment(table),
                sql::Fragment(published.substr(where)), sql::Literal(published.substr(0, where)));
}

Carrier carry_tables(const Fact& fact, std::string_view attribute) {
    std::vector<sql::Text> tables;
    for (const auto& table : fact.list(attribute)) tables.push_back(rows_of(table));
    return view_of(text("SELECT WHERE ROW({}) IS NOT NULL", joined(tables, ", ")));
}

constexpr std::array texts_of_publication = {Carried{"tables", carry_tables}};

} // namespace

// The subscription's name may be no name for a slot: the server looks at it only when it is said
// (manual, "CREATE SUBSCRIPTION").
sql::Text slot_of(const Fact& subscription) {
    const auto& slot = subscription.text("slot_name");
    if (slot == "none") return text("NONE");
    return text("{}", sql::Literal(slot.empty() ? subscription.id.name() : slot));
}

sql::Text published_objects(const Fact& fact) {
    std::vector<sql::Text> objects;
    if (fact.has("tables")) objects.push_back(text("TABLE {}", fragment_list(fact.list("tables"))));
    if (fact.has("schemas"))
        objects.push_back(text("TABLES IN SCHEMA {}", sql::name_list(fact.list("schemas"))));
    return joined(objects, ", ");
}

std::span<const Rule> publication_rules() {
    static constexpr std::array rules = {
        Rule{.kind = Kind::publication,
             .create = create_publication,
             .carried = texts_of_publication},
        Rule{.kind = Kind::subscription,
             .create = create_subscription,
             .drop = drop_subscription,
             .dropping = loses_all, // what was replicated until when, and what waits for it
             .unordered = {"publications"}},
    };
    return rules;
}

} // namespace pgslate::plan
