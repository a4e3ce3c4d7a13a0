#include "commands/witness.hpp"

#include "plan/others.hpp"
#include "sql/secrets.hpp"

#include <algorithm>
#include <set>

namespace pgslate::commands {
namespace {

using catalog::Catalog;
using catalog::Identity;
using catalog::Kind;

// What is in the database and stays there although nobody declares it, by schema and name.
std::set<std::pair<std::string, std::string>>
left_alone(const Catalog& live, const Catalog& declared, const plan::Patterns& ignore) {
    std::set<std::pair<std::string, std::string>> names;
    for (const auto& [id, fact] : live.facts) {
        const bool is_partition = fact.has("partition_of") && !declared.contains(id);
        if (is_annotation(id.kind) || (!is_partition && !plan::is_ignored(id, ignore, live)))
            continue;
        names.emplace(lives_in_schema(id.kind) ? id.names.front() : "-", id.name());
        if (fact.parent) names.emplace(id.names.front(), fact.parent->name());
    }
    return names;
}

// pg_dump calls a part by the name of the whole and its own, and a comment by what it is about.
bool is_about(const std::string& object, const std::string& name) {
    return object == name || object.starts_with(name + " ") || object.starts_with(name + ".")
           || object.ends_with(" " + name) || object.find(" " + name + ".") != std::string::npos;
}

// Which objects that only the database has are a difference.
class Scope {
  public:
    Scope(const Context& context, const Catalog& live, const Catalog& declared,
          const DumpedObjects& wanted)
        : everything_(context.like.has_value()),
          alone_(left_alone(live, declared, context.target.ignore)) {
        for (const auto& [id, fact] : declared.facts)
            if (const auto schema = schema_of(id)) schemas_.insert(*schema);
        for (const auto& [object, said] : wanted)
            if (object.schema == "-") types_.insert(object.type);
    }

    bool counts(const DumpedObject& object) const {
        if (std::ranges::any_of(alone_, [&](const auto& one) {
                return one.first == object.schema && is_about(object.name, one.second);
            }))
            return false;
        if (everything_) return true;
        if (object.schema != "-") return schemas_.contains(object.schema);
        return object.type != "SCHEMA" && object.type != "COMMENT" && types_.contains(object.type);
    }

  private:
    bool everything_;
    std::set<std::pair<std::string, std::string>> alone_;
    std::set<std::string> schemas_;
    std::set<std::string> types_; ///< of what is in no schema
};

} // namespace

Witness::Witness(const Context& context, int server_major)
    : context_(context), program_(local::find_dump_program(context.environment, server_major)) {}

std::string Witness::dumped(const postgres::ConnectionParameters& connection) const {
    return local::dumped_schema(program_, connection, context_.environment);
}

Testimony Witness::look(const database::Server& server, Destination& destination,
                        postgres::Session& session) const {
    const auto live = destination.read(session).catalog;
    const auto present = objects_in(dumped(server.way_to(context_.target.database)));
    const auto wanted = objects_in(dumped(destination.way_to_declared()));
    const Scope scope(context_, live, destination.declared(), wanted);
    Testimony testimony{.version = program_.version,
                        .differences =
                            differences_of(present, wanted, [&](const DumpedObject& object) {
                                return scope.counts(object);
                            })};
    for (auto& difference : testimony.differences)
        for (auto* said : {&difference.present, &difference.wanted})
            *said = sql::script_without_secrets(*said);
    return testimony;
}

} // namespace pgslate::commands
