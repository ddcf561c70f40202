import type { Backup as BackupFacts, ServerFacts } from "../../../api/administration";
import { format_instant } from "../../../i18n/format";
import styles from "./administration.module.css";
import { FigureTable } from "./figure_table";
import { size_text, when_text } from "./measures";
import { Section } from "./section";
import { w } from "./words";

// The last copy of the database and what was found when it was checked; who works on it.

type Props = { backup: BackupFacts | null; servers: ServerFacts[] };

export function Backup({ backup, servers }: Props) {
  return (
    <Section part="backup" title={w("backup")} hint={w("backup_how")}>
      <code className={styles.command}>comity backup FILE</code>
      {backup ? (
        <p>
          {w(backup.is_well ? "backup_good" : "backup_bad", {
            when: format_instant(backup.at),
            size: size_text(backup.bytes),
          })}{" "}
          {w("backup_file", { file: backup.file })}
        </p>
      ) : (
        <p>{w("backup_none")}</p>
      )}
      <FigureTable
        caption={w("servers")}
        columns={[w("server"), w("process"), w("version"), w("since")]}
        rows={servers.map((server) => [
          server.is_this ? `${server.host} (${w("this_server")})` : server.host,
          String(server.pid),
          server.version,
          when_text(server.started_at),
        ])}
      />
    </Section>
  );
}
