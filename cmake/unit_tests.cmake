# Unit tests stand beside the code: a program a room, of its files that end in _test.cpp.
find_package(GTest REQUIRED)
pkg_check_modules(TLS REQUIRED IMPORTED_TARGET libssl libcrypto)
enable_testing()

# What tests of several rooms begin with.
file(GLOB fixtures CONFIGURE_DEPENDS src/record/fixtures/*.cpp)
add_library(record_fixtures STATIC ${fixtures})
target_link_libraries(record_fixtures PUBLIC record GTest::gtest)

set(unit_tests "")
foreach(name base store http link format match record exchange crm api)
    file(GLOB_RECURSE tests CONFIGURE_DEPENDS src/${name}/*_test.cpp)
    if(NOT tests OR NOT TARGET ${name})
        continue()
    endif()
    list(SORT tests)
    add_executable(${name}_tests ${tests})
    target_link_libraries(${name}_tests PRIVATE GTest::gtest_main ${name})
    if(name MATCHES "record|exchange|crm|api") # they make engines
        target_link_libraries(${name}_tests PRIVATE mechanisms record_fixtures)
    elseif(name STREQUAL link) # its tests have servers with certificates
        target_link_libraries(${name}_tests PRIVATE PkgConfig::TLS)
    elseif(name STREQUAL match) # its samples are CSV
        target_link_libraries(${name}_tests PRIVATE format)
    endif()
    if(name STREQUAL crm) # its own parts and what they make together
        target_link_libraries(${name}_tests PRIVATE shelf)
    endif()
    # They wait for what they test.
    target_compile_options(${name}_tests PRIVATE $<$<CONFIG:Release>:-O1>)
    compile_together(${name}_tests ${tests})
    add_test(NAME ${name} COMMAND ${name}_tests)
    list(APPEND unit_tests ${name}_tests)
endforeach()
add_custom_target(unit_tests DEPENDS ${unit_tests})
