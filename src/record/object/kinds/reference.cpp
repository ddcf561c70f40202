// A link to one record: of one object, or (`target` empty) of any. That it exists is checked by
// save.
#include "record/object/kinds/kinds.h"

#include "base/text.h"

namespace comity::record {
namespace {

class Reference : public FieldKind {
public:
    Kind kind() const override { return Kind::reference; }

    std::span<const Part> parts(const Field& field) const override
    {
        static constexpr Part one[] = {{"", store::Type::uuid}};
        static constexpr Part any[] = {{"", store::Type::uuid}, {"_object", store::Type::text}};
        return field.target.empty() ? std::span<const Part>(any) : std::span<const Part>(one);
    }

    void parse(const Field& field, const Json& json, const TextFormat& format, std::span<Value> out,
               std::vector<Problem>& problems) const override
    {
        clear(out);
        if (json.is_null())
            return;
        if (const std::string* text = json.if_string())
            return parse_text(field, *text, format, out, problems);
        const std::string_view object = json.text("object");
        const auto id = parse_id(json.text("id"));
        const bool fits =
            field.target.empty() ? !object.empty() : object.empty() || object == field.target;
        if (!id || !fits)
            return complain(field, problems);
        set(field, *id, object, out);
    }

    // An id, or `deal:id` where any object may be meant.
    void parse_text(const Field& field, std::string_view text, const TextFormat&,
                    std::span<Value> out, std::vector<Problem>& problems) const override
    {
        clear(out);
        text = trim(text);
        if (text.empty())
            return;
        std::string_view object;
        const std::size_t colon = text.rfind(':');
        if (field.target.empty() && colon != text.npos) {
            object = text.substr(0, colon);
            text.remove_prefix(colon + 1);
        }
        const auto id = parse_id(text);
        if (!id || (field.target.empty() && object.empty()))
            return complain(field, problems);
        set(field, *id, object, out);
    }

    void write_json(JsonWriter& json, const Field& field, const store::Row& row,
                    int column) const override
    {
        if (row.is_null(column))
            return json.null();
        write(json, row.id(column),
              field.target.empty() ? row.text(column + 1) : std::string_view());
    }

    void write_json(JsonWriter& json, const Field& field,
                    std::span<const Value> cells) const override
    {
        const Id* id = std::get_if<Id>(&cells[0]);
        if (!id)
            return json.null();
        write(json, *id,
              field.target.empty() ? std::string_view(std::get<std::string>(cells[1]))
                                   : std::string_view());
    }

    void write_text(std::string& out, const Field& field,
                    std::span<const Value> cells) const override
    {
        const Id* id = std::get_if<Id>(&cells[0]);
        if (!id)
            return;
        if (field.target.empty())
            out.append(std::get<std::string>(cells[1])).append(":");
        append_id(out, *id);
    }

private:
    static void clear(std::span<Value> out)
    {
        for (Value& cell : out)
            cell = Null{};
    }

    static void set(const Field& field, const Id& id, std::string_view object, std::span<Value> out)
    {
        out[0] = id;
        if (field.target.empty())
            out[1] = std::string(object);
    }

    static void complain(const Field& field, std::vector<Problem>& problems)
    {
        add_problem(problems, field, "reference",
                    field.target.empty() ? field.label + " must be {\"object\": …, \"id\": …}."
                                         : field.label + " must be the id of a record.");
    }

    static void write(JsonWriter& json, const Id& id, std::string_view object)
    {
        std::string text;
        append_id(text, id);
        if (object.empty())
            return json.plain(text);
        json.begin_object();
        json.plain_key("object");
        json.value(object);
        json.plain_key("id");
        json.plain(text);
        json.end_object();
    }
};

class File : public Reference {
public:
    Kind kind() const override { return Kind::file; }
};

class References : public ManyLike {
public:
    Kind kind() const override { return Kind::references; }
    std::string normalise(std::string_view text) const override { return lower_ascii(text); }

protected:
    std::string_view separators() const override { return ";,\n"; }
    std::optional<std::string> accept(const Field& field, std::string_view value,
                                      std::vector<Problem>& problems) const override
    {
        if (const auto id = parse_id(value))
            return format_id(*id);
        add_problem(problems, field, "reference", field.label + " must be ids of records.");
        return std::nullopt;
    }
};

} // namespace

const FieldKind& reference_kind()
{
    static const Reference kind;
    return kind;
}

const FieldKind& references_kind()
{
    static const References kind;
    return kind;
}

const FieldKind& file_kind()
{
    static const File kind;
    return kind;
}

} // namespace comity::record
