import { localStorageColorSchemeManager, MantineProvider } from "@mantine/core";
import { QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { query_client } from "../api/query_client";
import { use_current_language } from "../i18n";
import { resolve_variables, theme } from "../look/theme";
import { router } from "./router";

const schemes = localStorageColorSchemeManager({ key: "comity.theme" });

export function App() {
  // Texts are read while rendering: another language renders everything anew.
  const language = use_current_language();
  return (
    <MantineProvider
      theme={theme}
      cssVariablesResolver={resolve_variables}
      colorSchemeManager={schemes}
      defaultColorScheme="auto"
    >
      <QueryClientProvider client={query_client}>
        <RouterProvider key={language} router={router} />
      </QueryClientProvider>
    </MantineProvider>
  );
}
