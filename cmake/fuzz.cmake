# The fuzz targets of tests/fuzz. With COMITY_FUZZ (clang; `bin/test fuzz`) each is a program of
# libFuzzer, and only what it needs is compiled. Without, all are in one program that tries what was
# kept in tests/fuzz/corpus.
set(fuzz_targets cards csv filter http json multipart values workbook)
set(fuzz_folder ${CMAKE_SOURCE_DIR}/tests/fuzz)

if(COMITY_FUZZ)
    add_compile_options(-fsanitize=fuzzer-no-link)
    file(GLOB base src/base/*.cpp)
    list(FILTER base EXCLUDE REGEX "_test\\.cpp$")
    add_library(fuzzed_base STATIC ${base})
    target_link_libraries(fuzzed_base PUBLIC PkgConfig::SODIUM PkgConfig::ICU PkgConfig::SIMDJSON
        fmt::fmt spdlog::spdlog date::date date::date-tz Threads::Threads)

    file(GLOB http src/http/*.cpp)
    list(FILTER http EXCLUDE REGEX "(_test|/server|/static_files)\\.cpp$")
    add_library(fuzzed_http STATIC ${http})
    target_link_libraries(fuzzed_http PUBLIC fuzzed_base)

    file(GLOB record src/record/kinds/*.cpp src/record/filter*.cpp src/record/import/csv.cpp
        src/record/import/encoding.cpp src/record/import/format_guess.cpp
        src/record/import/archive.cpp src/record/import/card*.cpp
        src/record/import/shared_texts.cpp
        src/record/import/sheet.cpp src/record/import/text_source.cpp
        src/record/import/workbook_*.cpp src/record/import/xml_events.cpp)
    list(FILTER record EXCLUDE REGEX "_test\\.cpp$")
    foreach(name access actor catalog catalog_tables figure_index object order_index record rows
            search_text shape/annex shape/definition shape/kinds)
        list(APPEND record src/record/${name}.cpp)
    endforeach()
    add_library(fuzzed_record STATIC ${record} src/store/connection.cpp src/store/table.cpp
        src/store/table_sql.cpp
        src/store/value.cpp
        ${fuzz_folder}/subject.cpp ${fuzz_folder}/scratch_database.cpp)
    target_link_libraries(fuzzed_record PUBLIC fuzzed_base PkgConfig::SQLITE PkgConfig::ZIP
        PkgConfig::EXPAT)

    foreach(name ${fuzz_targets})
        add_executable(fuzz_${name} ${fuzz_folder}/${name}.cpp)
        target_link_libraries(fuzz_${name} PRIVATE fuzzed_record fuzzed_http)
        target_link_options(fuzz_${name} PRIVATE -fsanitize=fuzzer)
    endforeach()
elseif(COMITY_TESTS)
    set(sources replay_test.cpp subject.cpp scratch_database.cpp)
    foreach(name ${fuzz_targets})
        set_source_files_properties(${fuzz_folder}/${name}.cpp PROPERTIES
            COMPILE_DEFINITIONS LLVMFuzzerTestOneInput=fuzz_${name})
        list(APPEND sources ${name}.cpp)
    endforeach()
    list(TRANSFORM sources PREPEND ${fuzz_folder}/)
    add_executable(fuzz_tests ${sources})
    target_compile_definitions(fuzz_tests PRIVATE COMITY_FUZZ_CORPUS="${fuzz_folder}/corpus")
    target_link_libraries(fuzz_tests PRIVATE record http PkgConfig::SQLITE GTest::gtest_main)
    add_test(NAME fuzz COMMAND fuzz_tests)
endif()
