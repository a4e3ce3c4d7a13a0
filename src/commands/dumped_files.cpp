#include "commands/dumped_files.hpp"

#include "base/error.hpp"
#include "base/format.hpp"
#include "commands/file_names.hpp"
#include "models/toml/write_file.hpp"
#include "plan/settings.hpp"

#include <algorithm>
#include <map>
#include <set>

namespace pgslate::commands {
namespace {

using catalog::Catalog;
using catalog::Fact;
using catalog::Identity;
using catalog::Kind;

// Which file a fact stands in: that of the table, type or whatever it belongs to.
class Stems {
  public:
    Stems(const Catalog& catalog, DumpLayout layout) : catalog_(catalog), layout_(layout) {
        for (const auto& [id, fact] : catalog.facts)
            if (id.kind == Kind::sequence_owner) owners_.emplace(id.names, &fact);
        if (layout == DumpLayout::whole) return;
        for (const auto& [id, fact] : catalog.facts) {
            const auto names = home_of(whole_of(id));
            if (names.size() < 2) continue;
            schemas_.add(names.at(0));
            objects_[names.at(0)].add(names.at(1));
        }
    }

    std::string of(const Identity& id) const {
        if (layout_ == DumpLayout::whole) return {};
        const auto names = home_of(whole_of(id));
        if (names.size() < 2) return "database";
        return format("{}/{}", schemas_.of(names.at(0)), objects_.at(names.at(0)).of(names.at(1)));
    }

  private:
    // What is said of something that is no fact, as a member of an extension is none, goes with
    // what that belongs to.
    Identity whole_of(const Identity& id) const {
        auto subject = subject_of(id);
        const auto* fact = catalog_.find(id);
        const bool of_part = fact != nullptr && fact->parent && !catalog_.contains(subject);
        return of_part ? *fact->parent : subject;
    }

    // The names of the object that a file is called after; one or none for what is in no schema.
    std::vector<std::string> home_of(const Identity& id) const {
        if (!lives_in_schema(id.kind) || id.kind == Kind::schema) return {};
        if (const auto owner = owners_.find(id.names);
            owner != owners_.end() && (id.kind == Kind::sequence || id.kind == Kind::sequence_owner)
            && owner->second->list("column").front() == id.names.front())
            return home_of_table(owner->second->list("column"));
        const auto* fact = catalog_.find(id);
        if (fact != nullptr && fact->parent) return home_of(*fact->parent);
        if (id.kind == Kind::table) return home_of_table(id.names);
        return id.names;
    }

    // A partition goes with its table, wherever that is: the order of their statements counts.
    std::vector<std::string> home_of_table(const std::vector<std::string>& names) const {
        const auto* table = catalog_.find({Kind::table, {names.at(0), names.at(1)}, {}});
        if (table == nullptr || !table->has("partition_of")) return names;
        return home_of_table(table->list("partition_of"));
    }

    const Catalog& catalog_;
    DumpLayout layout_;
    std::map<std::vector<std::string>, const Fact*> owners_;
    FileNames schemas_;
    std::map<std::string, FileNames> objects_; // of each schema
};

// Without the schemas that TOML need not tell, because they are searched for it anyway.
Catalog as_models_read(Catalog catalog) {
    for (auto& [id, fact] : catalog.facts)
        if (plan::means_the_same_in_model(fact)) fact.attributes.erase("operator_schemas");
    return catalog;
}

class Spreading {
  public:
    Spreading(const Catalog& catalog, DumpLayout layout)
        : catalog_(catalog), stems_(catalog, layout) {}

    void write_toml() {
        objects_ = models::toml_objects(as_models_read(catalog_));
        std::map<std::string, std::vector<const models::TomlObject*>> by_stem;
        for (const auto& object : objects_) {
            said_.insert(object.says.begin(), object.says.end());
            by_stem[stems_.of(object.id)].push_back(&object);
        }
        for (const auto& [stem, objects] : by_stem) {
            if (const auto reason = models::why_not_one_file(objects); !reason.empty())
                refuse(reason);
            files_[stem].toml = models::toml_file(objects);
        }
    }

    void write_sql() {
        std::map<std::string, Catalog> rest;
        std::map<Identity, std::string> stem_of;
        for (const auto& [id, fact] : catalog_.facts) {
            if (said_.contains(id)) continue;
            const auto stem = stems_.of(id);
            rest[stem].facts.emplace(id, fact);
            stem_of.emplace(id, stem);
        }
        for (const auto& dependency : catalog_.dependencies) {
            const auto from = stem_of.find(dependency.from);
            const auto on = stem_of.find(dependency.on);
            if (from != stem_of.end() && on != stem_of.end() && from->second == on->second)
                rest[from->second].dependencies.push_back(dependency);
        }
        for (const auto& [stem, catalog] : rest)
            files_[stem].plan = plan::plan_creation(catalog, plan::Author::server);
    }

    // The first thing that takes SQL; empty if nothing does.
    std::string first_rest() const {
        for (const auto& [id, fact] : catalog_.facts)
            if (!said_.contains(id)) return to_string(id);
        return {};
    }

    std::vector<DumpedFile> files() {
        std::vector<DumpedFile> result;
        for (auto& [stem, file] : files_) {
            file.stem = stem;
            result.push_back(std::move(file));
        }
        return result;
    }

    [[noreturn]] static void refuse(const std::string& reason) {
        throw Error(ExitStatus::failed,
                    format("this can't be written as one TOML file: {}", reason),
                    {"Write a folder with --output DIR, SQL with --format sql, or choose with "
                     "--schema and --table."});
    }

  private:
    const Catalog& catalog_;
    Stems stems_;
    std::vector<models::TomlObject> objects_;
    std::set<Identity> said_;
    std::map<std::string, DumpedFile> files_;
};

} // namespace

std::vector<DumpedFile> files_of(const Catalog& catalog, DumpFormat format_, DumpLayout layout) {
    if (format_ == DumpFormat::sql && layout == DumpLayout::whole)
        return {
            {.stem = {}, .toml = {}, .plan = plan::plan_creation(catalog, plan::Author::server)}};
    Spreading spreading(catalog, layout);
    if (format_ == DumpFormat::toml) spreading.write_toml();
    if (const auto rest = spreading.first_rest();
        format_ == DumpFormat::toml && layout == DumpLayout::whole && !rest.empty())
        Spreading::refuse(format("{} takes SQL", rest));
    spreading.write_sql();
    return spreading.files();
}

} // namespace pgslate::commands
