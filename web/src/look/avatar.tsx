import styles from "./avatar.module.css";
import { hue_of, initials_of } from "./colour";

type AvatarProps = { name: string; size?: number; square?: boolean };

// Initials in the colour that is always theirs. The name stands beside it, so it is not read aloud:
// the letters are drawn by the style sheet.
export function Avatar({ name, size = 20, square = false }: AvatarProps) {
  const hue = hue_of(name);
  return (
    <span
      aria-hidden
      className={styles.avatar}
      data-square={square || undefined}
      data-initials={initials_of(name)}
      style={{ "--hue": hue, "--size": `${size}px` } as React.CSSProperties}
    />
  );
}
