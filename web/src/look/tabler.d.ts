// One icon a file: importing the package's index would make the dev server read six thousand.
declare module "@tabler/icons-react/dist/esm/icons/*" {
  import type { Icon } from "@tabler/icons-react";

  const icon: Icon;
  export default icon;
}
