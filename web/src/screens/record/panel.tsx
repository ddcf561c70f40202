type Props = { plural: string; id: string; on_close: () => void };
export default function RecordPanel({ plural, id, on_close }: Props) {
  return (
    <button type="button" onClick={on_close}>
      {plural} {id}
    </button>
  );
}
