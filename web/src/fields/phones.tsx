import { emails, LabelledEditor, LabelledList } from "./emails";
import type { FieldKind } from "./kind";

// Kept as typed; the server compares by digits.
export const phones: FieldKind = {
  ...emails,
  Display: (props) => <LabelledList {...props} scheme="tel" />,
  Editor: (props) => <LabelledEditor {...props} type="tel" />,
  width: 160,
};
