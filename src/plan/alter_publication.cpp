// Publications and subscriptions. Dropping a subscription drops its slot at the publisher, and what
// waits there: whatever can be said of one that is there is said.
#include "plan/alteration.hpp"
#include "plan/publication.hpp"
#include "plan/writing.hpp"

#include <array>

namespace pgslate::plan {
namespace {

using catalog::Kind;
using sql::text;

// What it publishes is said as a whole; a publication of all tables stays one.
MaybeAlterations alter_published(const Change& change) {
    const auto& live = change.live;
    const auto& declared = change.declared;
    if (is_true(live, "all_tables") || is_true(declared, "all_tables")) return std::nullopt;
    const auto objects = published_objects(declared);
    if (objects.empty()) return std::nullopt;
    return Alterations{
        {text("ALTER PUBLICATION {} SET {}", own_name(declared), objects), Turn::settle}};
}

MaybeAlterations alter_publish(const Change& change) {
    const auto& declared = change.declared;
    const auto publish =
        declared.has("publish") ? declared.text("publish") : "insert, update, delete, truncate";
    return altered(
        text("ALTER PUBLICATION {} SET (publish = {})", own_name(declared), sql::Literal(publish)));
}

MaybeAlterations alter_via_root(const Change& change) {
    const auto& declared = change.declared;
    const bool via_root = is_true(declared, "publish_via_partition_root");
    return altered(text("ALTER PUBLICATION {} SET (publish_via_partition_root = {})",
                        own_name(declared), via_root ? text("true") : text("false")));
}

MaybeAlterations alter_generated_columns(const Change& change) {
    const auto& declared = change.declared;
    const auto columns = declared.has("publish_generated_columns")
                             ? declared.text("publish_generated_columns")
                             : "none";
    return altered(text("ALTER PUBLICATION {} SET (publish_generated_columns = {})",
                        own_name(declared), sql::Literal(columns)));
}

MaybeAlterations alter_subscribed(const Change& change) {
    const auto& declared = change.declared;
    return altered(text("ALTER SUBSCRIPTION {} SET PUBLICATION {} WITH (refresh = false)",
                        own_name(declared), sql::name_list(declared.list("publications"))));
}

MaybeAlterations alter_connection(const Change& change) {
    const auto& declared = change.declared;
    return altered(text("ALTER SUBSCRIPTION {} CONNECTION {}", own_name(declared),
                        sql::Literal(declared.text("connection"))));
}

// The one that is declared, or the one that a new subscription would have.
MaybeAlterations set_option(const Change& change, std::string_view attribute,
                            const sql::Text& option, const char* otherwise) {
    const auto& declared = change.declared;
    const auto value = declared.has(attribute) ? declared.text(attribute) : otherwise;
    return altered(text("ALTER SUBSCRIPTION {} SET ({} = {})", own_name(declared), option,
                        sql::Literal(value)));
}

MaybeAlterations alter_slot(const Change& change) {
    const auto& declared = change.declared;
    return altered(
        text("ALTER SUBSCRIPTION {} SET (slot_name = {})", own_name(declared), slot_of(declared)));
}

MaybeAlterations alter_synchronous_commit(const Change& change) {
    return set_option(change, "synchronous_commit", text("synchronous_commit"), "off");
}

MaybeAlterations alter_binary(const Change& change) {
    return set_option(change, "binary", text("binary"), "false");
}

MaybeAlterations alter_streaming(const Change& change) {
    return set_option(change, "streaming", text("streaming"), "off");
}

MaybeAlterations alter_disable_on_error(const Change& change) {
    return set_option(change, "disable_on_error", text("disable_on_error"), "false");
}

MaybeAlterations alter_password_required(const Change& change) {
    return set_option(change, "password_required", text("password_required"), "true");
}

MaybeAlterations alter_run_as_owner(const Change& change) {
    return set_option(change, "run_as_owner", text("run_as_owner"), "false");
}

MaybeAlterations alter_origin(const Change& change) {
    return set_option(change, "origin", text("origin"), "any");
}

} // namespace

std::span<const AttributeRow> publication_attributes() {
    static constexpr std::array rows = {
        AttributeRow{Kind::publication, "all_tables", alter_published},
        AttributeRow{Kind::publication, "tables", alter_published},
        AttributeRow{Kind::publication, "schemas", alter_published},
        AttributeRow{Kind::publication, "publish", alter_publish},
        AttributeRow{Kind::publication, "publish_via_partition_root", alter_via_root},
        AttributeRow{Kind::publication, "publish_generated_columns", alter_generated_columns},
        AttributeRow{Kind::subscription, "publications", alter_subscribed},
        AttributeRow{Kind::subscription, "connection", alter_connection},
        AttributeRow{Kind::subscription, "slot_name", alter_slot},
        AttributeRow{Kind::subscription, "synchronous_commit", alter_synchronous_commit},
        AttributeRow{Kind::subscription, "binary", alter_binary},
        AttributeRow{Kind::subscription, "streaming", alter_streaming},
        AttributeRow{Kind::subscription, "disable_on_error", alter_disable_on_error},
        AttributeRow{Kind::subscription, "password_required", alter_password_required},
        AttributeRow{Kind::subscription, "run_as_owner", alter_run_as_owner},
        AttributeRow{Kind::subscription, "origin", alter_origin},
        // The slot at the publisher would have to know of it (manual, "ALTER SUBSCRIPTION").
        AttributeRow{Kind::subscription, "two_phase"},
        AttributeRow{Kind::subscription, "failover"},
    };
    return rows;
}

} // namespace pgslate::plan
