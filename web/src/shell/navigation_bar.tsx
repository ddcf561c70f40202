import { Tooltip } from "@mantine/core";
import { Link, useLocation } from "@tanstack/react-router";
import { use_objects } from "../api/objects";
import { use_me } from "../api/session";
import { t } from "../i18n";
import { FoldIcon } from "../look/icons";
import { ObjectIcon } from "../look/object_icon";
import styles from "./frame.module.css";
import { type Place, places_at_foot, places_of } from "./navigation";

type Props = { folded: boolean; on_fold: () => void };

export function NavigationBar({ folded, on_fold }: Props) {
  const groups = places_of(use_objects());
  const me = use_me();
  return (
    <nav className={styles.nav} data-folded={folded || undefined} aria-label={t("navigation")}>
      <div className={styles.brand}>
        <Link to="/my-day" className={styles.brand_name} aria-label={me.company || "Comity"}>
          <Mark />
          {folded ? null : <span>{me.company || "Comity"}</span>}
        </Link>
        <button
          type="button"
          className={styles.fold}
          onClick={on_fold}
          aria-label={folded ? t("unfold_navigation") : t("fold_navigation")}
        >
          <FoldIcon size={16} aria-hidden />
        </button>
      </div>
      <div className={styles.nav_scroll}>
        {groups.map((group) => (
          <div key={group.label} className={styles.group}>
            {folded ? null : <p className={styles.group_label}>{group.label}</p>}
            <ul>
              {group.places.map((place) => (
                <li key={place.to}>
                  <PlaceLink place={place} folded={folded} />
                </li>
              ))}
            </ul>
          </div>
        ))}
      </div>
      <ul className={styles.nav_foot}>
        {places_at_foot().map((place) => (
          <li key={place.to}>
            <PlaceLink place={place} folded={folded} />
          </li>
        ))}
      </ul>
    </nav>
  );
}

export function use_is_here(place: Place): boolean {
  const { pathname } = useLocation();
  const start = place.object ? `/${place.object.plural}` : place.to;
  return pathname === start || pathname.startsWith(`${start}/`);
}

export function PlacePicture({ place, size = 17 }: { place: Place; size?: number }) {
  if (place.icon) return <place.icon size={size} stroke={1.7} aria-hidden />;
  return place.object ? <ObjectIcon object={place.object} size={size} /> : null;
}

function PlaceLink({ place, folded }: { place: Place; folded: boolean }) {
  const here = use_is_here(place);
  return (
    <Tooltip label={place.label} position="right" disabled={!folded}>
      <Link
        to={place.to}
        className={styles.place}
        aria-current={here ? "page" : undefined}
        aria-label={folded ? place.label : undefined}
      >
        <PlacePicture place={place} />
        {folded ? null : <span>{place.label}</span>}
      </Link>
    </Tooltip>
  );
}

export function Mark({ size = 22 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" aria-hidden="true">
      <rect width="32" height="32" rx="9" fill="var(--accent)" />
      <g fill="none" stroke="#fff" strokeWidth="3">
        <circle cx="12.5" cy="16" r="6" />
        <circle cx="19.5" cy="16" r="6" strokeOpacity="0.7" />
      </g>
    </svg>
  );
}
