import { ActionIcon, Button } from "@mantine/core";
import { useNavigate } from "@tanstack/react-router";
import { useRef, useState } from "react";
import { use_objects } from "../../../api/objects";
import { CloseIcon, FileIcon, UploadIcon } from "../../../look/icons";
import { ObjectIcon } from "../../../look/object_icon";
import { by_rank } from "../../../records/place";
import { say_problem } from "../../../records/saving/problem_text";
import { w } from "../../../words/imports";
import { w as tw, w_count as tw_count } from "../../../words/imports_together";
import styles from "../imports.module.css";
import { object_of_file } from "../options";
import { upload, upload_together } from "../questions";
import several from "../together/together.module.css";

// The first step: a file, and what its rows are.
export function UploadStep() {
  const objects = use_objects().filter(
    (object) => object.can.create && (object as { import?: boolean }).import !== false,
  );
  const navigate = useNavigate();
  const picker = useRef<HTMLInputElement>(null);
  const [files, set_files] = useState<File[]>([]);
  const file = files.length === 1 && !is_archive(files[0]) ? files[0] : null;
  const [chosen, set_chosen] = useState<string | null>(null);
  const [over, set_over] = useState(false);
  const [busy, set_busy] = useState(false);

  function take(dropped: FileList | null) {
    const taken = [...(dropped ?? [])];
    const [first] = taken;
    if (!first) return;
    set_files(taken);
    if (taken.length === 1) set_chosen((old) => object_of_file(first.name, objects) ?? old);
  }
  async function go_on() {
    set_busy(true);
    try {
      const made = file ? await upload(file, chosen ?? "") : await upload_together(files);
      await navigate({ to: "/imports/$id", params: { id: made.id } });
    } catch (error) {
      say_problem(error);
      set_busy(false);
    }
  }
  const offered = by_rank(objects);

  const said = files.length > 1 ? tw_count("files", files.length) : (files[0]?.name ?? w("drop"));

  return (
    <div className={styles.upload}>
      <div
        className={styles.drop}
        data-over={over || undefined}
        data-filled={files.length > 0 || undefined}
        onDragOver={(event) => {
          event.preventDefault();
          set_over(true);
        }}
        onDragLeave={() => set_over(false)}
        onDrop={(event) => {
          event.preventDefault();
          set_over(false);
          take(event.dataTransfer.files);
        }}
      >
        <span className={styles.drop_picture}>
          {files.length > 0 ? (
            <FileIcon size={22} aria-hidden />
          ) : (
            <UploadIcon size={22} aria-hidden />
          )}
        </span>
        <p className={styles.drop_title}>{over ? w("drop_here") : said}</p>
        <button type="button" className={styles.pick} onClick={() => picker.current?.click()}>
          {files.length > 0 ? w("another_file") : w("or_pick")}
        </button>
        <p className={styles.soft}>
          {w("kinds")} {w("kinds_many")}
        </p>
        <input
          ref={picker}
          type="file"
          hidden
          multiple
          accept=".csv,.tsv,.txt,.xlsx,.vcf,.zip,text/csv,text/plain,application/zip"
          onChange={(event) => take(event.currentTarget.files)}
        />
      </div>
      {file ? (
        <fieldset className={styles.what}>
          <legend>{w("what")}</legend>
          <p className={styles.soft}>{w("what_hint")}</p>
          <div className={styles.objects}>
            {offered.map((object) => (
              <label key={object.name} data-chosen={chosen === object.name || undefined}>
                <input
                  type="radio"
                  name="object"
                  value={object.name}
                  checked={chosen === object.name}
                  onChange={() => set_chosen(object.name)}
                />
                <ObjectIcon object={object} size={16} />
                {object.label_plural}
              </label>
            ))}
          </div>
          <div className={styles.foot}>
            <Button disabled={!chosen} loading={busy} onClick={() => void go_on()}>
              {w("go_on")}
            </Button>
          </div>
        </fieldset>
      ) : files.length > 0 ? (
        <Several files={files} on_change={set_files} on_go={() => void go_on()} busy={busy} />
      ) : null}
    </div>
  );
}

const is_archive = (file: File | undefined): boolean => !!file && /\.zip$/i.test(file.name);

type SeveralProps = {
  files: File[];
  on_change: (files: File[]) => void;
  on_go: () => void;
  busy: boolean;
};

// Several files, or an archive: what each is is found out when they are looked at.
function Several({ files, on_change, on_go, busy }: SeveralProps) {
  return (
    <section className={styles.what}>
      <p className={styles.soft}>{tw(files.length > 1 ? "chosen_hint" : "chosen_zip")}</p>
      <ul className={several.chosen} aria-label={tw_count("files", files.length)}>
        {files.map((file) => (
          <li key={`${file.name} ${file.size}`}>
            <FileIcon size={15} aria-hidden />
            <span>{file.name}</span>
            <ActionIcon
              variant="subtle"
              color="gray"
              disabled={busy}
              aria-label={tw("remove", { name: file.name })}
              onClick={() => on_change(files.filter((other) => other !== file))}
            >
              <CloseIcon size={14} aria-hidden />
            </ActionIcon>
          </li>
        ))}
      </ul>
      <div className={styles.foot}>
        <Button loading={busy} onClick={on_go}>
          {tw("look")}
        </Button>
      </div>
    </section>
  );
}
