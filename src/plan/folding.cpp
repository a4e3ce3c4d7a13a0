#include "plan/folding.hpp"

#include "catalog/index.hpp"
#include "plan/locks.hpp"
#include "sql/tokens.hpp"

#include <algorithm>
#include <array>
#include <iterator>
#include <optional>
#include <string_view>

namespace pgslate::plan {
namespace {

using catalog::Identity;
using catalog::Kind;

// ALTER TABLE does not do what it is told in the order of its words, but in passes
// (src/backend/commands/tablecmds.c, AlterTablePass).
enum class Pass { drop, type, add_column, add, rest };

struct Words {
    std::array<std::string_view, 3> words;
    Pass pass;
};

constexpr std::array of_tables = {
    Words{{"drop", "column"}, Pass::drop},
    Words{{"drop", "constraint"}, Pass::drop},
    Words{{"add", "column"}, Pass::add_column},
    Words{{"add", "constraint"}, Pass::add},
};

constexpr std::array of_columns = {
    Words{{"drop", "default"}, Pass::drop},
    Words{{"drop", "not", "null"}, Pass::drop},
    Words{{"drop", "identity"}, Pass::drop},
    Words{{"drop", "expression"}, Pass::drop},
    Words{{"type"}, Pass::type},
    Words{{"set", "not", "null"}, Pass::add},
    Words{{"set", "default"}, Pass::add},
    Words{{"add", "generated"}, Pass::add},
    Words{{"set", "statistics"}, Pass::rest},
    Words{{"set", "storage"}, Pass::rest},
    Words{{"set", "compression"}, Pass::rest},
};

// What a step says behind `ALTER TABLE name`.
struct Clause {
    sql::Text text;
    Pass pass{};
    bool of_column = false; ///< ALTER COLUMN of what the step is about
    bool only = false;      ///< not of children
};

class Reading {
  public:
    explicit Reading(const std::string& sql) : sql_(sql), tokens_(sql::tokenize(sql).tokens) {}

    bool take(std::string_view word) {
        if (at_ >= tokens_.size() || !sql::is_word(tokens_[at_], sql_, word)) return false;
        ++at_;
        return true;
    }

    // `schema.name`, `name`
    void take_name() {
        ++at_;
        if (at_ < tokens_.size() && sql::is_symbol(tokens_[at_], sql_, ".")) at_ += 2;
    }

    sql::Text rest() const {
        const auto begin = at_ < tokens_.size() ? tokens_[at_].begin : sql_.size();
        return sql::Text::verbatim(sql_.substr(begin));
    }

    std::optional<Pass> pass(std::span<const Words> known) {
        for (const auto& [words, pass] : known) {
            const auto begin = at_;
            if (std::ranges::all_of(
                    words, [this](std::string_view word) { return word.empty() || take(word); }))
                return pass;
            at_ = begin;
        }
        return std::nullopt;
    }

  private:
    const std::string& sql_;
    std::vector<sql::Token> tokens_;
    std::size_t at_ = 0;
};

bool may_be_folded(const Step& step) {
    return step.about && step.whole && step.whole->kind == Kind::table
           && (step.about->kind == Kind::column || step.about->kind == Kind::check)
           && !step.loses_data() && !step.risks.contains(Risk::grants_more);
}

std::optional<Clause> clause_of(const Step& step) {
    if (!may_be_folded(step)) return std::nullopt;
    Reading reading(step.sql.sql());
    if (!reading.take("alter") || !reading.take("table")) return std::nullopt;
    Clause clause;
    clause.only = reading.take("only");
    reading.take_name();
    clause.text = reading.rest();
    if (reading.take("alter") && reading.take("column")) {
        clause.of_column = true;
        reading.take_name();
    }
    const auto pass = clause.of_column ? reading.pass(of_columns) : reading.pass(of_tables);
    if (!pass) return std::nullopt;
    clause.pass = *pass;
    return clause;
}

// Steps that become one.
class Fold {
  public:
    Fold(Step step, Clause clause, bool has_children)
        : has_children_(has_children), about_({step.about.value()}), clauses_({std::move(clause)}),
          step_(std::move(step)) {}

