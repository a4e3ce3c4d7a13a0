#include "postgres/pinned_settings.hpp"

#include <array>

namespace pgslate::postgres {
namespace {

//   client_min_messages          notices such as "will create implicit sequence" are no news
//   statement_timeout, idle_in_transaction_session_timeout
//                                a default of the role must not cut a build short
//   default_transaction_...      nor forbid it, nor make it see only what was there when it began
//   exit_on_error                what fails is tried again, in the same session
//   search_path                  names in models mean the same whatever the role's own setting is;
//                                our own statements run without it, see `alone`
//   standard_conforming_strings, escape_string_warning, backslash_quote
//                                the quoting of literals relies on the first
//   array_nulls, transform_null_equals
//                                '{null}' and `x = null` are what the manual says they are
//   datestyle, intervalstyle, timezone, timezone_abbreviations
//                                '01.02.2020', '-1 2:03', '2020-01-01 12:00' and 'EST' as a default
//                                or a bound are read when the model is
//   lc_monetary, lc_numeric, lc_time
//                                so are '12,50'::money, to_number() and to_char()
//   bytea_output, extra_float_digits, xmlbinary, quote_all_identifiers
//                                what is made text in a statement is the same text
//   xmloption                    what is XML at all
//   default_tablespace, default_table_access_method
//                                a table is where, and of the kind, that its model says
//   row_security                 a query sees what its role may see, instead of failing
//   check_function_bodies        what is wrong with a function is found when it is made
//   plpgsql....                  what a function does, and whether it is refused
//   local_preload_libraries      an owner of a database names any file among the plugins: it would
//                                run in a session of ours, or keep everybody out if it is not there
//   jit                          compiling a question takes longer than answering it
constexpr std::array usual = {
    PinnedSetting{"client_min_messages", "warning"},
    PinnedSetting{"statement_timeout", "0"},
    PinnedSetting{"idle_in_transaction_session_timeout", "0"},
    PinnedSetting{"default_transaction_isolation", "read committed"},
    PinnedSetting{"default_transaction_read_only", "off"},
    PinnedSetting{"default_transaction_deferrable", "off"},
    PinnedSetting{"exit_on_error", "off"},
    PinnedSetting{"search_path", "public"},
    PinnedSetting{"standard_conforming_strings", "on", true},
    PinnedSetting{"escape_string_warning", "on"},
    PinnedSetting{"backslash_quote", "safe_encoding"},
    PinnedSetting{"array_nulls", "on"},
    PinnedSetting{"transform_null_equals", "off"},
    PinnedSetting{"datestyle", "ISO, MDY", true},
    PinnedSetting{"intervalstyle", "postgres", true},
    PinnedSetting{"timezone", "UTC", true},
    PinnedSetting{"timezone_abbreviations", "Default"},
    PinnedSetting{"lc_monetary", "C", true},
    PinnedSetting{"lc_numeric", "C"},
    PinnedSetting{"lc_time", "C"},
    PinnedSetting{"bytea_output", "hex", true},
    PinnedSetting{"extra_float_digits", "1", true},
    PinnedSetting{"xmlbinary", "base64"},
    PinnedSetting{"quote_all_identifiers", "off", true},
    PinnedSetting{"xmloption", "content", true},
    PinnedSetting{"default_tablespace", ""},
    PinnedSetting{"default_table_access_method", "heap"},
    PinnedSetting{"row_security", "on"},
    PinnedSetting{"check_function_bodies", "on"},
    PinnedSetting{"plpgsql.check_asserts", "on"},
    PinnedSetting{"plpgsql.extra_errors", "none"},
    PinnedSetting{"plpgsql.extra_warnings", "none"},
    PinnedSetting{"plpgsql.print_strict_params", "off"},
    PinnedSetting{"local_preload_libraries", ""},
    PinnedSetting{"jit", "off", true},
};

//   idle_session_timeout             the session that holds the lock sits idle during a build
//   client_connection_check_interval the statement of a client that was killed ends, too; not
//                                    every system can do that
//   transaction_timeout              as statement_timeout above
//   default_toast_compression        as default_tablespace above
//   createrole_self_grant            roles get the members that a model says
//   icu_validation_level             a collation that works on one server is not refused by another
//   restrict_nonsystem_relation_kind views and foreign tables may be used
//   plpgsql.variable_conflict        as above
//   event_triggers, session_replication_role
//                                    triggers and rules fire as ever, foreign keys are checked
constexpr std::array special = {
    PinnedSetting{"idle_session_timeout", "0"},
    PinnedSetting{.name = "client_connection_check_interval",
                  .value = "1s",
                  .systems = "linux|darwin|bsd|solaris|illumos"},
    PinnedSetting{"transaction_timeout", "0"},
    PinnedSetting{"default_toast_compression", "pglz"},
    PinnedSetting{"createrole_self_grant", ""},
    PinnedSetting{"icu_validation_level", "warning"},
    PinnedSetting{"restrict_nonsystem_relation_kind", ""},
    PinnedSetting{.name = "plpgsql.variable_conflict", .value = "error", .restricted = true},
    PinnedSetting{.name = "event_triggers", .value = "on", .needed = true, .restricted = true},
    PinnedSetting{
        .name = "session_replication_role", .value = "origin", .needed = true, .restricted = true},
};

} // namespace

std::span<const PinnedSetting> usual_pins() {
    return usual;
}

std::span<const PinnedSetting> special_pins() {
    return special;
}

} // namespace pgslate::postgres
