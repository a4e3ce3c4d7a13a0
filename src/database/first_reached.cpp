#include "database/first_reached.hpp"

#include "base/format.hpp"

#include <algorithm>

namespace pgslate::database {
namespace {

std::string value_of(const postgres::Keywords& keywords, std::string_view name) {
    const auto found = std::ranges::find(keywords, name, &postgres::Keywords::value_type::first);
    return found == keywords.end() ? std::string() : found->second;
}

} // namespace

Error elsewhere(std::string message) {
    return Error(
        ExitStatus::unavailable, std::move(message),
        {"The server was started anew meanwhile, or what stands there passes sessions on to "
         "several servers. All that pgslate does in one run has to happen on one: give the "
         "address of the server itself."});
}

postgres::Keywords FirstReached::keywords() const {
    const std::lock_guard lock(mutex_);
    return keywords_;
}

bool FirstReached::decided() const {
    const std::lock_guard lock(mutex_);
    return decided_;
}

// Unless a server has to be of a sort that libpq finds out once it is let in.
bool FirstReached::any_will_do() const {
    const auto wanted = value_of(keywords(), "target_session_attrs");
    return wanted.empty() || wanted == "any";
}

void FirstReached::decide_address(const postgres::Keywords& way) {
    const std::lock_guard lock(mutex_);
    if (started_) return;
    narrow(way);
    address_ = format("{}, port {}", value_of(way, "host"), value_of(way, "port"));
}

void FirstReached::identify(const std::string& started) {
    const std::lock_guard lock(mutex_);
    if (started_ && *started_ != started)
        throw elsewhere(format("another server than the first one answers at {}", address_));
    started_ = started;
}

// The user's own options are none of what a connection remembers.
void FirstReached::narrow(const postgres::Keywords& way) {
    auto narrowed = way;
    std::ranges::copy_if(keywords_, std::back_inserter(narrowed),
                         [](const auto& pair) { return pair.first == "options"; });
    keywords_ = std::move(narrowed);
    decided_ = true;
}

} // namespace pgslate::database
