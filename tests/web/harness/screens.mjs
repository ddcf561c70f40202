// Serves a freshly built web/dist with the program's own headers, and everything else through to
// the program: trying a change of the screens without linking them into it.
import { createReadStream, existsSync, statSync } from "node:fs";
import http from "node:http";
import path from "node:path";

const types = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript",
  ".css": "text/css",
  ".svg": "image/svg+xml",
  ".woff2": "font/woff2",
};

export async function serve_screens(folder, behind) {
  const page = await fetch(behind);
  const policy = page.headers.get("content-security-policy") ?? "";
  const server = http.createServer((request, response) => {
    const { pathname } = new URL(request.url, behind);
    if (pathname.startsWith("/api/") || pathname === "/openapi.json") {
      pass_on(request, response, behind);
      return;
    }
    const file = path.join(folder, path.normalize(pathname));
    const there = existsSync(file) && statSync(file).isFile();
    const found = there ? file : path.join(folder, "index.html");
    response.setHeader("Content-Type", types[path.extname(found)] ?? "application/octet-stream");
    response.setHeader("Content-Security-Policy", policy);
    createReadStream(found).pipe(response);
  });
  await new Promise((ready) => server.listen(0, "127.0.0.1", ready));
  return {
    address: `http://127.0.0.1:${server.address().port}`,
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

function pass_on(request, response, behind) {
  const { hostname, port } = new URL(behind);
  const onward = http.request(
    { hostname, port, method: request.method, path: request.url, headers: request.headers },
    (answer) => {
      response.writeHead(answer.statusCode, answer.headers);
      answer.pipe(response);
    },
  );
  onward.on("error", () => response.destroy());
  response.on("close", () => onward.destroy());
  request.pipe(onward);
}
