import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";
import { words } from "./words_plugin";

// The screens are served by the program itself; while working on them, everything below /api goes
// to a program that runs beside (COMITY_API names another one).
const api = process.env.COMITY_API ?? "http://127.0.0.1:8080";

export default defineConfig({
  plugins: [words(), react()],
  server: { port: 5173, proxy: { "/api": { target: api, changeOrigin: false } } },
  build: {
    target: "es2022",
    assetsDir: "assets",
    // A content security policy without 'data:' for scripts and fonts: every asset is a file.
    assetsInlineLimit: 0,
    // The preload polyfill is an inline script in some browsers; all of ours know modulepreload.
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
  },
});
