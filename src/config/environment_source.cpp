#include "config/env_files.hpp"
#include "config/other_variables.hpp"
#include "config/password.hpp"
#include "config/sources.hpp"

#include <algorithm>
#include <array>
#include <functional>
#include <utility>

namespace pgslate::config {
namespace {

constexpr std::array password_names = {"POSTGRES_PW", "POSTGRES_PASSWORD", "POSTGRES_PW_FILE",
                                       "POSTGRES_PASSWORD_FILE"};

bool names_a_file(const Setting<std::string>& setting) {
    return setting.origin.name.ends_with("_FILE");
}

// What the four variables say, on its way to an address, and everything that is wrong with them.
class Reader {
  public:
    explicit Reader(const Environment& environment) : environment_(environment) {}

    Address read() && {
        const bool url_usable = read_url();
        const auto user = name_of("POSTGRES_USER", "user");
        const auto password = read_password();
        const auto database = name_of("POSTGRES_DB", "database");
        agree(address_.user, url_, user, "user", problems_);
        agree(address_.password, url_, password, "password", problems_);
        agree(address_.database, url_, database, "database", problems_);
        // A URL that cannot be read might have carried what seems to be missing.
        if (url_usable) {
            expect(address_.user.has_value(), "POSTGRES_USER");
            expect(address_.password.has_value(), "POSTGRES_PW");
            expect(address_.database.has_value(), "POSTGRES_DB");
        }
        throw_if_any(std::move(problems_));
        return std::move(address_);
    }

  private:
    const Environment& environment_;
    Origin url_{.name = "POSTGRES_URL", .place = environment_.place_of("POSTGRES_URL")};
    Address address_;
    std::vector<Problem> problems_;

    void complain(std::string message) {
        problems_.push_back(problem_at(url_, std::move(message)));
    }

    void gather(const std::function<void()>& read) {
        try {
            read();
        } catch (const Error& error) {
            problems_.insert(problems_.end(), error.problems().begin(), error.problems().end());
        }
    }

    // Nothing is expected of a variable that is set but unusable: that is another problem.
    void expect(bool present, const std::string& name) {
        const bool set =
            name == "POSTGRES_PW" ? password_set() : environment_.get(name).has_value();
        if (present || set) return;
        problems_.push_back(problem_at(url_,
                                       format("Expected environment variable '{}' not set.", name),
                                       said_otherwise(environment_, name)));
    }

    std::optional<Setting<std::string>> non_empty(const std::string& name) {
        auto setting = variable(environment_, name);
        if (!setting || !setting->value.empty()) return setting;
        complain(format("environment variable '{}' is empty", name));
        return std::nullopt;
    }

    std::optional<Setting<std::string>> name_of(const std::string& which, std::string_view what) {
        auto setting = non_empty(which);
        if (setting) gather([&] { check_name(setting->value, what, setting->origin); });
        return setting;
    }

    // Whether the URL was read, or is simply not set.
    bool read_url() {
        expect(false, url_.name);
        if (!environment_.get(url_.name)) return true;
        const auto url = non_empty(url_.name);
        if (!url) return true;
        const auto before = problems_.size();
        gather([&] { address_ = parse_address(*url); });
        return problems_.size() == before;
    }

    bool password_set() const {
        return std::ranges::any_of(
            password_names, [&](const char* name) { return environment_.get(name).has_value(); });
    }

    std::optional<Setting<Secret>> read_password() {
        std::optional<Setting<std::string>> chosen;
        for (const auto* const name : password_names) {
            auto next = variable(environment_, name);
            if (!next) continue;
            if (chosen && names_a_file(*chosen) != names_a_file(*next))
                complain(format("{} and {} are both set", chosen->origin.name, name));
            else if (chosen && chosen->value != next->value)
                complain(format("{} and {} have different values", chosen->origin.name, name));
            if (!chosen) chosen = std::move(next);
        }
        if (!chosen) return std::nullopt;
        return names_a_file(*chosen) ? read_file_of(*chosen) : secret_of(*chosen);
    }

    static std::optional<Setting<Secret>> secret_of(const Setting<std::string>& setting) {
        return Setting<Secret>{.value = Secret(setting.value), .origin = setting.origin};
    }

    std::optional<Setting<Secret>> read_file_of(const Setting<std::string>& setting) {
        std::optional<Setting<Secret>> password;
        if (!non_empty(setting.origin.name)) return password;
        gather([&] {
            password = {.value =
                            read_password_file({.value = setting.value, .origin = setting.origin}),
                        .origin = setting.origin};
        });
        return password;
    }
};

} // namespace

// Those of the postgres image, which lack POSTGRES_URL, often stand beside a DATABASE_URL.
bool has_four_variables(const Environment& environment) {
    const auto is_set = [&](const char* name) { return environment.get(name).has_value(); };
    if (is_set("POSTGRES_URL")) return true;
    if (is_set("DATABASE_URL")) return false;
    return is_set("POSTGRES_USER") || is_set("POSTGRES_DB")
           || std::ranges::any_of(password_names, is_set);
}

Address address_from_four_variables(const Environment& environment) {
    return Reader(environment).read();
}

namespace {

// The first name of the password, unless it has another.
std::string password_variable(const Environment& environment) {
    const auto* const said = std::ranges::find_if(
        password_names, [&](const char* name) { return environment.get(name).has_value(); });
    return said == password_names.end() || !environment.place_of(*said).known() ? "POSTGRES_PW"
                                                                                : *said;
}

std::string four_variables(const Environment& environment) {
    return format("{}, {}, {} and {}", variable_in_words("POSTGRES_URL", environment),
                  variable_in_words("POSTGRES_USER", environment),
                  variable_in_words(password_variable(environment), environment),
                  variable_in_words("POSTGRES_DB", environment));
}

} // namespace

Target target_from_four_variables(const Request& request) {
    const auto address = address_from_four_variables(request.environment);
    auto target = begin_target(request, nullptr, four_variables(request.environment));
    use_address(target, address, {.name = "POSTGRES_URL, POSTGRES_USER, POSTGRES_DB", .place = {}},
                request);
    if (auto told = beside_postgres_url(request.environment, address))
        target.warnings.push_back(*std::move(told));
    return target;
}

} // namespace pgslate::config
