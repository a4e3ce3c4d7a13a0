#include "plan/rule.hpp"
#include "plan/writing.hpp"

#include <array>

namespace pgslate::plan {
namespace {

using catalog::Fact;
using catalog::Kind;
using sql::text;

sql::Text published(const Fact& fact) {
    if (is_true(fact, "all_tables")) return text("FOR ALL TABLES");
    std::vector<sql::Text> parts;
    if (fact.has("tables")) parts.push_back(text("TABLE {}", fragment_list(fact.list("tables"))));
    if (fact.has("schemas"))
        parts.push_back(text("TABLES IN SCHEMA {}", sql::name_list(fact.list("schemas"))));
    return parts.empty() ? sql::Text() : text("FOR {}", joined(parts, ", "));
}

sql::Text create_publication(const Fact& fact) {
    std::vector<sql::Text> options;
    if (fact.has("publish"))
        options.push_back(text("publish = {}", sql::Literal(fact.text("publish"))));
    if (is_true(fact, "via_root")) options.push_back(text("publish_via_partition_root = true"));
    if (fact.has("generated_columns"))
        options.push_back(
            text("publish_generated_columns = {}", fragment(fact, "generated_columns")));
    Writer writer(text("CREATE PUBLICATION {}", own_name(fact)));
    writer.add_if(!published(fact).empty(), published(fact));
    writer.add_if(!options.empty(), text("WITH ({})", joined(options, ", ")));
    return writer.done();
}

// It is made without a connection, and does nothing until somebody gives it one: where it connects
// to may hold a password and is not read (manual, "CREATE SUBSCRIPTION").
sql::Text create_subscription(const Fact& fact) {
    std::vector<sql::Text> options = {text("connect = false")};
    for (const char* option :
         {"binary", "streaming", "synchronous_commit", "two_phase", "disable_on_error",
          "password_required", "run_as_owner", "origin", "failover"})
        if (fact.has(option))
            options.push_back(text("{} = {}", sql::Fragment(option), fragment(fact, option)));
    const auto& slot = fact.text("slot_name");
    if (!slot.empty())
        options.push_back(slot == "NONE" ? text("slot_name = NONE")
                                         : text("slot_name = {}", sql::Literal(slot)));
    return text("CREATE SUBSCRIPTION {} CONNECTION '' PUBLICATION {} WITH ({})", own_name(fact),
                sql::name_list(fact.list("publications")), joined(options, ", "));
}

} // namespace

std::span<const Rule> publication_rules() {
    static constexpr std::array rules = {
        Rule{.kind = Kind::publication, .create = create_publication},
        Rule{.kind = Kind::subscription, .create = create_subscription},
    };
    return rules;
}

} // namespace pgslate::plan
