#include "plan/role_guard.hpp"

namespace pgslate::plan {
namespace {

using catalog::Kind;

bool makes_role(const Step& step) {
    return !step.creates.empty() && step.creates.front().kind == Kind::role;
}

// What follows the CREATE of a TOML model at once and creates nothing: comment, settings.
bool completes(const Step& step, const Step& made) {
    return step.creates.empty() && !step.verbatim && !made.verbatim
           && step.origins.front().place == made.origins.front().place;
}

sql::Text guarded(const std::string& role, const std::vector<sql::Text>& statements) {
    const auto body = sql::text("BEGIN\n"
                                "  IF NOT EXISTS (SELECT FROM pg_catalog.pg_roles"
                                " WHERE rolname = {}) THEN\n    {};\n  END IF;\nEND",
                                sql::Literal(role), joined(statements, ";\n    "));
    return sql::text("DO {}", sql::Literal(body.sql()));
}

} // namespace

Plan with_guarded_roles(const Plan& plan) {
    Plan result;
    const auto& steps = plan.steps;
    for (std::size_t at = 0; at < steps.size(); ++at) {
        auto& step = result.steps.emplace_back(steps[at]);
        if (!makes_role(step)) continue;
        std::vector<sql::Text> statements{step.sql};
        while (at + 1 < steps.size() && completes(steps[at + 1], step))
            statements.push_back(steps[++at].sql);
        step.sql = guarded(step.creates.front().name(), statements);
    }
    return result;
}

} // namespace pgslate::plan
