#include "base/format.hpp"
#include "support/random_walk.hpp"

namespace pgslate::testing {

// A value for each row, another one as far as the type has that many; none that is NULL where the
// type has a usual value.
void RandomWalk::fill() {
    const std::string sql = format(R"(
do $$
declare
  t record;
  row integer;
  pass integer;
begin
  set constraints all immediate;
  for pass in 1..2 loop
    for t in select c.oid::regclass as name,
                    string_agg(quote_ident(a.attname), ', ' order by a.attnum) as names,
                    string_agg(case
                      when y.typtype = 'e' then format('(array[''a'', ''b'', ''c''])[$1]::%1$s', y.oid::regtype)
                      when y.typtype = 'd' or b.typcategory in ('N', 'S') then format('$1::text::%s', format_type(a.atttypid, a.atttypmod))
                      when y.typcategory = 'A' then format('array[$1]::text::%s', format_type(a.atttypid, a.atttypmod))
                      when y.typcategory = 'D' then format('(date ''2020-01-01'' + $1)::%s', format_type(a.atttypid, a.atttypmod))
                      when y.typname = 'bool' then '$1 = 1'
                      when y.typname in ('json', 'jsonb') then format('format(''{{"a": %%s}}'', $1)::%s', y.typname)
                      when y.typname = 'uuid' then 'md5($1::text)::uuid'
                      else 'null' end, ', ' order by a.attnum) as values
             from pg_class c join pg_namespace n on n.oid = c.relnamespace
             join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
             join pg_type y on y.oid = a.atttypid
             left join pg_type b on b.oid = coalesce(nullif(y.typbasetype, 0), y.oid)
             where n.nspname in ('{0}', '{0}_x') and c.relkind in ('r', 'p')
             group by c.oid, n.nspname, c.relname order by n.nspname, c.relname
    loop
      for row in 1..3 loop
        begin
          execute format('insert into %s (%s) overriding system value select %s where not exists (select from only %1$s where id = $1)', t.name, t.names, t.values) using row;
        exception when others then null;
        end;
      end loop;
    end loop;
  end loop;
end $$)",
                                   name_);
    session_.execute(sql::Text::verbatim(sql), "filling");
}

} // namespace pgslate::testing
