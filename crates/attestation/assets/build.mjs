// Builds dist/: the style sheet, the script and the icon under names that carry the
// hash of their content, with .br and .gz twins, and manifest.json which maps the
// plain names to them. Does nothing when the inputs have not changed.
//
//   npm ci --ignore-scripts && node build.mjs

import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";

const here = dirname(fileURLToPath(import.meta.url));
const dist = join(here, "dist");
const stamp = join(dist, ".inputs");

const hash = (...parts) => parts.reduce((h, part) => h.update(part), createHash("sha256")).digest("hex");

/** What the result depends on: our sources, this file, and the locked packages. */
function inputs() {
  const files = ["build.mjs", "package-lock.json"];
  for (const folder of ["styles", "scripts", "images"]) {
    for (const name of readdirSync(join(here, folder)).sort()) files.push(`${folder}/${name}`);
  }
  return hash(...files.flatMap((name) => [name, "\0", readFileSync(join(here, name)), "\0"]));
}

function fresh(mark) {
  if (!existsSync(stamp) || readFileSync(stamp, "utf8") !== mark) return false;
  const manifest = JSON.parse(readFileSync(join(dist, "manifest.json"), "utf8"));
  return Object.values(manifest).every((name) => ["", ".br", ".gz"].every((end) => existsSync(join(dist, name + end))));
}

async function styles() {
  let sass;
  try {
    sass = await import("sass");
  } catch {
    throw new Error("the Sass compiler is not installed: run `npm ci --ignore-scripts` in crates/attestation/assets first");
  }
  const { css } = sass.compile(join(here, "styles/att.scss"), {
    style: "compressed",
    loadPaths: [join(here, "node_modules/govuk-frontend/dist")],
    quietDeps: true,
  });
  if (/url\(|data:|@import|@font-face/.test(css)) {
    throw new Error("the style sheet asks for a font, an image or a second sheet, which the site's policy forbids");
  }
  return css + "\n";
}

function put(plain, body) {
  const bytes = Buffer.from(body);
  const dot = plain.lastIndexOf(".");
  const name = `${plain.slice(0, dot)}.${hash(bytes).slice(0, 12)}${plain.slice(dot)}`;
  const br = brotliCompressSync(bytes, {
    params: {
      [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY,
      [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
    },
  });
  const gz = gzipSync(bytes, { level: 9 });
  writeFileSync(join(dist, name), bytes);
  writeFileSync(join(dist, `${name}.br`), br);
  writeFileSync(join(dist, `${name}.gz`), gz);
  console.log(`${name}: ${bytes.length} bytes, gzip ${gz.length}, brotli ${br.length}`);
  return name;
}

async function build() {
  const mark = inputs();
  if (fresh(mark)) {
    console.log("assets: nothing has changed");
    return;
  }
  const made = {
    "att.css": await styles(),
    "att.js": readFileSync(join(here, "scripts/att.js")),
    "favicon.svg": readFileSync(join(here, "images/favicon.svg")),
  };
  rmSync(dist, { recursive: true, force: true });
  mkdirSync(dist, { recursive: true });
  const manifest = {};
  for (const [plain, body] of Object.entries(made)) manifest[plain] = put(plain, body);
  writeFileSync(join(dist, "manifest.json"), JSON.stringify(manifest, null, 2) + "\n");
  writeFileSync(stamp, mark);
}

build().catch((error) => {
  console.error(`assets: not built, because ${error.message ?? error}`);
  process.exit(1);
});
