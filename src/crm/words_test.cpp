// Walks everything on the shelf that is told to people and fails for what has no German.
#include "crm/shelf.h"
#include "record/insights/answer.h"
#include "record/mechanism.h"
#include "record/object/catalog.h"
#include "record/object/label.h"
#include "record/object/shelf.h"

#include <algorithm>
#include <gtest/gtest.h>
#include <map>
#include <set>

namespace comity::crm {
namespace {

using namespace record;

// English words, each with the place where it was met first.
class Said {
public:
    void add(const std::string& word, const std::string& where)
    {
        if (!word.empty())
            m_places.emplace(word, where);
    }

    void add(const Field& field, const std::string& where)
    {
        const std::string place = where + "." + field.name;
        add(field.label, place);
        add(field.help, place);
        for (const Choice& choice : field.choices)
            add(choice.label, place + "." + choice.key);
    }

    // Fields of inputs are labelled when they are told, by their names.
    void add_input(Field field, const std::string& where)
    {
        if (field.label.empty()) {
            field.label = record::label_from(field.name);
        }
        add(field, where);
    }

    const std::map<std::string, std::string>& places() const { return m_places; }

private:
    std::map<std::string, std::string> m_places;
};

void add_objects(Said& said, const Catalog& catalog)
{
    for (const Object& object : catalog.objects()) {
        said.add(object.label, object.name);
        said.add(object.label_plural, object.name);
        for (const Section& section : object.layout)
            said.add(section.label, object.name + " section");
        for (const auto* fields : {&object.fields, &object.derived})
            for (const Field& field : *fields)
                said.add(field, object.name);
    }
    said.add("More", "the last section of every form");
}

void add_insight(Said& said, const Insight& insight)
{
    const std::string where = "insight " + insight.name;
    said.add(insight.label, where);
    said.add(insight.definition, where);
    for (const InsightColumn& column : insight.columns) {
        said.add(column.label, where + "." + column.name);
        said.add(column.nothing, where + "." + column.name);
    }
    for (const InsightFigure& figure : insight.figures) {
        said.add(figure.label, where + "." + figure.name);
        said.add(figure.definition, where + "." + figure.name);
    }
    for (const InsightMarks& marks : insight.chart.draws)
        said.add(marks.what, where + " chart");
    for (const InsightInput& input : insight.input)
        said.add_input(input.field, where);
}

void add_what_follows(Said& said, const Shelf& shelf)
{
    for (const Behaviour& behaviour : shelf.behaviours)
        said.add(behaviour.label, "behaviour " + behaviour.name);
    for (const Action& action : shelf.actions) {
        said.add(action.label, "action " + action.name);
        for (const Field& field : action.input)
            said.add_input(field, "action " + action.name);
    }
    for (const Insight& insight : shelf.insights)
        add_insight(said, insight);
    for (const std::string_view text : insight_texts)
        said.add(std::string(text), "every insight");
    for (const char* text :
         {"{percent} of the deals that were closed were won", "No deals were closed"})
        said.add(text, "insight win_rate");
    for (const Field& field : {period_choice(), date("from"), date("to"), instant("as_of")})
        said.add_input(field, "every insight");
}

void add_chores(Said& said)
{
    for (const Mechanism& mechanism : all_mechanisms())
        for (const Chore& chore : mechanism.chores)
            said.add(chore.label, "chore " + chore.name);
}

Said what_is_said(const Shelf& shelf)
{
    Said said;
    add_chores(said);
    add_objects(said, Catalog(shelf.objects));
    add_what_follows(said, shelf);
    return said;
}

TEST(WordsTest, EveryWordOfTheShelfHasAGermanOne)
{
    const Shelf all = shelf();
    const Said said = what_is_said(all);
    ASSERT_GT(said.places().size(), 100U);
    ASSERT_TRUE(all.words.contains("de"));
    const Dictionary& german = all.words.at("de");
    for (const auto& [word, where] : said.places()) {
        const auto found = german.find(word);
        const bool is_there = found != german.end() && !found->second.empty();
        EXPECT_TRUE(is_there) << where << " says \"" << word << "\": add it to words/labels";
    }
}

TEST(WordsTest, NoLabelIsKeptThatNothingIsCalled)
{
    const Said said = what_is_said(shelf());
    for (const CatalogueLabel& label : catalogue_labels())
        EXPECT_TRUE(said.places().contains(std::string(label.texts[0])))
            << "\"" << label.texts[0] << "\" is in words/labels and nothing is called so";
}

// An import finds fields by their labels too, so two fields of one object must not share one.
TEST(WordsTest, FieldsOfAnObjectKeepLabelsOfTheirOwn)
{
    const Shelf all = shelf();
    const Dictionary& german = all.words.at("de");
    const Catalog catalog(all.objects);
    for (const Object& object : catalog.objects()) {
        std::set<std::string> seen;
        for (const Field& field : object.fields)
            if (const auto found = german.find(field.label); found != german.end()) {
                EXPECT_TRUE(seen.insert(found->second).second)
                    << object.name << "." << field.name << " shares \"" << found->second << "\"";
            }
    }
}

} // namespace
} // namespace comity::crm
