// What is loaded belongs to its owners before anything of theirs can run: an owner without rights,
// whose database is dumped and loaded by a superuser, runs nothing as superuser.
#include "base/format.hpp"
#include "support/loading.hpp"

#include <gtest/gtest.h>

namespace pgslate::testing {
namespace {

// Whoever calls spring() as superuser is found out. It says that it is immutable, so the server
// calls it wherever it sees its argument; and an index is called like its owner.
constexpr const char* trap = R"(
    create schema traps authorization {0};
    set role {0};
    create function traps.spring(integer) returns integer language plpgsql immutable as $body$
    begin
        if (select rolsuper from pg_catalog.pg_roles where rolname = current_user) then
            raise exception 'sprung by %', current_user;
        end if;
        return $1;
    end $body$;
    create table traps.t (a integer, b integer default traps.spring(1), c serial,
        constraint checked check (traps.spring(2) + a > 0));
    insert into traps.t (a) values (1), (2), (3);
    create index by_expression on traps.t (traps.spring(a), (traps.spring(3) + a));
    create index by_predicate on traps.t (a) where traps.spring(4) > 3 and traps.spring(a) > 0;
    create index {0} on traps.t ((traps.spring(a) * 2));
    alter table traps.t add constraint apart exclude using btree ((traps.spring(17) + traps.spring(a)) with =)
        where (traps.spring(18) > 0);
    create statistics traps.s on (traps.spring(a)), a from traps.t;
    create view traps.v as select traps.spring(6) as x, a from traps.t where traps.spring(7) = 7;
    create materialized view traps.m as select traps.spring(8) as x, traps.spring(a) as y from traps.v;
    create index by_rows on traps.m (traps.spring(y), (traps.spring(9) + x));
    create materialized view traps.n as select traps.spring(y) as y from traps.m;
    create table traps.parted (a integer) partition by list (a);
    create table traps.part partition of traps.parted for values in (1);
    create index on traps.parted (traps.spring(a), (traps.spring(10) + a));
    create function traps.on_change() returns trigger language plpgsql as
        'begin perform traps.spring(11); return new; end';
    create trigger tr before insert on traps.t for each row when (traps.spring(12) > new.a)
        execute function traps.on_change();
    create policy p on traps.t using (traps.spring(13) > a);
    create rule r as on update to traps.v do instead select traps.spring(14);
    grant select on traps.t to public;
    create domain traps.d as integer default traps.spring(15) check (traps.spring(16) > value);
    reset role;
)";

class OwnersRights : public LoadingTest {
  protected:
    OwnersRights() {
        run_sql(format(trap, role_.name()), theirs_.name());
        run_sql("create table traps.of_superuser (a integer)", theirs_.name());
    }
    ~OwnersRights() override { drop_owned(role_.name(), {theirs_.name(), name()}); }

    LoginRole role_{"secret"};
    TestDatabase theirs_;
};

TEST_F(OwnersRights, AreNotThoseOfWhoeverLoads) {
    expect_same_in_every_way(theirs_.name());
    EXPECT_EQ(ask_target("select count(*) from pg_class where relowner = 10 and relnamespace = "
                         "'traps'::regnamespace"),
              "1");
    EXPECT_EQ(ask_target("select string_agg(relispopulated::text, ' ') from pg_class where relkind "
                         "= 'm'"),
              "true true");
}

TEST_F(OwnersRights, AreGivenBeforeAnythingElseLooks) {
    const auto script = run_pgslate({"dump", "--database", theirs_.name()}).out;
    for (const auto* what : {"TABLE traps.t", "TABLE traps.parted", "MATERIALIZED VIEW traps.m"}) {
        const auto owner = script.find(format("ALTER {} OWNER TO", what));
        ASSERT_NE(owner, std::string::npos) << script;
        const auto name = std::string_view(what).substr(std::string_view(what).rfind(' ') + 1);
        EXPECT_LT(owner, script.find(format(" ON {} ", name))) << what;
    }
    EXPECT_GT(script.find("REFRESH MATERIALIZED VIEW traps.m"), script.find("GRANT"));
}

} // namespace
} // namespace pgslate::testing
