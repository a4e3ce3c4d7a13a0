# embed_sql(TARGET FILE...): makes each FILE.sql the constant pgslate::embedded::FILE of
# "embedded/FILE.hpp", so that a question to the server stays a file one can paste into psql.
function(embed_sql target)
    set(folder ${CMAKE_CURRENT_BINARY_DIR}/embedded)
    foreach(file IN LISTS ARGN)
        get_filename_component(name ${file} NAME_WE)
        set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${file})
        file(READ ${file} text)
        file(CONFIGURE OUTPUT ${folder}/${name}.hpp @ONLY CONTENT [==[
#pragma once
#include <string_view>
namespace pgslate::embedded {
inline constexpr std::string_view @name@ = R"PGSLATE(@text@)PGSLATE";
}
]==])
    endforeach()
    target_include_directories(${target} PRIVATE ${CMAKE_CURRENT_BINARY_DIR})
endfunction()
