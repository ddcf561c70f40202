import styles from "./list.module.css";

// A box to tick that is one element: a list draws a row and its box with every frame of a scroll.

type TickProps = {
  label: string;
  ticked: boolean;
  // Some of what it stands for, not all.
  partly?: boolean;
  in_tab_order?: boolean;
  on_tick: (with_shift: boolean) => void;
};

export function Tick({ label, ticked, partly = false, in_tab_order, on_tick }: TickProps) {
  return (
    <input
      ref={(box) => {
        if (box) box.indeterminate = partly;
      }}
      type="checkbox"
      className={styles.tick}
      aria-label={label}
      tabIndex={in_tab_order ? undefined : -1}
      checked={ticked}
      onChange={(event) => on_tick((event.nativeEvent as MouseEvent).shiftKey)}
    />
  );
}
