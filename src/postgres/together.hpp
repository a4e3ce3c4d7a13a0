// Questions of several parts of the program that travel in one message.
#pragma once

#include "postgres/session.hpp"

#include <functional>
#include <string_view>
#include <vector>

namespace pgslate::postgres {

/// Each question is handed over with what takes its rows; ask() sends them all. A network may be
/// slow: what one place needs to know is asked at once.
class Together {
  public:
    using Take = std::function<void(const std::vector<Row>&)>;

    /// A question is a statement that returns rows. What `take` writes to has to live as long.
    void add(sql::Text question, Take take);
    /// A statement that returns none.
    void add(sql::Text statement);
    /// All that the other one asks.
    void add(const Together& other);
    bool is_empty() const { return statements_.empty(); }
    /// Asks, in the order of adding, and gives each its rows. Throws Error that begins with
    /// `doing`; then nothing after the failed one has run.
    void ask(Session& session, std::string_view doing) const;

  private:
    std::vector<sql::Text> statements_;
    std::vector<Take> takers_;
};

} // namespace pgslate::postgres
