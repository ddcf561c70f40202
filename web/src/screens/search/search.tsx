import { Button } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { type KeyboardEvent, useEffect, useRef, useState } from "react";
import { field_of, find_object, use_objects } from "../../api/objects";
import { search_query } from "../../api/records";
import type { ObjectType, SearchResult } from "../../api/types";
import { t, t_count } from "../../i18n";
import { Face } from "../../look/face";
import { SearchIcon } from "../../look/icons";
import { use_address } from "../../records/address";
import { open_create } from "../../records/dialogs";
import { KindsBar } from "../../records/filters/kinds_bar";
import page from "../../records/page.module.css";
import { by_rank, is_work, sought_names } from "../../records/place";
import { use_screen_title } from "../../records/screen_title";
import { Bars, Empty, Failed } from "../../records/states";
import { grouped_by_object, to_create, values_from_words } from "./found";
import styles from "./found.module.css";
import { FoundText } from "./found_text";

const first_shown = 30;
const most_shown = 100;

// All that is found by some words, of every kind or of one. The words are in the address.
export default function Search() {
  const { search, change } = use_address();
  const [typed, set_typed] = useState(search.q ?? "");
  const [words] = useDebouncedValue(typed.trim(), 150);
  const field = useRef<HTMLInputElement>(null);
  const list = useRef<HTMLDivElement>(null);
  use_screen_title(t("search"));

  // Back and forward, and links from elsewhere, bring other words.
  const shown = useRef(search.q ?? "");
  useEffect(() => {
    if ((search.q ?? "") === shown.current) return;
    shown.current = search.q ?? "";
    set_typed(shown.current);
  }, [search.q]);
  useEffect(() => {
    if (words === shown.current.trim()) return;
    shown.current = words;
    change({ q: words }, { replace: true });
  }, [words, change]);
  useEffect(() => field.current?.focus(), []);

  function ask(text: string) {
    set_typed(text);
    field.current?.focus();
  }

  // Arrows walk from the box through what was found, and back.
  function walk(event: KeyboardEvent) {
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const links = [...(list.current?.querySelectorAll<HTMLElement>("a[data-hit]") ?? [])];
    if (!by || links.length === 0) return;
    event.preventDefault();
    const next = links.indexOf(document.activeElement as HTMLElement) + by;
    (next < 0 ? field.current : links[Math.min(next, links.length - 1)])?.focus();
  }

  return (
    <section className={page.page} onKeyDown={walk} aria-label={t("search")}>
      <h1>{t("search")}</h1>
      <div className={styles.box} role="search">
        <SearchIcon size={17} aria-hidden />
        <input
          ref={field}
          type="search"
          aria-label={t("search_words")}
          placeholder={t("search_words")}
          autoComplete="off"
          spellCheck={false}
          maxLength={300}
          value={typed}
          onChange={(event) => set_typed(event.currentTarget.value)}
        />
      </div>
      <Kinds chosen={search.object} choose={(object) => change({ object, more: null })} />
      <div ref={list}>
        <Found
          words={words}
          object={search.object}
          all={search.more === "yes"}
          show_all={() => change({ more: "yes" }, { replace: true })}
          ask={ask}
        />
      </div>
    </section>
  );
}

function Kinds(props: { chosen?: string; choose: (object: string | null) => void }) {
  const objects = by_rank(use_objects().filter(is_work));
  return (
    <KindsBar
      label={t("search_kinds")}
      objects={objects}
      chosen={props.chosen ?? undefined}
      all={t("search_everything")}
      choose={props.choose}
    />
  );
}

type FoundProps = {
  words: string;
  object?: string;
  all: boolean;
  show_all: () => void;
  ask: (words: string) => void;
};

function Found({ words, object, all, show_all, ask }: FoundProps) {
  const objects = use_objects();
  const limit = all ? most_shown : first_shown;
  const answer = useQuery({
    ...search_query(words, object ?? sought_names(objects), limit),
    placeholderData: keepPreviousData,
    enabled: objects.length > 0,
  });
  if (answer.error) return <Failed error={answer.error} retry={() => void answer.refetch()} />;
  if (!answer.data) return <Bars count={6} height={30} />;
  const { results, did_you_mean } = answer.data;
  const is_current = !answer.isPlaceholderData;
  return (
    <>
      <p className="only_read_aloud" aria-live="polite">
        {is_current ? t_count("search_found", results.length) : ""}
      </p>
      {did_you_mean && words && is_current ? (
        <p className={styles.meant}>
          {t("search_nothing_exact", { words })}{" "}
          <button type="button" onClick={() => ask(did_you_mean)}>
            {did_you_mean}
          </button>
        </p>
      ) : null}
      {results.length === 0 && is_current ? <Nothing words={words} /> : null}
      {!words && results.length > 0 ? <p className={styles.meant}>{t("search_recent")}</p> : null}
      <Groups results={grouped_by_object(results)} objects={objects} />
      {results.length >= limit && limit < most_shown ? (
        <div className={page.foot}>
          <Button variant="default" onClick={show_all}>
            {t("show_more")}
          </Button>
        </div>
      ) : null}
    </>
  );
}

function Groups({ results, objects }: { results: SearchResult[]; objects: ObjectType[] }) {
  const kinds = [...new Set(results.map((result) => result.object))];
  return kinds.map((kind) => {
    const object = find_object(objects, kind);
    if (!object) return null;
    return (
      <section key={kind} aria-label={object.label_plural}>
        <h2 className={styles.group}>{object.label_plural}</h2>
        <ul className={`${page.list} ${styles.list}`}>
          {results
            .filter((result) => result.object === kind)
            .map((result) => (
              <li key={result.id}>
                <Hit result={result} object={object} />
              </li>
            ))}
        </ul>
      </section>
    );
  });
}

function Hit({ result, object }: { result: SearchResult; object: ObjectType }) {
  const why = result.matched_parts;
  const other = object.fields.find((field) => field.name === result.matched);
  const label =
    other && other.name !== object.title ? field_of(object, other.name)?.label : undefined;
  return (
    <Link
      to="/$plural/$id"
      params={{ plural: object.plural, id: result.id }}
      className={styles.hit}
      data-hit
    >
      <Face object={object} title={result.title} size={26} icon_size={20} />
      <span className={styles.title}>
        <FoundText text={result.title || t("untitled")} parts={result.title_parts} />
      </span>
      {result.subtitle || why ? (
        <span className={styles.line}>
          {result.subtitle}
          {result.subtitle && why ? " · " : null}
          {why && label ? `${label}: ` : null}
          {why ? <FoundText text="" parts={why} /> : null}
        </span>
      ) : null}
    </Link>
  );
}

function Nothing({ words }: { words: string }) {
  const objects = use_objects();
  return (
    <Empty
      text={words ? t("search_nothing", { words }) : t("search_nothing_yet")}
      picture={<SearchIcon size={22} />}
    >
      <div className={page.foot}>
        {to_create(objects).map((object) => (
          <Button
            key={object.name}
            variant="default"
            onClick={() => open_create(object.name, words ? values_from_words(object, words) : {})}
          >
            {words
              ? t("search_create", { object: object.label, words })
              : t("create_object", { object: object.label })}
          </Button>
        ))}
      </div>
    </Empty>
  );
}