    // What is done to different columns may be done in any order, and so may what one pass does.
    bool takes(const Step& step, const Clause& clause) const {
        if (step.whole != step_.whole || step.settings != step_.settings) return false;
        if (has_children_ && clause.only != clauses_.front().only) return false;
        for (std::size_t i = 0; i < clauses_.size(); ++i) {
            const bool apart =
                clause.of_column && clauses_[i].of_column && about_[i] != *step.about;
            if (!apart && clause.pass < clauses_[i].pass) return false;
        }
        return true;
    }

    void add(Step step, Clause clause) {
        about_.push_back(*step.about);
        clauses_.push_back(std::move(clause));
        places_.push_back(step.origins.empty() ? Place() : step.origins.front().place);
        step_.risks.add(step.risks);
        for (const auto& lock : step.locks) add_lock(step_.locks, lock);
        for (const auto& id : step.rows_of)
            if (std::ranges::count(step_.rows_of, id) == 0) step_.rows_of.push_back(id);
        std::ranges::move(step.creates, std::back_inserter(step_.creates));
        std::ranges::move(step.drops, std::back_inserter(step_.drops));
        std::ranges::move(step.converts, std::back_inserter(step_.converts));
        std::ranges::move(step.reasons, std::back_inserter(step_.reasons));
        std::ranges::move(step.stale, std::back_inserter(step_.stale));
    }

    Step done() && {
        if (clauses_.size() == 1) return std::move(step_);
        const bool only = clauses_.front().only && has_children_;
        step_.sql =
            sql::text("ALTER TABLE {}{}", only ? sql::text("ONLY ") : sql::Text(),
                      sql::QualifiedName(step_.whole->names.at(0), step_.whole->names.at(1)));
        for (std::size_t i = 0; i < clauses_.size(); ++i) {
            step_.sql += sql::text("{}\n    ", i == 0 ? sql::Text() : sql::text(","));
            if (i > 0) step_.origins.push_back({step_.sql.sql().size(), places_[i - 1]});
            step_.sql += clauses_[i].text;
        }
        step_.about = step_.whole;
        step_.doing = Step::Doing::alter;
        return std::move(step_);
    }

  private:
    bool has_children_;
    std::vector<Identity> about_;
    std::vector<Clause> clauses_;
    std::vector<Place> places_; // of all but the first
    Step step_;
};

class Folding {
  public:
    Folding(const catalog::Catalog& live, const catalog::Catalog& target)
        : live_(live), target_(target) {}

    std::vector<Step> run(std::vector<Step> steps) {
        for (auto& step : steps) add(std::move(step));
        finish();
        return std::move(steps_);
    }

  private:
    void add(Step step) {
        auto clause = clause_of(step);
        if (clause && fold_ && fold_->takes(step, *clause))
            return fold_->add(std::move(step), *std::move(clause));
        finish();
        if (!clause) return steps_.push_back(std::move(step));
        const auto& table = step.whole.value().names;
        const bool has_children =
            !live_.hanging_on(table).empty() || !target_.hanging_on(table).empty();
        fold_.emplace(std::move(step), *std::move(clause), has_children);
    }

    void finish() {
        if (fold_) steps_.push_back(std::move(*fold_).done());
        fold_.reset();
    }

    const catalog::Index live_;
    const catalog::Index target_;
    std::optional<Fold> fold_;
    std::vector<Step> steps_;
};

} // namespace

std::vector<Step> folded(std::vector<Step> steps, const catalog::Catalog& live,
                         const catalog::Catalog& target) {
    return Folding(live, target).run(std::move(steps));
}

} // namespace pgslate::plan
