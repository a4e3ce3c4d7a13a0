# What every target of ours is compiled with; linked as `pgslate_options`.
add_library(pgslate_options INTERFACE)
target_compile_features(pgslate_options INTERFACE cxx_std_20)
target_compile_options(pgslate_options INTERFACE -Wall -Wextra -Wpedantic -Wconversion -Wshadow
                       # designated initializers name what they set and leave the rest on purpose
                       -Wno-missing-field-initializers
                       # GCC 12 takes a struct of braces for read where a part of it can't be made
                       $<$<CXX_COMPILER_ID:GNU>:-Wno-maybe-uninitialized>)
# By what it writes, a program knows which build it is (src/base/build_identity.hpp).
target_link_options(pgslate_options INTERFACE LINKER:--build-id=sha1)
# What people run is hardened as Debian hardens its own programs (dpkg-buildflags, hardening=+all).
if(NOT PGSLATE_SANITIZE AND NOT PGSLATE_FUZZ)
    set(shipped $<CONFIG:Release,RelWithDebInfo,MinSizeRel>)
    set(hardening -fPIE -fstack-protector-strong -fstack-clash-protection -U_FORTIFY_SOURCE
        -D_FORTIFY_SOURCE=2)
    if(CMAKE_SYSTEM_PROCESSOR MATCHES "x86_64|AMD64")
        list(APPEND hardening -fcf-protection)
    endif()
    target_compile_options(pgslate_options INTERFACE "$<${shipped}:${hardening}>")
    target_link_options(pgslate_options INTERFACE "$<${shipped}:-pie;LINKER:-z,relro;LINKER:-z,now>")
endif()
if(PGSLATE_WERROR)
    target_compile_options(pgslate_options INTERFACE -Werror)
endif()
if(PGSLATE_SANITIZE)
    # Whether each pointer is null, aligned and of its type takes a third of the compiler's time; what
    # goes wrong with one that is not, AddressSanitizer sees.
    set(sanitizers -fsanitize=address,undefined -fno-sanitize=null,alignment,object-size,vptr
        -fno-sanitize-recover=all -fno-omit-frame-pointer)
    # What only tests, and has hardly any code of the program in itself, takes half the time to compile
    # without.
    set(sanitized $<NOT:$<BOOL:$<TARGET_PROPERTY:UNSANITIZED>>>)
    target_compile_options(pgslate_options INTERFACE "$<${sanitized}:${sanitizers}>")
    # As quick to compile as no optimisation at all, and quick enough to run; line numbers suffice.
    target_compile_options(pgslate_options INTERFACE -Og -g1)
    target_compile_definitions(pgslate_options INTERFACE _GLIBCXX_ASSERTIONS PGSLATE_SANITIZED)
    # Moved to another address at each start, the tables of what is sanitized take a third of a start.
    target_link_options(pgslate_options INTERFACE ${sanitizers} -no-pie)
endif()
if(PGSLATE_FUZZ)
    if(NOT CMAKE_CXX_COMPILER_ID MATCHES Clang)
        message(FATAL_ERROR "PGSLATE_FUZZ needs clang: configure with -DCMAKE_CXX_COMPILER=clang++")
    endif()
    target_compile_options(pgslate_options INTERFACE -fsanitize=fuzzer-no-link)
endif()
