import { ActionIcon, Autocomplete, Select, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { field_of, find_object, title_of, use_objects } from "../../../api/objects";
import { page_query } from "../../../api/records";
import type { Field, ObjectType } from "../../../api/types";
import { CloseIcon } from "../../../look/icons";
import { w } from "../../../words/imports";
import styles from "../imports.module.css";
import { importable, with_set } from "../options";
import type { Options } from "../types";

type Props = { object: ObjectType; options: Options; on_change: (options: Options) => void };

// Values that every row gets, as text like those in the file: a reference by its name.
export function SetFields({ object, options, on_change }: Props) {
  const mapped = new Set(Object.values(options.map));
  const free = importable(object).filter(
    (field) => !mapped.has(field.name) && !(field.name in options.set),
  );
  return (
    <section className={styles.block}>
      <h3>{w("set_title")}</h3>
      <p className={styles.soft}>{w("set_hint")}</p>
      {Object.entries(options.set).map(([name, text]) => {
        const field = field_of(object, name);
        const label = field?.label ?? name;
        return (
          <div key={name} className={styles.set_row}>
            <span>{label}</span>
            {field ? (
              <SetValue
                field={field}
                text={text}
                label={w("set_value", { field: label })}
                on_change={(value) => on_change(with_set(options, name, value))}
              />
            ) : null}
            <ActionIcon
              variant="subtle"
              color="gray"
              aria-label={w("set_remove", { field: label })}
              onClick={() => on_change(with_set(options, name, null))}
            >
              <CloseIcon size={14} />
            </ActionIcon>
          </div>
        );
      })}
      <Select
        size="xs"
        className={styles.narrow}
        aria-label={w("set_add")}
        placeholder={w("set_add")}
        searchable
        data={free.map((field) => ({ value: field.name, label: field.label }))}
        value={null}
        onChange={(name) => name && on_change(with_set(options, name, ""))}
      />
    </section>
  );
}

type ValueProps = {
  field: Field;
  text: string;
  label: string;
  on_change: (text: string) => void;
};

function SetValue({ field, text, label, on_change }: ValueProps) {
  const objects = use_objects();
  const target = field.target ? find_object(objects, field.target) : undefined;
  const { data } = useQuery({
    ...page_query(target?.plural ?? "", { limit: 100 }),
    enabled: !!target,
  });
  if (!target) {
    return (
      <TextInput
        size="xs"
        aria-label={label}
        value={text}
        onChange={(event) => on_change(event.currentTarget.value)}
      />
    );
  }
  const titles = (data?.records ?? []).map((row) => title_of(target, row)).filter(Boolean);
  return (
    <Autocomplete
      size="xs"
      aria-label={label}
      data={[...new Set(titles)]}
      value={text}
      onChange={on_change}
    />
  );
}
