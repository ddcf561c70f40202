import { Button } from "@mantine/core";
import { useNavigate } from "@tanstack/react-router";
import { useRef, useState } from "react";
import { use_objects } from "../../api/objects";
import { FileIcon, UploadIcon } from "../../look/icons";
import { ObjectIcon } from "../../look/object_icon";
import { say_problem } from "../../records/problem_text";
import { say } from "../../records/toasts";
import styles from "./imports.module.css";
import { object_of_file } from "./options";
import { upload } from "./questions";
import { w } from "./words";

// The first step: a file, and what its rows are.
export function UploadStep() {
  const objects = use_objects().filter(
    (object) => object.can.create && (object as { import?: boolean }).import !== false,
  );
  const navigate = useNavigate();
  const picker = useRef<HTMLInputElement>(null);
  const [file, set_file] = useState<File | null>(null);
  const [chosen, set_chosen] = useState<string | null>(null);
  const [over, set_over] = useState(false);
  const [busy, set_busy] = useState(false);

  function take(files: FileList | null) {
    const [first] = files ?? [];
    if (!first) return;
    if (files && files.length > 1) say({ text: w("too_many") });
    set_file(first);
    set_chosen((old) => object_of_file(first.name, objects) ?? old);
  }
  async function go_on() {
    if (!file || !chosen) return;
    set_busy(true);
    try {
      const made = await upload(file, chosen);
      await navigate({ to: "/imports/$id", params: { id: made.id } });
    } catch (error) {
      say_problem(error);
      set_busy(false);
    }
  }
  const usual = ["account", "contact", "lead", "deal", "product", "activity", "user"];
  const first = (name: string) => (usual.includes(name) ? usual.indexOf(name) : usual.length);
  const offered = objects.toSorted((one, other) => first(one.name) - first(other.name));

  return (
    <div className={styles.upload}>
      <div
        className={styles.drop}
        data-over={over || undefined}
        data-filled={file ? true : undefined}
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
          {file ? <FileIcon size={22} aria-hidden /> : <UploadIcon size={22} aria-hidden />}
        </span>
        <p className={styles.drop_title}>{over ? w("drop_here") : (file?.name ?? w("drop"))}</p>
        <button type="button" className={styles.pick} onClick={() => picker.current?.click()}>
          {file ? w("another_file") : w("or_pick")}
        </button>
        <p className={styles.soft}>{w("kinds")}</p>
        <input
          ref={picker}
          type="file"
          hidden
          accept=".csv,.tsv,.txt,.xlsx,.vcf,text/csv,text/plain"
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
      ) : null}
    </div>
  );
}
