#include "apply/empty.hpp"

#include "apply/blame.hpp"
#include "apply/following.hpp"
#include "base/format.hpp"
#include "live/objects_in_schemas.hpp"

namespace pgslate::apply {
namespace {

using live::Object;
using postgres::ServerError;
using postgres::Statement;

// What DROP calls what pg_identify_object calls so. A function, a procedure and an aggregate are
// all dropped by the types of their arguments as routines; DROP AGGREGATE would want `(*)` for
// none.
std::string_view kind_word(std::string_view type) {
    if (type == "function" || type == "procedure" || type == "aggregate") return "ROUTINE";
    if (type == "statistics object") return "STATISTICS";
    if (type == "composite type") return "TYPE";
    return type;
}

// Both parts are the server's own words, and the identity is quoted where it needs to be. What an
// earlier DROP took along is no error.
Statement drop(const Object& object) {
    return {.sql = sql::Text::verbatim(
                format("DROP {} IF EXISTS {} CASCADE", kind_word(object.type), object.identity))};
}

[[noreturn]] void fail(const Object& object, const ServerError& error) {
    auto problem = postgres::problem(error, format("dropping {} {}", object.type, object.identity));
    if (error.sqlstate == postgres::sqlstate::insufficient_privilege)
        problem.hints.emplace_back("Only its owner may drop it: the role has to own all that the "
                                   "schemas contain.");
    if (is_out_of_locks(error)) problem.hints.emplace_back(more_locks_hint);
    throw Error(postgres::exit_status(error.sqlstate), std::move(problem));
}

void drop_all(postgres::Session& session, const std::vector<Object>& objects) {
    std::vector<Statement> statements;
    statements.reserve(objects.size());
    for (const auto& object : objects) statements.push_back(drop(object));
    const auto result =
        Following(session, "Emptying schemas", objects.size()).run(statements, 0, [](std::size_t) {
            return true;
        });
    if (result.error) fail(objects.at(result.failed), *result.error);
}

} // namespace

std::size_t empty(postgres::Session& session, const std::vector<std::string>& schemas,
                  std::vector<live::Object> objects,
                  const std::function<bool(const live::Object&)>& stays) {
    // While a DROP waited for a lock, others may have put in more.
    constexpr int most_times = 10;
    std::size_t found = 0;
    std::erase_if(objects, stays);
    for (int time = 0; !objects.empty(); ++time) {
        if (time == most_times)
            throw Error(ExitStatus::busy, format("schemas don't stay empty: {} {} is there again",
                                                 objects.front().type, objects.front().identity));
        found += objects.size();
        drop_all(session, objects);
        objects = live::objects_in_schemas(session, schemas);
        std::erase_if(objects, stays);
    }
    return found;
}

} // namespace pgslate::apply
