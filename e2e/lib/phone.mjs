// A phone with an application of codes: RFC 6238 as the program means it, from the key that the page shows.

import { createHmac } from "node:crypto";

const SIGNS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
const TICK = 30;

/** The bytes of a key in base32, spaces allowed. */
function bytes(key) {
  const bits = [...key.replaceAll(" ", "")].map((sign) => SIGNS.indexOf(sign).toString(2).padStart(5, "0")).join("");
  return Buffer.from(bits.match(/.{8}/g).map((octet) => Number.parseInt(octet, 2)));
}

/** The code of the tick we are in, or of one so many ticks from it. */
export function shows(key, ticks = 0) {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 1000 / TICK) + ticks));
  const mac = createHmac("sha1", bytes(key)).update(counter).digest();
  const at = mac.at(-1) & 15;
  return String((mac.readUInt32BE(at) & 0x7fffffff) % 1_000_000).padStart(6, "0");
}
