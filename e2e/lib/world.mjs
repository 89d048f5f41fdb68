// The world of a run: addresses of the houses, letters as they come, files of offices.

import { execFileSync } from "node:child_process";
import { existsSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const world = JSON.parse(readFileSync(process.env.E2E_WORLD, "utf8"));

/** The house of a shape: `{ url, link }`; of the demonstration: `{ url, people }`. */
export const house = (name) => world[name];

/** Leaves a line for the end of the run. */
export const tell = (line) => writeFileSync(world.told, `${line}\n`);

const told = (name) => JSON.parse(readFileSync(world[name].people, "utf8"));

/** People of a demonstration who hold a role. */
export const people = (role, name = "demo") => told(name).people.filter((one) => one.role === role);

/** A file as offices send them. */
export const office = (name) => {
  const path = resolve(here, "../../crates/attestation/tests/data", name);
  if (!existsSync(path)) throw new Error(`no such file of an office: ${path}`);
  return path;
};

/** A day of the house so many days from today, as people write it: «27.11.2026». */
export const date = (shift = 0) => new Intl.DateTimeFormat("ru-RU", { timeZone: "Asia/Tomsk" }).format(Date.now() + shift * 86_400_000);

/** A number of СНИЛС out of its first nine digits: the last two are a check. */
export function snils(nine) {
  const sum = [...nine].reduce((all, digit, at) => all + Number(digit) * (9 - at), 0);
  const check = String((sum % 101) % 100).padStart(2, "0");
  return `${nine.slice(0, 3)}-${nine.slice(3, 6)}-${nine.slice(6)} ${check}`;
}

/** Where pictures go that nobody keeps. */
export const shots = resolve(here, "../shots");

const taken = new Set();

/** The first letter to an address with this subject which nobody has taken yet; waits for it. */
export async function letter(address, subject) {
  const until = Date.now() + 20_000;
  while (Date.now() < until) {
    for (const name of readdirSync(world.letters).sort()) {
      if (!name.endsWith(".json") || taken.has(name)) continue;
      const read = JSON.parse(readFileSync(join(world.letters, name), "utf8"));
      if (!read.to.includes(address) || read.subject.replaceAll("\u00a0", " ") !== subject) continue;
      taken.add(name);
      return read;
    }
    await pause(100);
  }
  throw new Error(`no letter «${subject}» to ${address}`);
}

const HTML = `import sys, json, email, email.policy, pathlib
read = lambda path: email.message_from_bytes(path.read_bytes(), policy=email.policy.default)
print(json.dumps([read(path).get_body(("html",)).get_content() for path in sorted(pathlib.Path(sys.argv[1]).glob("*.eml"))]))`;

/** The HTML of every letter that a demonstration has sent. */
export const lettersOf = (name) => JSON.parse(execFileSync("python3", ["-c", HTML, told(name).mail_dir], { encoding: "utf8", maxBuffer: 1 << 28 }));

/** Addresses which stand on a line of their own in the plain text. */
export const links = (read) => read.text.split(/\r?\n/).filter((line) => /^https?:\/\/\S+$/.test(line));

/** The code in groups of four, as a person types it. */
export const code = (read) => /^ *((?:[0-9a-z]{4}[ -]){6}[0-9a-z]{4})\s*$/im.exec(read.text)?.[1];

const ZIP = "import sys, zipfile\nz = zipfile.ZipFile(sys.argv[1])\nprint('\\n'.join(z.namelist()) if len(sys.argv) < 3 else z.read(sys.argv[2]).decode())";

/** Names in an archive, or the text of one of its files. */
export const unzip = (path, ...name) => execFileSync("python3", ["-c", ZIP, path, ...name], { encoding: "utf8", env: { ...process.env, PYTHONIOENCODING: "utf-8" } });
