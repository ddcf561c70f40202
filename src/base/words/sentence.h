#pragma once
// What the program says to people before it is known in which language: a key of the catalogue
// (words/server) and what stands in its places. A Tongue tells it.
//
//     throw Error(Cause::conflict, say("merge.gone", {{"object", within(object.label)}}));
//
// A sentence can be kept as text (format_sentence) and told years later in any language.

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace comity {

class Sentence;

// What stands in one place of a sentence.
class Piece {
public:
    // An English label of a description, told in the reader's language.
    struct Label {
        std::string english;
        bool is_within = false; // written small where the language writes it small
        bool operator==(const Label&) const = default;
    };
    // `count` also chooses between one and many.
    struct Number {
        std::int64_t value = 0;
        bool is_grouped = false; // 12,408
        bool operator==(const Number&) const = default;
    };
    using Inner = std::shared_ptr<const Sentence>;
    using List = std::vector<Piece>; // told with commas between
    using Value = std::variant<std::string, Number, Label, Inner, List>;

    Piece(const char* text) : m_value(std::string(text)) {}
    Piece(std::string_view text) : m_value(std::string(text)) {}
    Piece(std::string text) : m_value(std::move(text)) {}
    template <class Integer>
    requires std::is_integral_v<Integer> &&
        (!std::is_same_v<Integer, bool>)&&(!std::is_same_v<Integer, char>)Piece(Integer number)
        : m_value(Number{static_cast<std::int64_t>(number)})
    {
    }
    Piece(Number number) : m_value(number) {}
    Piece(Label label) : m_value(std::move(label)) {}
    Piece(Sentence sentence);
    Piece(List list) : m_value(std::move(list)) {}

    const Value& value() const { return m_value; }
    bool operator==(const Piece& other) const;

private:
    Value m_value;
};

// "Expected close"; within a sentence "expected close", but "E-mail" in German.
Piece as_label(std::string_view english);
Piece within(std::string_view english);
// With marks between the thousands.
Piece grouped(std::int64_t number);

class Sentence {
public:
    struct Place {
        std::string name;
        Piece piece;
        bool operator==(const Place&) const = default;
    };
    using Places = std::vector<Place>;

    Sentence() = default; // says nothing
    Sentence(std::string key, Places places);
    // What has no key: a text of a person, or of another system. It is told as it is.
    Sentence(std::string text);
    Sentence(const char* text) : Sentence(std::string(text)) {}

    bool is_empty() const { return m_key.empty() && m_places.empty(); }
    const std::string& key() const { return m_key; } // "" for a text as it is, or for several
    const Places& places() const { return m_places; }
    const Piece* find(std::string_view name) const;

    // This one and then another.
    Sentence then(Sentence next) const;

    bool operator==(const Sentence&) const = default;

private:
    std::string m_key;
    Places m_places;
};

// The sentence of a key, which tools/words.py looks for in the catalogue.
Sentence say(std::string_view key, Sentence::Places places = {});

// As it is kept, and read back. A text that was kept before there were sentences is one as it is.
//     {"say":"log.created_one","object":{"within":"Deal"},"title":"Acme"}
std::string format_sentence(const Sentence& sentence);
Sentence parse_sentence(std::string_view kept);

} // namespace comity
