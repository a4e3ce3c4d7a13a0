#include "postgres/ping.hpp"

#include <libpq-fe.h>

namespace pgslate::postgres {

Ping ping(const ConnectionParameters& parameters) {
    auto keywords = startup_keywords(parameters);
    std::erase_if(keywords, [](const auto& pair) {
        return pair.first == "password" || pair.first == "connect_timeout";
    });
    keywords.emplace_back("connect_timeout", "2");
    const KeywordPointers pointers(keywords);
    switch (PQpingParams(pointers.names.data(), pointers.values.data(), 0)) {
    case PQPING_OK: return Ping::accepting;
    case PQPING_REJECT: return Ping::rejecting;
    case PQPING_NO_RESPONSE: return Ping::silent;
    case PQPING_NO_ATTEMPT: return Ping::impossible;
    }
    return Ping::silent;
}

} // namespace pgslate::postgres
