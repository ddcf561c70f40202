import { t } from "../i18n";
import { CloseIcon, DoneIcon, ErrorIcon } from "../look/icons";
import { dismiss, type Toast, use_toasts } from "../records/saving/toasts";
import { undo } from "../records/saving/undo";
import styles from "./toast_region.module.css";

export function ToastRegion() {
  const toasts = use_toasts();
  return (
    <section className={styles.region} aria-label={t("messages")} data-no-print>
      <div aria-live="polite">
        {toasts
          .filter((toast) => toast.tone !== "bad")
          .map((toast) => (
            <ToastCard key={toast.id} toast={toast} />
          ))}
      </div>
      <div role="alert">
        {toasts
          .filter((toast) => toast.tone === "bad")
          .map((toast) => (
            <ToastCard key={toast.id} toast={toast} />
          ))}
      </div>
    </section>
  );
}

function ToastCard({ toast }: { toast: Toast }) {
  const { action, change } = toast;
  return (
    <div className={styles.toast} data-tone={toast.tone}>
      {toast.tone === "bad" ? (
        <ErrorIcon size={17} aria-hidden />
      ) : (
        <DoneIcon size={17} aria-hidden />
      )}
      <div className={styles.words}>
        <p>{toast.text}</p>
        {toast.detail ? <p className={styles.detail}>{toast.detail}</p> : null}
      </div>
      {action ? (
        <button
          type="button"
          className={styles.action}
          onClick={() => {
            dismiss(toast.id);
            action.run();
          }}
        >
          {action.label}
        </button>
      ) : null}
      {change ? (
        <button type="button" className={styles.action} onClick={() => void undo(change)}>
          {t("undo")} <kbd>Z</kbd>
        </button>
      ) : null}
      <button
        type="button"
        className={styles.close}
        aria-label={t("dismiss")}
        onClick={() => dismiss(toast.id)}
      >
        <CloseIcon size={14} aria-hidden />
      </button>
    </div>
  );
}
