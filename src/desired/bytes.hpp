// Numbers and texts as bytes for a file, and back.
#pragma once

#include "catalog/fact.hpp"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace pgslate::desired {

/// Texts stand with their length before them: nothing needs escaping.
class BytesWriter {
  public:
    void text(std::string_view value);
    void number(std::size_t value);
    void list(const std::vector<std::string>& values);
    void identity(const catalog::Identity& id);
    void value(const catalog::Value& value);
    std::string done() { return std::move(bytes_); }

  private:
    std::string bytes_;
};

/// Thrown by the reader where the bytes are not what a writer has written.
struct NotKept {};

/// Reads in the order in which was written. What it was made of has to live as long.
class BytesReader {
  public:
    explicit BytesReader(std::string_view bytes) : rest_(bytes) {}

    bool at_end() const { return rest_.empty(); }
    std::size_t number();
    std::string text();
    std::vector<std::string> list();
    catalog::Identity identity();
    catalog::Value value() {
        return number() == 0 ? catalog::Value(text()) : catalog::Value(list());
    }

  private:
    catalog::Kind kind();

    std::string_view rest_;
};

} // namespace pgslate::desired
