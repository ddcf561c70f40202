import type { FieldKind } from "./kind";
import { reference } from "./reference";

// The id of a file record: shown and picked as any other reference.
export const file: FieldKind = {
  ...reference,
  Display: (props) => (
    <reference.Display
      {...props}
      field={{ ...props.field, target: props.field.target ?? "file" }}
    />
  ),
  Editor: (props) => (
    <reference.Editor {...props} field={{ ...props.field, target: props.field.target ?? "file" }} />
  ),
};
