import { lazy, Suspense } from "react";
import { use_dialog } from "../records/dialogs";
import { ConflictDialog } from "../records/saving/conflict_dialog";
import { use_open_missing } from "../records/saving/missing";
import { MissingDialog } from "../records/saving/missing_dialog";
import { use_open_conflict } from "../records/saving/save";
import { use_stuck_undo } from "../records/saving/undo";
import { UndoConflictDialog } from "../records/saving/undo_conflict_dialog";

const CreateDialog = lazy(() => import("../records/create/create_dialog"));
const CreateWhat = lazy(() => import("../records/create/create_what"));
const Palette = lazy(() => import("../screens/search/palette"));
const KeysSheet = lazy(() => import("../screens/help/keys_sheet"));
const MergeWithDialog = lazy(() => import("../screens/merge/merge_with_dialog"));
const ShareDialog = lazy(() => import("../records/access/share_dialog"));
const ActionOnMany = lazy(() => import("../screens/list/action_on_many"));
const ActionDialog = lazy(() => import("../screens/record/action_dialog"));

// Whatever lies over the screen; fetched when first opened.
export default function Dialogs() {
  const dialog = use_dialog();
  const conflict = use_open_conflict();
  const missing = use_open_missing();
  const stuck = use_stuck_undo();
  return (
    <Suspense fallback={null}>
      {dialog?.kind === "create" ? <CreateDialog key={dialog.object} {...dialog} /> : null}
      {dialog?.kind === "create_what" ? <CreateWhat /> : null}
      {dialog?.kind === "palette" ? <Palette start={dialog.start} /> : null}
      {dialog?.kind === "keys" ? <KeysSheet /> : null}
      {dialog?.kind === "merge_with" ? <MergeWithDialog {...dialog} /> : null}
      {dialog?.kind === "share" ? <ShareDialog {...dialog} /> : null}
      {dialog?.kind === "action" ? <ActionDialog {...dialog} /> : null}
      {dialog?.kind === "action_on_many" ? <ActionOnMany {...dialog} /> : null}
      {conflict ? <ConflictDialog conflict={conflict} /> : null}
      {missing ? <MissingDialog missing={missing} /> : null}
      {stuck ? <UndoConflictDialog stuck={stuck} /> : null}
    </Suspense>
  );
}
