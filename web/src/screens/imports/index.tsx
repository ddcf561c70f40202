import { useParams } from "@tanstack/react-router";
import { use_screen_title } from "../../records/screen_title";
import { w } from "../../words/imports";
import styles from "./imports.module.css";
import { UploadStep } from "./one/upload_step";
import { Steps, Wizard } from "./one/wizard";
import { PastImports } from "./past_imports";
import { use_import } from "./questions";
import { Together } from "./together/together";

export default function ImportsScreen() {
  const { id } = useParams({ strict: false }) as { id?: string };
  use_screen_title(w("title"));
  return (
    <div className={styles.screen} data-print-flow>
      <div className={styles.sheet}>
        {id ? (
          <>
            <h1 className="only_read_aloud">{w("new_import")}</h1>
            <Imported key={id} id={id} />
          </>
        ) : (
          <>
            <h1 className={styles.heading}>{w("new_import")}</h1>
            <p className={styles.soft}>{w("intro")}</p>
            <Steps step="file" />
            <UploadStep />
            <PastImports />
          </>
        )}
      </div>
    </div>
  );
}

// One file on its way in, or several.
function Imported({ id }: { id: string }) {
  const { data } = use_import(id);
  return data && data.files.length > 0 ? <Together one={data} /> : <Wizard id={id} />;
}
