#pragma once
// Finding change sets by the words of their label as the reader has them. Labels are kept without a
// language (log/label.h), so the words are looked for wherever they can come from: what is kept as
// it is, the catalogue's sentences, the labels of descriptions. SQL finds all that may match; the
// label as it is told decides.

#include "base/words/tongue.h"
#include "record/object/sql.h"

#include <string>
#include <vector>

namespace comity::record {

class LabelSearch {
public:
    LabelSearch(const Tongue& tongue, std::string_view text);

    // Adds " AND …" for rows of `change_set` under the alias "s".
    void narrow(Sql& sql, bool is_postgres) const;
    // Whether a label that was told has the text in it, without regard to case and accents.
    bool finds(std::string_view told) const;

private:
    struct Word {
        std::string kept;               // as JSON keeps it
        std::vector<std::string> parts; // of kept labels that are told with the word in them
    };

    std::string m_folded;
    std::vector<Word> m_words; // those that narrow
};

} // namespace comity::record
