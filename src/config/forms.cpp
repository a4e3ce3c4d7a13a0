#include "config/forms.hpp"

namespace pgslate::config {
namespace {

using Is = TomlShape::Kind;

TomlShape list_of_texts() {
    return toml_list_of_some({{Is::some_text}});
}

TomlKey models_key() {
    return {"models",
            {toml_list_of_some({{Is::some_text}, toml_form(model_command_form)})},
            "Where the models are: files, and folders that are read whole, relative to this file; "
            "and commands that print one. `[\"schemas\"]` if left out."};
}

TomlKey ignore_key() {
    return {"ignore",
            {list_of_texts()},
            "Patterns of what belongs to somebody else: `\"public.alembic_version\"`, `\"extension "
            "*\"`. It is neither compared nor made, altered or dropped."};
}

std::vector<TomlKey> keys_of_ours() {
    return {
        {"url",
         {{Is::some_text}},
         "The server: `host:port`, `host`, `[::1]:5432`, the path of a socket folder, or a whole "
         "`postgresql://` URL."},
        {"user", {{Is::text}}, "The role to log in as; the user of the system if left out."},
        {"password", {toml_form(password_form)}, ""},
        {"database", {{Is::text}}, "The name of the database."},
        {"local",
         {{Is::boolean}},
         "true: the private server of the project, which is started when it is needed. Then there "
         "is no `url`, `user` and `password`."},
        {"protected",
         {{Is::boolean}},
         "true: `resetdb` and `drop` need `--confirm` with the name of the database."},
        models_key(),
        {"env_file",
         {{Is::some_text}, list_of_texts()},
         "Files of variables, as `.env`, relative to this file, for `{ env = \"NAME\" }`; without "
         "`url`, the server and the login, too."},
        ignore_key(),
        {"scratch",
         {{Is::text}},
         "The server for scratch databases, if the role may not make any on its own: a URL, or the "
         "name of a profile."},
        {"lock_timeout",
         {{Is::some_text}, {Is::integer}},
         "How long to wait for a lock: `\"500ms\"`, `\"5s\"`, `\"2min\"`, or whole seconds."},
        {"owner", {{Is::name}}, "The role that owns a database that is not there yet."},
        {"template",
         {{Is::name}, {Is::boolean}},
         "The database that a new one is a copy of; or true: `resetdb` keeps a template of what "
         "the "
         "models make, and copies it the next time."},
        {"spares",
         {{Is::integer}},
         "How many databases `resetdb` prepares in advance, so that the next one is there at once: "
         "0 to 16."},
        {"encoding", {{Is::name}}, "The encoding of a new database: `\"UTF8\"`."},
        {"locale", {{Is::name}}, "The locale of a new database: `\"C.UTF-8\"`."},
    };
}

std::vector<TomlKey> profile_keys() {
    auto keys = keys_of_ours();
    for (auto& key : keyword_keys()) keys.push_back(std::move(key));
    return keys;
}

} // namespace

const TomlForm& project_form() {
    static const TomlForm form{
        "project",
        "Where pgslate finds its databases and models.",
        {{"default_profile",
          {{Is::text}},
          "The profile to use if neither the command line nor the environment names a target."},
         models_key(),
         ignore_key(),
         {"profile",
          {toml_map({toml_form(profile_form)})},
          "The databases, each in a profile: `[profile.NAME]`."}}};
    return form;
}

const TomlForm& profile_form() {
    static const TomlForm form{"profile", "A database: its server, and how to log in.",
                               profile_keys()};
    return form;
}

const TomlForm& model_command_form() {
    static const TomlForm form{
        "model_command",
        "A program whose standard output is a `.sql` model.",
        {{"command", {list_of_texts()}, "The program and its arguments; no shell is between."}},
        {},
        true};
    return form;
}

const TomlForm& password_form() {
    static const TomlForm form{
        "password",
        "The password, or where it comes from: one of `env`, `file` and `command`. If left out, "
        "PGPASSWORD and the password file of libpq count.",
        {{"env", {{Is::text}}, "The environment variable that holds it."},
         {"file", {{Is::text}}, "The file that holds it, relative to this file."},
         {"command",
          {list_of_texts()},
          "A program and its arguments; the first line it prints is the password."}},
        {{Is::text}},
        true};
    return form;
}

} // namespace pgslate::config
