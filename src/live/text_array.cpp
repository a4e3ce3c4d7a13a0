#include "live/text_array.hpp"

namespace pgslate::live {

std::string text_array(const std::vector<std::string>& values) {
    std::string array = "{";
    for (const auto& value : values) {
        if (array.size() > 1) array += ',';
        array += '"';
        for (const char character : value) {
            if (character == '"' || character == '\\') array += '\\';
            array += character;
        }
        array += '"';
    }
    return array + '}';
}

} // namespace pgslate::live
