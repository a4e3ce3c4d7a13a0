#include "commands/dump.hpp"

#include "base/format.hpp"
#include "commands/dumped_files.hpp"
#include "commands/inputs.hpp"
#include "commands/not_utf8.hpp"
#include "desired/scratch.hpp"
#include "live/read.hpp"
#include "plan/plan.hpp"

#include <algorithm>
#include <iterator>
#include <map>

namespace pgslate::commands {
namespace {

using catalog::Catalog;
using catalog::Fact;
using catalog::Identity;
using catalog::Kind;

// What every new database has by itself says nothing, nor does the version of an extension that was
// the newest when it was installed.
void leave_out_the_usual(Catalog& catalog, const std::string& user) {
    desired::forget_own(catalog, user);
    std::erase_if(catalog.facts,
                  [](const auto& entry) { return comes_with_a_database(entry.first); });
    for (auto& [id, fact] : catalog.facts)
        if (id.kind == Kind::extension) fact.attributes.erase("version");
}

// What failed half way, as CREATE INDEX CONCURRENTLY can, is not meant to be there.
std::vector<Identity> leave_out_invalid(Catalog& catalog) {
    std::vector<Identity> invalid;
    std::erase_if(catalog.facts, [&](const auto& entry) {
        if (entry.second.has("invalid")) invalid.push_back(entry.first);
        return entry.second.has("invalid");
    });
    return invalid;
}

bool is_table(const Identity& id) {
    return id.kind == Kind::table || id.kind == Kind::foreign_table || id.kind == Kind::view
           || id.kind == Kind::materialized_view;
}

class Choosing {
  public:
    Choosing(const DumpChoice& choice, const Catalog& catalog)
        : choice_(choice), catalog_(catalog) {
        for (const auto& [id, fact] : catalog.facts)
            if (id.kind == Kind::sequence_owner) owners_.emplace(id.names, &fact);
    }

    void check() const {
        for (const auto& schema : choice_.schemas)
            if (!std::ranges::any_of(catalog_.facts, [&](const auto& entry) {
                    return schema_of(entry.first) == schema;
                }))
                refuse("schema", schema);
        for (const auto& table : choice_.tables)
            if (!std::ranges::any_of(catalog_.facts, [&](const auto& entry) {
                    return is_table(entry.first) && is_called(entry.first, table)
                           && is_in_chosen_schema(entry.first);
                }))
                refuse("table", table);
    }

    bool wants(const Fact& fact) const {
        const bool of_member = fact.parent && fact.parent->kind == Kind::extension;
        return is_in_chosen_schema(of_member ? *fact.parent : fact.id)
               && (choice_.tables.empty() || wants_table(root_of(fact)));
    }

  private:
    [[noreturn]] static void refuse(std::string_view what, const std::string& name) {
        throw Error(ExitStatus::failed,
                    format("there is no {} \"{}\" in the database", what, name));
    }

    bool is_in_chosen_schema(const Identity& id) const {
        if (choice_.schemas.empty()) return true;
        const auto schema = schema_of(id);
        return schema && std::ranges::count(choice_.schemas, *schema) > 0;
    }

    static bool is_called(const Identity& id, const std::string& name) {
        return id.name() == name || format("{}.{}", id.names.front(), id.name()) == name;
    }

    // A sequence that goes away with a column goes with its table.
    bool wants_table(const Identity& root) const {
        const auto owner = owners_.find(root.names);
        if (owner != owners_.end()
            && (root.kind == Kind::sequence || root.kind == Kind::sequence_owner)) {
            const auto& column = owner->second->list("column");
            return wants_table({Kind::table, {column.at(0), column.at(1)}, {}});
        }
        return is_table(root) && std::ranges::any_of(choice_.tables, [&](const std::string& name) {
                   return is_called(root, name);
               });
    }

    const Identity& root_of(const Fact& fact) const {
        const auto* root = &fact;
        while (root->parent) {
            const auto* parent = catalog_.find(*root->parent);
            if (parent == nullptr) break;
            root = parent;
        }
        return root->id;
    }

    const DumpChoice& choice_;
    const Catalog& catalog_;
    std::map<std::vector<std::string>, const Fact*> owners_; // of sequences, by their names
};

// What is planned as one whole is parted by that.
bool is_divided(const DumpChoice& choice) {
    return choice.format != DumpFormat::sql || choice.layout != DumpLayout::whole
           || !choice.schemas.empty() || !choice.tables.empty();
}

Catalog chosen_of(Catalog catalog, const DumpChoice& choice) {
    if (choice.schemas.empty() && choice.tables.empty()) return catalog;
    const Choosing choosing(choice, catalog);
    choosing.check();
    Catalog chosen;
    for (const auto& [id, fact] : catalog.facts)
        if (choosing.wants(fact)) chosen.facts.emplace(id, fact);
    chosen.dependencies = std::move(catalog.dependencies);
    return chosen;
}

} // namespace

Dump dump(const Context& context, const DumpChoice& choice, const MoreIgnored& more) {
    const auto server = reach_server(context);
    auto session = server.connect("dump");
    const auto user = session.server().user;
    auto reading = live::read(std::move(session), live::Dependencies::all,
                              [&] { return server.try_another("dump"); });
    leave_out_the_usual(reading.catalog, user);
    auto invalid = leave_out_invalid(reading.catalog);
    auto ignore = context.target.ignore;
    if (more) std::ranges::copy(more(reading.catalog), std::back_inserter(ignore));
    for (const auto& id : plan::forget_ignored(reading.catalog, ignore))
        context.detail(format("Ignored: {}", to_string(id)));
    if (is_divided(choice)) plan::mark_parts(reading.catalog);
    auto chosen = chosen_of(std::move(reading.catalog), choice);
    refuse_what_is_not_utf8(chosen);
    auto secrets = choice.secrets ? LeftOut() : leave_out_secrets(chosen);
    return {.files = files_of(chosen, choice.format, choice.layout),
            .unknown = std::move(reading.unknown),
            .invalid = std::move(invalid),
            .secrets = std::move(secrets)};
}

} // namespace pgslate::commands
