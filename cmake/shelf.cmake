# The shelf registers itself: every file in an objects/, behaviours/, actions/ or insights/ folder
# of the given folders defines one function of the file's own name, and this writes the list of them
# behind crm/shelf.h, as an object library.
if(NOT TARGET crm)
    return()
endif()
function(write_shelf name)
    set(declarations "")
    set(calls "")
    foreach(sort Object Behaviour Action Insight)
        string(TOLOWER ${sort} folder)
        set(files "")
        foreach(place ${ARGN})
            file(GLOB more CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/${place}/${folder}s/*.cpp)
            list(APPEND files ${more})
        endforeach()
        list(FILTER files EXCLUDE REGEX "_test\\.cpp$")
        list(SORT files)
        foreach(file ${files})
            get_filename_component(function ${file} NAME_WE)
            string(APPEND declarations "namespace ${folder}s { record::${sort} ${function}(); }\n")
            string(APPEND calls "    shelf.${folder}s.push_back(${folder}s::${function}());\n")
        endforeach()
    endforeach()
    file(CONFIGURE OUTPUT ${CMAKE_BINARY_DIR}/generated/${name}.cpp @ONLY CONTENT
"// Written by cmake/shelf.cmake from the folders of the shelf. Do not edit.
#include \"crm/shelf.h\"

#include \"crm/programme/basics.h\"

namespace comity::crm {
${declarations}
record::Shelf shelf()
{
    record::Shelf shelf;
${calls}    for (const std::string_view language : languages)
        if (language != languages[0])
            shelf.words.emplace(language, make_dictionary(language));
    shelf.when_set_up = name_basics;
    return shelf;
}
}  // namespace comity::crm
")
    add_library(${name} OBJECT ${CMAKE_BINARY_DIR}/generated/${name}.cpp)
    target_link_libraries(${name} PUBLIC crm)
endfunction()

write_shelf(shelf src/crm/*)
