#include "desired/bytes.hpp"

#include <charconv>

namespace pgslate::desired {

using catalog::Identity;
using catalog::Kind;
using catalog::Value;

void BytesWriter::text(std::string_view value) {
    number(value.size());
    bytes_ += value;
}

void BytesWriter::number(std::size_t value) {
    (bytes_ += std::to_string(value)) += ' ';
}

void BytesWriter::list(const std::vector<std::string>& values) {
    number(values.size());
    for (const auto& value : values) text(value);
}

void BytesWriter::identity(const Identity& id) {
    number(static_cast<std::size_t>(id.kind));
    number(static_cast<std::size_t>(id.of));
    list(id.names);
}

void BytesWriter::value(const Value& value) {
    const auto* single = std::get_if<std::string>(&value);
    number(single == nullptr ? 1 : 0);
    if (single != nullptr)
        text(*single);
    else
        list(std::get<std::vector<std::string>>(value));
}

std::size_t BytesReader::number() {
    std::size_t value = 0;
    const auto* const end = rest_.data() + rest_.size();
    const auto [stop, error] = std::from_chars(rest_.data(), end, value);
    if (error != std::errc() || stop == end || *stop != ' ') throw NotKept();
    rest_.remove_prefix(static_cast<std::size_t>(stop - rest_.data()) + 1);
    return value;
}

std::string BytesReader::text() {
    const auto length = number();
    if (length > rest_.size()) throw NotKept();
    std::string value(rest_.substr(0, length));
    rest_.remove_prefix(length);
    return value;
}

std::vector<std::string> BytesReader::list() {
    std::vector<std::string> values;
    for (auto count = number(); count > 0; --count) values.push_back(text());
    return values;
}

Kind BytesReader::kind() {
    const auto value = number();
    if (value > static_cast<std::size_t>(Kind::statement)) throw NotKept();
    return static_cast<Kind>(value);
}

Identity BytesReader::identity() {
    const auto own = kind();
    const auto of = kind();
    return {own, list(), of};
}

} // namespace pgslate::desired
