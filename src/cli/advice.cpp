#include "cli/advice.hpp"

#include "base/format.hpp"
#include "base/suggest.hpp"

#include <algorithm>
#include <array>

namespace pgslate::cli {
namespace {

constexpr std::string_view database_here =
    "`--database NAME` names another database of the target's server; `--url` names it all.";
constexpr std::string_view user_here =
    "The user is part of the target: `--url postgresql://USER@HOST/DATABASE`, POSTGRES_USER, or "
    "'user' of a profile.";
constexpr std::string_view host_here =
    "Host and port are part of the target: `--url postgresql://USER@HOST:PORT/DATABASE`, "
    "POSTGRES_URL, or 'url' of a profile.";
constexpr std::string_view password_here =
    "The password is part of the target: POSTGRES_PW, POSTGRES_PW_FILE, 'password' of a profile, "
    "or libpq's password file.";
constexpr std::string_view models_here = "`--models PATH` names a model, or a folder of them.";
constexpr std::string_view profile_here = "`--profile NAME` chooses a profile of pgslate.toml.";
constexpr std::string_view trial_here =
    "`pgslate status` shows what differs, `pgslate sql` the statements; neither changes anything.";
constexpr std::string_view consent_here =
    "`--yes` confirms what is destroyed elsewhere, `--confirm NAME` a protected database.";

struct Saying {
    std::string_view there; ///< elsewhere
    std::string_view here;
};

constexpr std::array option_sayings = {
    Saying{"-d", database_here},
    Saying{"--dbname", database_here},
    Saying{"--db", database_here},
    Saying{"-U", user_here},
    Saying{"-u", user_here},
    Saying{"--user", user_here},
    Saying{"--username", user_here},
    Saying{"-H", host_here},
    Saying{"--host", host_here},
    Saying{"-p", host_here},
    Saying{"--port", host_here},
    Saying{"-W", password_here},
    Saying{"-w", password_here},
    Saying{"--password", password_here},
    Saying{"--no-password", password_here},
    Saying{"-f", models_here},
    Saying{"--file", models_here},
    Saying{"-m", models_here},
    Saying{"--dir", models_here},
    Saying{"-e", profile_here},
    Saying{"--env", profile_here},
    Saying{"--environment", profile_here},
    Saying{"-n", trial_here},
    Saying{"--dry-run", trial_here},
    Saying{"-y", consent_here},
    Saying{"--force", consent_here},
    Saying{"-q", "`--quiet` prints errors and warnings only."},
    Saying{"-v", "`--verbose` prints more; `--version` prints the version."},
    Saying{"-V", "`--version` prints the version."},
    Saying{"-j", "`--json` prints one JSON document."},
    Saying{"-c", "`--config FILE` names the pgslate.toml to read."},
    Saying{"-o", "`pgslate dump --output DIR` writes models into a folder."},
    Saying{"-s", "`pgslate dump` writes no data."},
    Saying{"--schema-only", "`pgslate dump` writes no data."},
    Saying{"--no-color", "`--color never` leaves colours out."},
    Saying{"-?", "`--help` prints help."},
};

constexpr std::array command_sayings = {
    Saying{"reset", "resetdb"},      Saying{"recreate", "resetdb"},  Saying{"rebuild", "resetdb"},
    Saying{"clean", "resetdb"},      Saying{"fresh", "resetdb"},     Saying{"createdb", "create"},
    Saying{"make", "create"},        Saying{"setup", "create"},      Saying{"up", "create"},
    Saying{"migrate", "create"},     Saying{"apply", "create"},      Saying{"push", "create"},
    Saying{"deploy", "create"},      Saying{"load", "create"},       Saying{"dropdb", "drop"},
    Saying{"delete", "drop"},        Saying{"remove", "drop"},       Saying{"destroy", "drop"},
    Saying{"down", "drop"},          Saying{"rm", "drop"},           Saying{"diff", "status"},
    Saying{"plan", "status"},        Saying{"compare", "status"},    Saying{"show", "status"},
    Saying{"info", "status"},        Saying{"validate", "check"},    Saying{"verify", "check"},
    Saying{"lint", "check"},         Saying{"test", "check"},        Saying{"export", "dump"},
    Saying{"pull", "dump"},          Saying{"inspect", "dump"},      Saying{"introspect", "dump"},
    Saying{"backup", "dump"},        Saying{"pgdump", "dump"},       Saying{"ping", "wait"},
    Saying{"pgisready", "wait"},     Saying{"script", "sql"},        Saying{"print", "sql"},
    Saying{"new", "init"},           Saying{"start", "local start"}, Saying{"stop", "local stop"},
    Saying{"server", "local start"}, Saying{"env", "local env"},
};

std::string_view saying_for(std::string_view there, const auto& sayings) {
    const auto* found = std::ranges::find(sayings, there, &Saying::there);
    return found == sayings.end() ? std::string_view() : found->here;
}

// `Reset-DB` and rails' `db:reset` are written in small letters here, and without marks.
std::string in_plain_letters(std::string_view word) {
    if (word.starts_with("db:")) word.remove_prefix(3);
    std::string letters;
    for (const char c : word)
        if (c >= 'A' && c <= 'Z')
            letters += static_cast<char>(c - 'A' + 'a');
        else if (c != '-' && c != '_')
            letters += c;
    return letters;
}

bool is_number(std::string_view word) {
    return !word.empty() && word.find_first_not_of("0123456789.") == std::string_view::npos;
}

bool looks_like_path(std::string_view word) {
    return word.ends_with(".toml") || word.ends_with(".sql") || word == "schemas"
           || word.find('/') != std::string_view::npos;
}

} // namespace

std::string_view instead_of_option(std::string_view option) {
    const bool is_long = option.starts_with("--");
    return saying_for(is_long ? option : option.substr(0, 2), option_sayings);
}

std::string command_meant_by(std::string_view word, const std::vector<std::string>& commands) {
    const auto letters = in_plain_letters(word);
    const std::vector<std::string_view> known(commands.begin(), commands.end());
    if (std::ranges::find(known, letters) != known.end()) return letters;
    const auto elsewhere = saying_for(letters, command_sayings);
    if (std::ranges::find(known, elsewhere.substr(0, elsewhere.find(' '))) != known.end())
        return std::string(elsewhere);
    const auto begins = [&](std::string_view command) { return command.starts_with(letters); };
    const auto longer = std::ranges::find_if(known, begins);
    if (letters.size() < 2 || longer == known.end()) return nearest(letters, known).value_or("");
    // `stat` is a beginning of `status`, though `start` is nearer.
    if (std::ranges::count_if(known, begins) == 1) return std::string(*longer);
    return nearest(letters, known).value_or(std::string(*longer));
}

std::string instead_of_word(std::string_view command, std::string_view word) {
    if (word.find("://") != std::string_view::npos)
        return "A URL stands behind `--url`; it names the whole target.";
    if (is_number(word) && command == "wait") return format("Write `--wait={}`.", word);
    if (is_number(word) && command == "local start") return format("Write `--port {}`.", word);
    if (command == "check" || command == "sql" || looks_like_path(word))
        return format("Models are named by `--models {}`.", word);
    return format("The database is the target's: `--database {}` names another one of its server.",
                  word);
}

} // namespace pgslate::cli
