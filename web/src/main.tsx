import "./look/layers.css";
import "@mantine/core/styles.layer.css";
import "./look/tokens.css";
import "./look/base.css";
import "./look/print.css";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { speak_language } from "./api/client";
import { nearest_language, speak } from "./i18n";
import { remembered_here } from "./records/preferences";
import { App } from "./shell/app";

async function start() {
  document.documentElement.dataset.density = remembered_here("density") ?? "regular";
  const tag = remembered_here("language") ?? navigator.language;
  speak_language(nearest_language(tag));
  await speak(tag);
  createRoot(document.getElementById("root")!).render(
    <StrictMode>
      <App />
    </StrictMode>,
  );
}

void start();
