#include "config/service_file.hpp"

#include "base/files.hpp"
#include "base/trim.hpp"
#include "config/hosts.hpp"

#include <filesystem>
#include <vector>

namespace pgslate::config {
namespace {

std::vector<std::filesystem::path> service_files(const Environment& environment) {
    std::vector<std::filesystem::path> files;
    if (const auto named = environment.get("PGSERVICEFILE"))
        files.emplace_back(*named);
    else if (const auto home = environment.get("HOME"))
        files.push_back(std::filesystem::path(*home) / ".pg_service.conf");
    if (const auto folder = environment.get("PGSYSCONFDIR")) {
        files.push_back(std::filesystem::path(*folder) / "pg_service.conf");
    } else {
        files.emplace_back("/etc/postgresql-common/pg_service.conf"); // Debian, Ubuntu
        files.emplace_back("/etc/sysconfig/pgsql/pg_service.conf");   // Fedora, RHEL
        files.emplace_back("/etc/postgresql/pg_service.conf");        // Alpine
    }
    return files;
}

// Of two lines with one keyword libpq takes the first.
void note(Service& service, std::string keyword, std::string_view value) {
    if (find_keyword(service.keywords, keyword) == nullptr)
        service.keywords.emplace_back(std::move(keyword), value);
}

} // namespace

Service parse_service(std::string_view text, std::string_view name) {
    Service service;
    for (const auto whole : split(text, '\n')) {
        const auto line = trimmed(whole);
        if (line.empty() || line.starts_with('#')) continue;
        if (line.starts_with('[')) {
            if (service.found) break;
            const auto rest = line.substr(1);
            service.found = rest.starts_with(name) && rest.substr(name.size()).starts_with(']');
        } else if (const auto equals = line.find('=');
                   service.found && equals != std::string_view::npos) {
            note(service, std::string(line.substr(0, equals)), line.substr(equals + 1));
        }
    }
    return service;
}

std::optional<std::string> Service::database() const {
    const auto* const name = find_keyword(keywords, "dbname");
    return name == nullptr ? std::nullopt : std::optional(*name);
}

Service find_service(const std::string& name, const Environment& environment) {
    for (const auto& file : service_files(environment)) {
        std::error_code ignored;
        if (!std::filesystem::exists(file, ignored)) continue;
        const auto text = read_file(file, ExitStatus::bad_configuration, largest_note);
        if (auto service = parse_service(text, name); service.found) return service;
    }
    return {};
}

} // namespace pgslate::config
