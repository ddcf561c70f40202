# What tests put on the shelf: for each folder of tests/shelf the whole program once more, with what
# is there besides. Scenarios beside the sources play it. Its words.txt makes another table of
# words, which the linker takes instead of the one that base has.
set(shelf_programs "")
file(GLOB folders CONFIGURE_DEPENDS LIST_DIRECTORIES true ${CMAKE_SOURCE_DIR}/tests/shelf/*)
foreach(folder ${folders})
    if(NOT IS_DIRECTORY ${folder})
        continue()
    endif()
    get_filename_component(name ${folder} NAME)
    file(GLOB_RECURSE sources CONFIGURE_DEPENDS ${folder}/*.cpp)
    set(words_cpp ${CMAKE_BINARY_DIR}/generated/words_with_${name}.cpp)
    add_custom_command(
        OUTPUT ${words_cpp}
        COMMAND ${Python3_EXECUTABLE} ${CMAKE_SOURCE_DIR}/tools/words.py program ${words_cpp}
                ${folder}/words.txt
        DEPENDS ${CMAKE_SOURCE_DIR}/tools/words.py ${CMAKE_SOURCE_DIR}/tools/catalogue.py ${words}
                ${folder}/words.txt
        VERBATIM)
    write_shelf(shelf_with_${name} src/crm/* tests/shelf/${name})
    target_sources(shelf_with_${name} PRIVATE ${sources} ${words_cpp})
    add_executable(comity_with_${name})
    target_link_libraries(comity_with_${name} PRIVATE commands mechanisms shelf_with_${name})
    list(APPEND shelf_programs comity_with_${name})
endforeach()
add_custom_target(shelf_programs DEPENDS ${shelf_programs})
