import { defineConfig } from "vitest/config";
import { words } from "./words_plugin";

export default defineConfig({
  plugins: [words()],
  test: {
    environment: "happy-dom",
    include: ["src/**/*.test.{ts,tsx}"],
    setupFiles: ["src/test_setup.ts"],
    maxWorkers: 2,
  },
});
