// What every field kind owes to those who ask it.
#include "record/object/kind.h"

#include "base/error.h"
#include "record/access/actor.h"
#include "record/language/filter_condition.h"
#include "record/object/catalog.h"
#include "record/object/telling.h"

#include <algorithm>
#include <gtest/gtest.h>

namespace comity::record {
namespace {

// One object with a field of each kind, called as the kind.
Catalog catalog_of_all()
{
    Object thing{.name = "thing", .title = "title", .fields = {text("title")}};
    for (const FieldKind* kind : all_kinds()) {
        Field field = make_field("a_" + std::string(kind->name()), *kind);
        if (kind->facts().refers)
            field.target = "thing";
        if (kind->facts().has_choices)
            field.choices = {{"new", "New", ""}, {"old", "Old", ""}};
        thing.fields.push_back(std::move(field));
    }
    return Catalog({std::move(thing)});
}

class KindTest : public testing::TestWithParam<const FieldKind*> {
protected:
    const Catalog catalog = catalog_of_all();
    const Object& thing = catalog.load("thing");
    const FieldKind& kind = *GetParam();
    const KindFacts& facts = kind.facts();
    const Field& field = thing.load_field("a_" + std::string(kind.name()));
    std::vector<Problem> problems;

    std::vector<Value> nothing() const
    {
        return std::vector<Value>(kind.parts(field).size(), Null{});
    }

    std::vector<Value> parsed(const Json& json)
    {
        auto cells = nothing();
        kind.parse(field, json, {}, cells, problems);
        return cells;
    }

    std::vector<Value> example() { return parsed(kind.example(field)); }

    std::string text_of(std::span<const Value> cells) const
    {
        std::string text;
        kind.write_text(text, field, cells);
        return text;
    }

