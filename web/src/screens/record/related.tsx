import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { field_of, title_of, use_object } from "../../api/objects";
import { page_query } from "../../api/records";
import type { Field, ObjectType, Row } from "../../api/types";
import { is_empty, quoted } from "../../fields/kind";
import { FieldValue } from "../../fields/kinds";
import { t } from "../../i18n";
import { AddIcon } from "../../look/icons";
import { ObjectIcon } from "../../look/object_icon";
import { open_create } from "../../records/dialogs";
import { attach, pick_files } from "../../records/forms/attach";
import { Bars } from "../../records/states";
import { use_moment } from "../../records/time/moment";
import { Hierarchy } from "./hierarchy";
import styles from "./record.module.css";

const shown_at_most = 6;

// What belongs to this record, each kind with a quick add that is linked already.
export function Related({ object, row }: { object: ObjectType; row: Row }) {
  return (
    <div className={styles.related}>
      {object.tree ? <Hierarchy key={row.id} object={object} row={row} /> : null}
      {object.related.map((relation) => (
        <RelatedList key={`${relation.object}.${relation.field}`} {...{ object, row, relation }} />
      ))}
      {object.related.length === 0 ? <p className="faint">{t("nothing_related")}</p> : null}
    </div>
  );
}

type ListProps = { object: ObjectType; row: Row; relation: ObjectType["related"][number] };

// Two ways to belong to the same record are told apart by the field that links them.
function label_of(object: ObjectType, relation: ListProps["relation"], link?: Field): string {
  const alike = object.related.filter((one) => one.label === relation.label);
  return alike.length > 1 && link ? `${relation.label} (${link.label})` : relation.label;
}

function RelatedList({ object, row, relation }: ListProps) {
  const other = use_object(relation.object);
  const link = field_of(other, relation.field);
  const many = link?.many;
  const filter = `${relation.field} ${many ? ":" : "="} ${quoted(row.id)}`;
  const facts = (other?.list ?? [])
    .filter((name) => name !== other?.title && name !== relation.field)
    .slice(0, 2);
  const expand = facts.filter((name) => field_of(other, name)?.worth === "record").join(",");
  const as_of = use_moment();
  const query = { filter, as_of, limit: shown_at_most + 1, expand: expand || undefined };
  const { data, isPending, isError } = useQuery({
    ...page_query(other?.plural ?? "", query),
    enabled: !!other,
  });
  if (!other || isError) return null;
  const label = label_of(object, relation, link);
  const rows = data?.records.slice(0, shown_at_most) ?? [];
  const more = (data?.records.length ?? 0) > shown_at_most;
  const start: Record<string, unknown> = {
    [relation.field]: link?.target
      ? many
        ? [row.id]
        : row.id
      : { object: object.name, id: row.id },
  };
  // A deal made from a contact belongs to the contact's account as well.
  if (row.account && relation.field !== "account" && field_of(other, "account")) {
    start.account = row.account;
  }
  return (
    <section className={styles.relation} aria-label={label}>
      <h2>
        <Link to="/$plural" params={{ plural: other.plural }} search={{ filter } as never}>
          {label}
        </Link>
        {other.can.create && !as_of ? (
          <button
            type="button"
            className={styles.icon_button}
            aria-label={t("add_related", { object: other.label })}
            onClick={() => {
              if (other.name === "file")
                void pick_files().then((files) => attach(files, object, row));
              else open_create(other.name, start);
            }}
            data-no-print
          >
            <AddIcon size={15} aria-hidden />
          </button>
        ) : null}
      </h2>
      {isPending ? <Bars count={2} height={20} /> : null}
      {!isPending && rows.length === 0 ? (
        <p className={styles.none}>{t(as_of ? "none_at_that_time" : "none")}</p>
      ) : null}
      <ul>
        {rows.map((one) => (
          <li key={one.id}>
            <Link
              to="/$plural/$id"
              params={{ plural: other.plural, id: one.id }}
              className={styles.related_row}
            >
              <ObjectIcon object={other} size={15} />
              <span className={styles.related_title}>{title_of(other, one) || t("untitled")}</span>
              <span className={styles.related_facts}>
                {facts
                  .filter((name) => !is_empty(one[name]))
                  .map((name) => {
                    const field = field_of(other, name);
                    return field ? (
                      <FieldValue
                        key={name}
                        field={field}
                        value={one[name]}
                        row={one}
                        expanded={one.expanded?.[name]}
                        linked={false}
                      />
                    ) : null;
                  })}
              </span>
            </Link>
          </li>
        ))}
      </ul>
      {more ? (
        <Link
          to="/$plural"
          params={{ plural: other.plural }}
          search={{ filter } as never}
          className={styles.all_of_them}
        >
          {t("show_all")}
        </Link>
      ) : null}
    </section>
  );
}
