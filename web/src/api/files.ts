import { base, write } from "./client";
import type { Row } from "./types";
import { with_view } from "./view_as";

// Bytes go up as they are, and come down as a download only.

export async function send_file(file: File, about?: { object: string; id: string }) {
  const form = new FormData();
  if (about) {
    form.set("object", about.object);
    form.set("id", about.id);
  }
  form.set("file", file, file.name);
  return write<Row>("POST", "/files", form);
}

export const content_address = (id: string) => with_view(`${base}/files/${id}/content`);
