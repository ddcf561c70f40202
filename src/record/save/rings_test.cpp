// Nothing stands above itself, whichever way it is written.
#include "record/fixtures/test_shelf.h"
#include "record/object/kind.h"
#include "record/save/many.h"

namespace comity::record {
namespace {

std::string under(const Id& parent)
{
    return R"({"parent":")" + format_id(parent) + R"("})";
}

class RingTest : public WritingTest {
protected:
    Id make(const std::string& name, const Id& parent = {})
    {
        const std::string above =
            parent.is_nil() ? "" : R"(,"parent":")" + format_id(parent) + R"(")";
        return create("account", R"({"name":")" + name + "\"" + above + "}");
    }
    std::string hang(const Id& id, const Id& parent)
    {
        return problems_of([&] { update("account", id, under(parent)); });
    }
    // Both at once, as an import or a bulk edit writes them.
    std::vector<std::string> hang_together(const std::vector<std::pair<Id, Id>>& links)
    {
        std::vector<std::string> outcome;
        write_change_set(engine(), administrator(), {}, [&](Transaction& transaction) {
            const Object& account = object("account");
            outcome.clear();
            std::vector<Draft> drafts;
            for (const auto& [id, parent] : links) {
                drafts.push_back(make_draft(load_many(transaction, account, {&id, 1})[0].record));
                drafts.back().after.of(account.load_field("parent"))[0] = parent;
            }
            prepare_drafts(transaction, account, drafts);
            write_drafts(transaction, account, drafts);
            for (const Draft& draft : drafts)
                outcome.push_back(draft.is_good() ? "" : draft.problems[0].rule);
        });
        return outcome;
    }
};

TEST_P(RingTest, ARingOfAnyLengthIsRefused)
{
    const Id top = make("0");
    EXPECT_EQ(hang(top, top), "parent ring");
    Id low = top;
    for (int level = 1; level <= 40; ++level)
        low = make(std::to_string(level), low);
    EXPECT_EQ(hang(top, low), "parent ring");
    EXPECT_EQ(value("account", top, "parent"), "null");
    const Id other = make("other");
    update("account", top, under(other));
    EXPECT_EQ(hang(other, low), "parent ring");
}

TEST_P(RingTest, ManyAtOnceAreLookedAtTogether)
{
    using Rules = std::vector<std::string>;
    const Id a = make("a"), b = make("b"), c = make("c"), d = make("d", a);
    EXPECT_EQ(hang_together({{a, b}, {b, a}, {c, a}}), (Rules{"ring", "ring", ""}));
    EXPECT_EQ(value("account", a, "parent"), "null");
    EXPECT_NE(value("account", c, "parent"), "null");
    // What is a ring in between only is none: a gets below d, which leaves it in the same breath.
    EXPECT_EQ(hang_together({{a, d}, {d, b}}), (Rules{"", ""}));
    EXPECT_EQ(hang_together({{b, a}}), (Rules{"ring"}));
}

TEST_P(RingTest, AnUndoMakesNoneEither)
{
    const Id a = make("a"), b = make("b", a);
    update("account", b, R"({"parent":null})");
    const Id parted = last_change();
    update("account", a, under(b));
    EXPECT_EQ(problems_of([&] { undo(parted); }), "parent ring");
    EXPECT_EQ(value("account", b, "parent"), "null");
    update("account", a, R"({"parent":null})");
    undo(parted);
    EXPECT_NE(value("account", b, "parent"), "null");
}

WRITES_ON_BOTH(RingTest);

} // namespace
} // namespace comity::record
