// Questions that are not the same on every server, and not worth asking in every database.
#pragma once

#include <string>
#include <string_view>

namespace pgslate::live {

/// The question for a server of this version (as PQserverVersion says it): a line that ends in
/// `-- from 15` is for servers from 15 on, one that ends in `-- before 15` for older ones; both may
/// stand there, in this order.
std::string for_server(std::string_view question, int version);

/// What has to be true for the question to have an answer: what stands behind `-- only if` in lines
/// that begin with that, one or the other. Empty: nothing.
std::string condition_of(std::string_view question);

} // namespace pgslate::live
