// The fixture with something of every kind, in a database of its own.
#pragma once

#include "support/program_test.hpp"

namespace pgslate::testing {

/// Two roles and a database that is made from tests/fixtures/every_kind.sql for the version of the
/// test server.
class EveryKind {
  public:
    EveryKind();
    ~EveryKind();
    EveryKind(const EveryKind&) = delete;
    EveryKind& operator=(const EveryKind&) = delete;

    const std::string& database() const { return database_.name(); }
    postgres::Session session() const { return database_.session(); }
    /// `sql` with the names of the roles of this one in the place of those of the fixture.
    std::string with_roles(std::string sql) const;

    /// Another database like it. What a template has of subscriptions stays with it.
    class Copy {
      public:
        Copy(const EveryKind& every, const std::string& suffix);
        ~Copy();
        Copy(const Copy&) = delete;
        Copy& operator=(const Copy&) = delete;

        const std::string& name() const { return database_.name(); }
        postgres::Session session() const { return database_.session(); }

      private:
        TestDatabase database_;
    };

  private:
    LoginRole owner_;
    LoginRole reader_;
    TestDatabase database_;
    std::string subscription_;
};

} // namespace pgslate::testing
