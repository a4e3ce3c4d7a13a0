#include "config/profile_reader.hpp"

#include "base/format.hpp"
#include "config/duration.hpp"
#include "config/forms.hpp"
#include "config/models_reader.hpp"
#include "config/name.hpp"
#include "config/password_reader.hpp"

#include <algorithm>
#include <array>
#include <stdexcept>
#include <string_view>
#include <utility>

namespace pgslate::config {
namespace {

struct Reading {
    TomlFile& file;
    const Folders& folders;
    Profile& profile;
};

void read_url(const Reading& in, const Entry& entry) {
    const auto text = in.file.string(entry);
    if (!text) return;
    in.file.gather([&] {
        in.profile.url = Setting<Address>{.value = parse_address(*text), .origin = text->origin};
    });
}

void read_user(const Reading& in, const Entry& entry) {
    in.profile.user = in.file.string(entry);
}

void read_database(const Reading& in, const Entry& entry) {
    in.profile.database = in.file.string(entry);
}

void read_local(const Reading& in, const Entry& entry) {
    if (auto value = in.file.boolean(entry)) in.profile.local = *std::move(value);
}

void read_protected(const Reading& in, const Entry& entry) {
    if (auto value = in.file.boolean(entry)) in.profile.is_protected = *std::move(value);
}

void read_profile_models(const Reading& in, const Entry& entry) {
    in.profile.models = read_models(in.file, entry, in.folders);
}

void read_env_file(const Reading& in, const Entry& entry) {
    std::optional<std::vector<std::string>> paths;
    if (!entry.node.is_string())
        paths = in.file.strings(entry);
    else if (const auto path = in.file.string(entry))
        paths = {path->value};
    if (!paths) return;
    if (paths->front().empty())
        return in.file.complain(entry, format("{} names no file", entry.origin.name));
    in.profile.env_files = {.value = {}, .origin = entry.origin};
    for (const auto& path : *paths)
        in.profile.env_files->value.push_back((in.folders.file / path).lexically_normal());
}

void read_ignore(const Reading& in, const Entry& entry) {
    if (auto patterns = in.file.strings(entry)) in.profile.ignore = *std::move(patterns);
}

void read_lock_timeout(const Reading& in, const Entry& entry) {
    std::optional<std::chrono::milliseconds> time;
    if (const auto text = entry.node.value_exact<std::string>()) time = parse_duration(*text);
    if (const auto seconds = entry.node.value_exact<std::int64_t>())
        time = duration_of_seconds(*seconds);
    if (time)
        in.profile.lock_timeout = {.value = *time, .origin = entry.origin};
    else
        in.file.complain(entry, format("{} is not a time", entry.origin.name),
                         {std::string(duration_hint)});
}

template <std::string NewDatabase::*part>
void read_part(const Reading& in, const Entry& entry) {
    const auto text = in.file.string(entry);
    if (!text) return;
    in.file.gather([&] { check_name(text->value, entry.key.str(), text->origin); });
    in.profile.new_database.*part = text->value;
}

bool says_yes_or_no(std::string_view text) {
    constexpr std::array<std::string_view, 6> words = {"true", "false", "yes", "no", "on", "off"};
    return std::ranges::find(words, text) != words.end();
}

// The name of a database, or whether we make one.
void read_template(const Reading& in, const Entry& entry) {
    const auto text = entry.node.value_exact<std::string>();
    if (const auto truth = entry.node.value_exact<bool>())
        in.profile.template_cache = *truth;
    else if (text && !says_yes_or_no(*text))
        read_part<&NewDatabase::template_name>(in, entry);
    else
        in.file.complain(entry,
                         format("{} is true, false, or the name of a database", entry.origin.name),
                         {"true and false stand without quotes."});
}

void read_spares(const Reading& in, const Entry& entry) {
    const auto number = entry.node.value_exact<std::int64_t>();
    if (number && *number >= 0 && *number <= most_spares)
        in.profile.spares = {.value = static_cast<int>(*number), .origin = entry.origin};
    else
        in.file.complain(entry,
                         format("{} is a number from 0 to {}", entry.origin.name, most_spares));
}

// It may hold a password; whether it is a URL is found out when it is used.
void read_scratch(const Reading& in, const Entry& entry) {
    if (const auto text = in.file.string(entry))
        in.profile.scratch = Setting<Secret>{.value = Secret(text->value), .origin = text->origin};
}

void read_profile_password(const Reading& in, const Entry& entry) {
    in.profile.password = read_password(in.file, entry, in.folders.file, in.folders.trust);
}

// libpq takes all values as text; TOML's own numbers and truth values are welcome too.
void read_keyword(const Reading& in, const Entry& entry) {
    Setting<std::string> value{.value = {}, .origin = entry.origin};
    if (const auto number = entry.node.value_exact<std::int64_t>())
        value.value = format("{}", *number);
    else if (const auto truth = entry.node.value_exact<bool>())
        value.value = format("{:d}", *truth);
    else if (auto text = in.file.string(entry))
        value = *std::move(text);
    else
        return;
    in.profile.keywords.emplace_back(entry.key.str(), std::move(value));
}

// Keywords of libpq that have a place of their own here.
std::string_view own_place(std::string_view keyword) {
    if (keyword == "host" || keyword == "port")
        return "Write host and port into 'url', as in url = \"127.0.0.1:5432\".";
    if (keyword == "dbname") return "Write 'database' in the place of 'dbname'.";
    if (keyword == "service")
        return "A profile cannot name a service, because sources are never mixed.";
    return {};
}

using Read = void (*)(const Reading&, const Entry&);
constexpr std::array<std::pair<std::string_view, Read>, 16> own_keys = {
    {{"url", read_url},
     {"user", read_user},
     {"password", read_profile_password},
     {"database", read_database},
     {"local", read_local},
     {"protected", read_protected},
     {"models", read_profile_models},
     {"env_file", read_env_file},
     {"lock_timeout", read_lock_timeout},
     {"ignore", read_ignore},
     {"scratch", read_scratch},
     {"owner", read_part<&NewDatabase::owner>},
     {"template", read_template},
     {"spares", read_spares},
     {"encoding", read_part<&NewDatabase::encoding>},
     {"locale", read_part<&NewDatabase::locale>}}};

Read reader_of(std::string_view key) {
    for (const auto& [name, read] : own_keys)
        if (name == key) return read;
    if (is_libpq_keyword(key)) return read_keyword;
    throw std::logic_error(format("nobody reads '{}' of a profile", key));
}

void read_entry(const Reading& in, const Entry& entry) {
    const std::string_view key = entry.key.str();
    if (find_key(profile_form(), key) != nullptr) return reader_of(key)(in, entry);
    if (const auto hint = own_place(key); !hint.empty())
        return in.file.complain(entry, format("'{}' cannot stand in a profile", key),
                                {std::string(hint)});
    in.file.complain_unknown(entry, profile_form());
}

// The private server brings its own address and credentials.
void check_local(const Reading& in) {
    if (!in.profile.local.value) return;
    const auto refuse_beside_local = [&](const auto& setting) {
        if (!setting) return;
        in.file.complain(problem_at(setting->origin, format("{} cannot stand beside 'local = true'",
                                                            setting->origin.name)));
    };
    refuse_beside_local(in.profile.url);
    refuse_beside_local(in.profile.user);
    refuse_beside_local(in.profile.password);
    refuse_beside_local(in.profile.env_files);
}

void check_spares(const Reading& in) {
    const auto& [spares, origin] = in.profile.spares;
    const bool another = !in.profile.new_database.template_name.empty();
    if (spares == 0 || (!another && in.profile.template_cache != false)) return;
    in.file.complain(problem_at(
        origin,
        format("{} cannot stand beside {}", origin.name,
               another ? "'template' with the name of a database" : "'template = false'"),
        {"Spares are copies of the template that `resetdb` keeps by itself."}));
}

} // namespace

Profile read_profile(TomlFile& file, const Entry& entry, const Folders& folders) {
    Profile profile;
    profile.name = entry.key.str();
    profile.place = entry.origin.place;
    const Reading in{.file = file, .folders = folders, .profile = profile};
    const auto* const table = entry.node.as_table();
    if (table == nullptr) {
        file.complain(entry, format("profile '{}' must be a table", profile.name),
                      {format("Begin it with a line [profile.{}].", profile.name)});
        return profile;
    }
    for (const auto& [key, node] : *table)
        read_entry(in,
                   file.entry(key, node, format("'{}' of profile '{}'", key.str(), profile.name)));
    check_local(in);
    check_spares(in);
    return profile;
}

} // namespace pgslate::config
