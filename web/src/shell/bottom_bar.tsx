import { Link } from "@tanstack/react-router";
import { use_objects } from "../api/objects";
import { t } from "../i18n";
import { MenuIcon } from "../look/icons";
import { open_dialog } from "../records/dialogs";
import styles from "./frame.module.css";
import { type Place, places_at_bottom, places_of } from "./navigation";
import { PlacePicture, use_is_here } from "./navigation_bar";

// Narrow screens: the four most used, and everything else behind More.
export function BottomBar() {
  const places = places_at_bottom(places_of(use_objects()));
  return (
    <nav className={styles.bottom} aria-label={t("navigation")}>
      {places.map((place) => (
        <BottomLink key={place.to} place={place} />
      ))}
      <button
        type="button"
        className={styles.bottom_place}
        onClick={() => open_dialog({ kind: "palette" })}
      >
        <MenuIcon size={20} stroke={1.7} aria-hidden />
        <span>{t("more")}</span>
      </button>
    </nav>
  );
}

function BottomLink({ place }: { place: Place }) {
  const here = use_is_here(place);
  return (
    <Link to={place.to} className={styles.bottom_place} aria-current={here ? "page" : undefined}>
      <PlacePicture place={place} size={20} />
      <span>{place.label}</span>
    </Link>
  );
}
