// Writes .gz and .br beside each text file of the build, so that the program never compresses while
// it answers, and prints what the first page weighs.
import { readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";

const textual = /\.(js|css|html|svg|json|txt|webmanifest)$/;
const smallest = 512;

function* files_below(folder) {
  for (const name of readdirSync(folder)) {
    const path = join(folder, name);
    if (statSync(path).isDirectory()) yield* files_below(path);
    else yield path;
  }
}

const brotli_options = { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } };
const sizes = new Map();
for (const path of [...files_below("dist")]) {
  if (!textual.test(path)) continue;
  const bytes = readFileSync(path);
  const gzip = gzipSync(bytes, { level: 9 });
  const brotli = brotliCompressSync(bytes, brotli_options);
  sizes.set(path, { raw: bytes.length, gzip: gzip.length, brotli: brotli.length });
  if (bytes.length < smallest) continue;
  writeFileSync(`${path}.gz`, gzip);
  writeFileSync(`${path}.br`, brotli);
}

const page = readFileSync("dist/index.html", "utf8");
const kilobytes = (bytes) => `${(bytes / 1024).toFixed(1)} KB`;
let gzip_total = 0;
let brotli_total = 0;
for (const [path, size] of sizes) {
  if (!path.endsWith(".js") || !page.includes(path.replace("dist/", ""))) continue;
  gzip_total += size.gzip;
  brotli_total += size.brotli;
}
console.log(`First page script: ${kilobytes(gzip_total)} gzip, ${kilobytes(brotli_total)} brotli.`);
