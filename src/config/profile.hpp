#pragma once

#include "config/keywords.hpp"
#include "config/model_list.hpp"
#include "config/new_database.hpp"
#include "config/password.hpp"
#include "config/secret.hpp"
#include "config/setting.hpp"
#include "config/url.hpp"

#include <chrono>
#include <filesystem>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace pgslate::config {

/// One `[profile.NAME]` of a pgslate.toml, as it stands there; what is left out is empty.
struct Profile {
    std::string name;
    Place place;
    std::optional<Setting<Address>> url;
    std::optional<Setting<std::string>> user;
    std::optional<Setting<PasswordSource>> password; ///< left out: libpq's own ways
    std::optional<Setting<std::string>> database;
    Setting<bool> local{.value = false, .origin = {.name = "default", .place = {}}};
    Setting<bool> is_protected{.value = false, .origin = {.name = "default", .place = {}}};
    std::optional<ModelList> models;
    std::optional<Setting<std::vector<std::filesystem::path>>> env_files;
    std::optional<Setting<std::chrono::milliseconds>> lock_timeout;
    std::vector<std::string> ignore; ///< patterns of what is somebody else's
    NewDatabase new_database;
    std::optional<bool> template_cache; ///< `template = true`
    Setting<int> spares;
    std::optional<Setting<Secret>> scratch; ///< a URL: the server for scratch databases
    std::vector<std::pair<std::string, Setting<std::string>>> keywords; ///< libpq's
};

} // namespace pgslate::config
