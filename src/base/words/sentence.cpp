#include "base/words/sentence.h"

#include "base/json.h"

#include <algorithm>
#include <charconv>

namespace comity {
namespace {

constexpr std::string_view kept_begin = "{\"say\":";
constexpr const char* all_of_them = "all"; // the member of several sentences

Json json_of(const Sentence& sentence);

Json json_of(const Piece& piece)
{
    struct {
        Json operator()(const std::string& text) const { return text; }
        Json operator()(const Piece::Number& number) const
        {
            return number.is_grouped ? Json().set("grouped", number.value) : Json(number.value);
        }
        Json operator()(const Piece::Label& label) const
        {
            return Json().set(label.is_within ? "within" : "label", label.english);
        }
        Json operator()(const Piece::Inner& inner) const { return json_of(*inner); }
        Json operator()(const Piece::List& list) const
        {
            Json::Array items;
            for (const Piece& item : list)
                items.push_back(json_of(item));
            return items;
        }
    } const write;
    return std::visit(write, piece.value());
}

Json json_of(const Sentence& sentence)
{
    Json json;
    json.set("say", sentence.key());
    if (sentence.key().empty()) {
        Json::Array parts;
        for (const Sentence::Place& place : sentence.places())
            parts.push_back(json_of(place.piece));
        return json.set(all_of_them, std::move(parts));
    }
    for (const Sentence::Place& place : sentence.places())
        json.set(place.name, json_of(place.piece));
    return json;
}

std::int64_t number_in(const Json& json)
{
    std::int64_t value = 0;
    if (const Json::Number* number = json.if_number())
        std::from_chars(number->text.data(), number->text.data() + number->text.size(), value);
    return value;
}

Sentence sentence_in(const Json& json);

Piece piece_in(const Json& json)
{
    if (const std::string* text = json.if_string())
        return *text;
    if (const Json::Array* items = json.if_array()) {
        Piece::List list;
        for (const Json& item : *items)
            list.push_back(piece_in(item));
        return list;
    }
    if (!json.if_object())
        return number_in(json);
    if (const Json* number = json.find("grouped"))
        return grouped(number_in(*number));
    if (json.find("say"))
        return sentence_in(json);
    return json.find("within") ? within(json.text("within")) : as_label(json.text("label"));
}

Sentence sentence_in(const Json& json)
{
    Sentence::Places places;
    const std::string_view key = json.text("say");
    if (key.empty()) {
        if (const Json* parts = json.find(all_of_them); parts && parts->if_array())
            for (const Json& part : *parts->if_array())
                places.push_back({"", piece_in(part)});
    } else {
        for (const auto& [name, value] : *json.if_object())
            if (name != "say")
                places.push_back({name, piece_in(value)});
    }
    return {std::string(key), std::move(places)};
}

} // namespace

Piece::Piece(Sentence sentence) : m_value(std::make_shared<const Sentence>(std::move(sentence)))
{
}

bool Piece::operator==(const Piece& other) const
{
    const auto* inner = std::get_if<Inner>(&m_value);
    const auto* others = std::get_if<Inner>(&other.m_value);
    return inner && others ? **inner == **others : m_value == other.m_value;
}

Piece as_label(std::string_view english)
{
    return Piece::Label{std::string(english), false};
}

Piece within(std::string_view english)
{
    return Piece::Label{std::string(english), true};
}

Piece grouped(std::int64_t number)
{
    return Piece::Number{number, true};
}

Sentence::Sentence(std::string key, Places places)
    : m_key(std::move(key)), m_places(std::move(places))
{
}

Sentence::Sentence(std::string text)
{
    if (!text.empty())
        m_places.push_back({"", std::move(text)});
}

const Piece* Sentence::find(std::string_view name) const
{
    const auto found = std::ranges::find(m_places, name, &Place::name);
    return found == m_places.end() ? nullptr : &found->piece;
}

Sentence Sentence::then(Sentence next) const
{
    if (is_empty())
        return next;
    if (next.is_empty())
        return *this;
    return {"", {{"", *this}, {"", std::move(next)}}};
}

Sentence say(std::string_view key, Sentence::Places places)
{
    return {std::string(key), std::move(places)};
}

std::string format_sentence(const Sentence& sentence)
{
    if (sentence.is_empty())
        return {};
    if (sentence.key().empty() && sentence.places().size() == 1)
        if (const auto* text = std::get_if<std::string>(&sentence.places()[0].piece.value());
            text && !text->starts_with(kept_begin))
            return *text;
    return format_json(json_of(sentence));
}

Sentence parse_sentence(std::string_view kept)
{
    if (!kept.starts_with(kept_begin))
        return std::string(kept);
    return sentence_in(parse_json(kept));
}

} // namespace comity
