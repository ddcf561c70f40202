export default function Placeholder() {
  return <p style={{ padding: 24 }}>my_day</p>;
}
