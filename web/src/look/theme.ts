import { type CSSVariablesResolver, createTheme } from "@mantine/core";

// Mantine speaks in its own variables; here they are given the values of our tokens.
export const theme = createTheme({
  fontFamily: "var(--font)",
  fontFamilyMonospace: "var(--mono)",
  headings: { fontFamily: "var(--font)", fontWeight: "600" },
  fontSizes: { xs: "12px", sm: "13px", md: "13px", lg: "15px", xl: "18px" },
  radius: { xs: "4px", sm: "5px", md: "7px", lg: "11px", xl: "16px" },
  defaultRadius: "md",
  primaryColor: "accent",
  primaryShade: { light: 6, dark: 6 },
  colors: {
    accent: [
      "#f1f0fd",
      "#e0def9",
      "#cfcdf6",
      "#b2aff0",
      "#8f8ae8",
      "#716bdf",
      "#5650d6",
      "#4640bd",
      "#39349c",
      "#2d297c",
    ],
  },
  cursorType: "pointer",
  respectReducedMotion: true,
  // By name and not by import, so that a component weighs only on the screens that use it.
  components: {
    Button: { defaultProps: { size: "xs" } },
    TextInput: { defaultProps: { size: "sm" } },
    Textarea: { defaultProps: { size: "sm" } },
    Select: { defaultProps: { size: "sm", checkIconPosition: "right" } },
    Checkbox: { defaultProps: { size: "xs" } },
    Menu: {
      defaultProps: { shadow: "md", transitionProps: { duration: 100 }, position: "bottom-end" },
    },
    Modal: {
      defaultProps: {
        centered: false,
        yOffset: "12vh",
        transitionProps: { duration: 120 },
        overlayProps: { backgroundOpacity: 0.32 },
      },
      styles: { title: { fontSize: 15, fontWeight: 600 }, body: { paddingTop: 4 } },
    },
    Tooltip: { defaultProps: { openDelay: 400, transitionProps: { duration: 80 } } },
  },
});

const shared = {
  "--mantine-color-body": "var(--paper)",
  "--mantine-color-text": "var(--ink)",
  "--mantine-color-dimmed": "var(--ink-soft)",
  "--mantine-color-placeholder": "var(--ink-faint)",
  "--mantine-color-default": "var(--raised)",
  "--mantine-color-default-hover": "var(--sunken)",
  "--mantine-color-default-color": "var(--ink)",
  "--mantine-color-default-border": "var(--line-strong)",
  "--mantine-color-error": "var(--bad)",
  "--mantine-color-anchor": "var(--accent-ink)",
  "--mantine-shadow-md": "var(--shadow-high)",
};

export const resolve_variables: CSSVariablesResolver = () => ({
  variables: {},
  light: shared,
  dark: shared,
});
