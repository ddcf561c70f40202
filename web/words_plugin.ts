import { execFileSync } from "node:child_process";
import { resolve } from "node:path";
import type { Plugin } from "vite";

const catalogue = resolve(import.meta.dirname, "../words");

// Writes the modules of words from the catalogue, and again whenever the catalogue changes.
function make_words() {
  execFileSync("npm", ["run", "--silent", "words"], {
    cwd: import.meta.dirname,
    stdio: ["ignore", "inherit", "inherit"],
  });
}

export function words(): Plugin {
  return {
    name: "words",
    config: make_words,
    configureServer(server) {
      server.watcher.add(catalogue);
      server.watcher.on("change", (path) => {
        if (path.startsWith(catalogue)) make_words();
      });
    },
  };
}
