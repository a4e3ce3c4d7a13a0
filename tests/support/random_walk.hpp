// Databases of random shape, by random steps from others: what no catalog of cases has thought of.
#pragma once

#include "postgres/session.hpp"

#include <random>
#include <string>
#include <vector>

namespace pgslate::testing {

/// Changes what lives in two schemas, `NAME` and `NAME_x`, by statements that are picked by chance
/// among what is there; what the server refuses is left out. The same steps for the same seed, if
/// the schemas hold the same. PostgreSQL 13 to 18, as a superuser.
class RandomWalk {
  public:
    RandomWalk(postgres::Session& session, std::string name, unsigned seed)
        : session_(session), name_(std::move(name)), random_(seed) {}

    /// Schemas that are not there yet, with a few objects of most kinds.
    void begin();
    /// That many steps.
    void change(int steps);
    /// Puts rows into the tables, as far as these take them.
    void fill();
    /// What the server has done, in order.
    const std::vector<std::string>& done() const { return done_; }

  private:
    std::size_t below(std::size_t end) { return random_() % end; }
    bool chance(unsigned percent) { return below(100) < percent; }
    std::string one_of(const std::vector<std::string>& list);
    /// One row of the answer; empty texts if there is none.
    std::vector<std::string> pick(const std::string& question);
    std::string schema();
    std::string some(const std::string& letter);
    std::string type();
    std::string table();
    bool run(const std::string& statement);
    void make();
    void alter();

    std::string make_type();
    std::string make_table();
    std::string make_on_table();
    std::string make_view();
    std::string make_function();
    std::string alter_column();
    std::string alter_table();
    std::string alter_type();
    std::string alter_whole();
    std::string say();
    std::string drop();

    postgres::Session& session_;
    std::string name_;
    std::mt19937 random_;
    std::vector<std::string> done_;
};

} // namespace pgslate::testing
