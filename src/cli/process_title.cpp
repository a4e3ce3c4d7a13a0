#include "cli/process_title.hpp"

#include <algorithm>
#include <string_view>

namespace pgslate::cli {

void hide_urls(int argc, char** argv) {
    constexpr std::string_view mark = "://";
    for (int i = 1; i < argc; ++i) {
        const std::string_view argument = argv[i];
        const auto at = argument.find(mark);
        if (at == std::string_view::npos) continue;
        std::fill(argv[i] + at + mark.size(), argv[i] + argument.size(), '*');
    }
}

} // namespace pgslate::cli