    bool can_be_asked(std::string_view op, const std::string& literal) const
    {
        const Actor anybody = Actor::program("", Origin::automation);
        const std::string filter = field.name + " " + std::string(op) + " \"" + literal + "\"";
        try {
            compile_filter(parse_filter(filter), {catalog, anybody, thing, "t0"});
            return true;
        } catch (const Error& error) {
            EXPECT_EQ(error.cause(), Cause::invalid) << filter;
            return false;
        }
    }
};

class PlainTelling : public Telling {
public:
    const Tongue& tongue() const override { return m_tongue; }
    std::string choice(const Field&, std::string_view key) const override
    {
        return "<" + std::string(key) + ">";
    }
    std::string date(Date) const override { return "a day"; }
    std::string moment(Instant) const override { return "a moment"; }
    std::string figure(std::string plain, bool apart) const override
    {
        return plain + (apart ? " apart" : "");
    }

private:
    Tongue m_tongue{"de"};
};

TEST_P(KindTest, IsFoundByItsName)
{
    EXPECT_EQ(find_kind(kind.name()), &kind);
    EXPECT_EQ(find_kind(std::string(kind.name()) + "?"), nullptr);
    EXPECT_TRUE(std::ranges::is_sorted(all_kinds(), {}, &FieldKind::name));
}

TEST_P(KindTest, ReadsWhatItWrites)
{
    if (facts.is_secret)
        GTEST_SKIP() << "what it writes is nothing to read";
    const auto cells = example();
    ASSERT_TRUE(problems.empty()) << in_english(problems[0].message);
    std::string json;
    JsonWriter writer(json);
    kind.write_json(writer, field, cells);
    EXPECT_EQ(parsed(parse_json(json)), cells);

    auto again = nothing();
    kind.parse_text(field, text_of(cells), {}, again, problems);
    EXPECT_EQ(again, cells) << text_of(cells);
    EXPECT_TRUE(problems.empty());

    EXPECT_EQ(parsed(nullptr), nothing());
    EXPECT_EQ(text_of(nothing()), "");
}

TEST_P(KindTest, TellsNobodyASecret)
{
    if (!facts.is_secret)
        GTEST_SKIP() << "is none";
    const std::string typed = *kind.example(field).if_string();
    const auto cells = example();
    ASSERT_TRUE(problems.empty());
    std::string told = text_of(cells) + kind.tell(field, cells, PlainTelling());
    JsonWriter writer(told);
    kind.write_json(writer, field, cells);
    kind.append_search(told, cells);
    std::vector<TableCell> table;
    kind.append_cells(field, cells, table);
    for (const TableCell& cell : table)
        told += cell.text;
    EXPECT_EQ(told.find(typed), told.npos) << told;

    auto again = nothing();
    kind.parse_text(field, typed, {}, again, problems);
    EXPECT_EQ(again, nothing());
    kind.parse(field, true, {}, again, problems);
    ASSERT_EQ(problems.size(), 2u);
    for (const Problem& problem : problems)
        EXPECT_EQ(in_english(problem.message).find(typed), std::string::npos);
}

TEST_P(KindTest, IsWrittenIntoColumns)
{
    if (facts.is_secret)
        GTEST_SKIP() << "it is not";
    std::vector<TableCell> table;
    const auto cells = example();
    kind.append_cells(field, cells, table);
    kind.append_cells(field, nothing(), table);
    const std::size_t columns = facts.is_in_parts ? kind.parts(field).size() : 1;
    ASSERT_EQ(table.size(), 2 * columns);
    for (std::size_t i = columns; i < table.size(); ++i)
        EXPECT_TRUE(table[i].text.empty() && table[i].sort == TableCell::Sort::empty);

    auto again = nothing();
    for (std::size_t part = 0; part < columns; ++part) {
        kind.parse_part(field, part, table[part].text, {}, again, problems);
        EXPECT_EQ(kind.parts(field)[part].member.empty(), !facts.is_in_parts);
    }
    EXPECT_EQ(again, cells);
    EXPECT_TRUE(problems.empty());
}

TEST_P(KindTest, TakesTheOperatorsItNames)
{
    const auto cells = example();
    const auto entries = kind.entries(cells);
    const std::string literal = entries.empty() ? text_of(cells) : entries[0].value;
    for (const std::string_view op : all_operators)
        EXPECT_EQ(can_be_asked(op, facts.is_in_parts && literal.starts_with('{') ? "x" : literal),
                  std::ranges::find(facts.operators, op) != facts.operators.end())
            << op << " " << literal;
}

TEST_P(KindTest, SaysWhatItRefersTo)
{
    EXPECT_EQ(kind.ids(example()).size(), facts.refers ? 1 : 0);
    EXPECT_TRUE(kind.ids(nothing()).empty());
    EXPECT_EQ(!kind.entries(example()).empty(), facts.has_many);
    EXPECT_EQ(target_of(field), facts.name == std::string_view("file") ? "file" : field.target);
}

TEST_P(KindTest, HasASchema)
{
    const Json schema = kind.schema(field);
    ASSERT_TRUE(schema.if_object());
    const std::string text = format_json(schema);
    if (const auto shared = kind.shared_schema()) {
        EXPECT_NE(text.find("#/components/schemas/" + shared->first), text.npos);
        EXPECT_TRUE(shared->second.find("type"));
    } else {
        EXPECT_EQ(text.find("$ref"), text.npos);
    }
}

TEST_P(KindTest, KeepsValuesOnlyAsWhatReadsThem)
{
    EXPECT_TRUE(kind.keeps_values(kind));
    if (facts.is_secret) {
        for (const FieldKind* other : all_kinds())
            EXPECT_EQ(other->keeps_values(kind), other == &kind) << other->name();
        return;
    }
    for (const FieldKind* other : all_kinds()) {
        if (!kind.keeps_values(*other))
            continue;
        ASSERT_EQ(other->parts(field).size(), kind.parts(field).size()) << other->name();
        EXPECT_EQ(other->parts(field)[0].type, kind.parts(field)[0].type) << other->name();
        Field changed = field;
        changed.kind = other;
        auto cells = nothing();
        other->parse_text(changed, text_of(example()), {}, cells, problems);
        EXPECT_EQ(cells, example()) << other->name();
    }
    EXPECT_TRUE(problems.empty());
}

TEST_P(KindTest, IsNotSortedByWhatHasNoOneValue)
{
    EXPECT_FALSE(facts.has_order && facts.has_many);
    EXPECT_FALSE(facts.is_always_indexed && !facts.has_order);
    EXPECT_FALSE(facts.most_length > 0 && facts.usual_length == 0);
    EXPECT_FALSE(facts.is_in_parts && facts.has_many);
}

INSTANTIATE_TEST_SUITE_P(, KindTest, testing::ValuesIn(all_kinds().begin(), all_kinds().end()),
                         [](const auto& info) { return std::string(info.param->name()); });

TEST(KindsTest, KnowWordsForValuesThatMove)
{
    const Asker asker{make_id(), *parse_instant("2026-11-21T23:30:00Z"), "Europe/Berlin"};
    const Field owner = reference("owner", "user"), other = reference("account", "account");
    EXPECT_EQ(kind_of(owner).value_of_word(owner, "me", asker), Value(asker.user));
    EXPECT_EQ(kind_of(other).value_of_word(other, "me", asker), std::nullopt);
    const Field day = date("day"), moment = instant("at");
    EXPECT_EQ(kind_of(day).value_of_word(day, "today", asker), Value(*parse_date("2026-11-22")));
    EXPECT_EQ(kind_of(day).value_of_word(day, "now", asker), std::nullopt);
    EXPECT_EQ(kind_of(moment).value_of_word(moment, "now", asker), Value(asker.at));
    const Field name = text("name");
    EXPECT_EQ(kind_of(name).value_of_word(name, "today", asker), std::nullopt);
}

TEST(KindsTest, MoneyKeepsItsCurrencyWhenOnlyItsAmountIsRead)
{
    const Field price = money("price");
    std::vector<Value> cells = {std::int64_t{10'000}, std::string("USD")};
    std::vector<Problem> problems;
    kind_of(price).parse_part(price, 0, "2.50", {}, cells, problems);
    EXPECT_EQ(cells, (std::vector<Value>{std::int64_t{25'000}, std::string("USD")}));
    kind_of(price).parse_part(price, 1, "usd", {}, cells, problems);
    ASSERT_EQ(problems.size(), 1u);
    EXPECT_EQ(problems[0].rule, "currency");
    cells = {Null{}, Null{}};
    kind_of(price).parse_part(price, 1, "USD", {}, cells, problems);
    EXPECT_EQ(cells, (std::vector<Value>{Null{}, Null{}}));
    EXPECT_EQ(problems.size(), 1u);
}

TEST(KindsTest, TellValuesInTheReadersWords)
{
    const auto told = [](const Field& field, std::vector<Value> cells) {
        return kind_of(field).tell(field, cells, PlainTelling());
    };
    EXPECT_EQ(told(yes_no("done"), {true}), "Ja");
    EXPECT_EQ(told(percent("share"), {12.5}), "12.5 %");
    EXPECT_EQ(told(money("price"), {std::int64_t{25'000}, std::string("USD")}), "2.50 apart USD");
    EXPECT_EQ(told(choices("tags"), {std::string("new\nold")}), "<new>, <old>");
    EXPECT_EQ(told(date("day"), {Date{1}}), "a day");
    EXPECT_EQ(told(instant("at"), {Instant{1}}), "a moment");
    EXPECT_EQ(told(address("home"),
                   {std::string("Road 1"), std::string("Rome"), Null{}, Null{}, std::string("IT")}),
              "Road 1, Rome, IT");
    EXPECT_EQ(told(percent("share"), {Null{}}), "");
}

} // namespace
} // namespace comity::record
