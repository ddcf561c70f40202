export default function Placeholder() {
  return <p style={{ padding: 24 }}>history</p>;
}
