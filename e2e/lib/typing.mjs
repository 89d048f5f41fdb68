// A hand that types markup wherever text can be typed: it must come back as the very same text, in the field and on every page.

import assert from "node:assert/strict";
import { kind } from "./checks.mjs";
import { date } from "./world.mjs";

/** Closes an attribute and a tag, opens an element, would run a script, would be counted by a template. */
export const MARKUP = `"'><b data-typed>{{7*7}}</b><img src=x onerror=alert(1)>`;

/** Fills every field of the form: text with markup, a day with today, the rest with what may pass. Returns the names of the fields of text. */
function fill(form, { markup, today: [day, month, year] }) {
  const texts = [];
  const groups = new Set();
  for (const one of form.elements) {
    if (!one.name || one.type === "hidden" || one.type === "file" || one.disabled) continue;
    const [, part] = /-(day|month|year)$/.exec(one.name) ?? [];
    if (one.type === "radio") {
      if (!groups.has(one.name)) one.checked = true;
      groups.add(one.name);
    } else if (one.type === "checkbox") one.checked = true;
    else if (one.tagName === "SELECT") one.selectedIndex = one.options.length - 1;
    else if (part) one.value = { day, month, year: one.name.startsWith("born") ? "1978" : year }[part];
    else if (one.type === "email") one.value = "typed@example.org";
    else if (one.inputMode === "numeric") one.value = "1";
    else if (one.type === "text" || one.tagName === "TEXTAREA") {
      one.value = markup;
      texts.push(one.name);
    }
  }
  return texts;
}

/** Fills the fields at fault as the words beside them ask: by their example, by a number, by a word. */
function mend(form) {
  for (const why of form.querySelectorAll(".govuk-error-message")) {
    const words = why.textContent;
    const [, example] = /(?:например|Пример):? (.+?)\.?$/.exec(words.trim()) ?? [];
    const plain = /из 10 цифр/.test(words) ? "7000000003" : /цифрами/.test(words) ? "3" : "Проба";
    const fields = [...why.closest(".govuk-form-group").querySelectorAll("input[type=text], textarea")];
    const parts = fields.length === 3 && example ? example.split(" ") : [];
    fields.forEach((field, at) => (field.value = parts[at] ?? example ?? plain));
  }
}

/** Notices what markup would do if it were more than text. */
export function watch(page, url) {
  const met = [];
  page.on("dialog", (asked) => {
    met.push(`dialog: ${asked.message()}`);
    asked.dismiss();
  });
  page.on("console", (said) => {
    if (said.type() === "error" && !said.text().startsWith("Failed to load resource")) met.push(`console: ${said.text()}`);
  });
  page.on("request", (request) => {
    const asked = new URL(request.url());
    if (/^https?:$/.test(asked.protocol) && asked.origin !== url) met.push(`foreign: ${request.url()}`);
    if (asked.pathname.endsWith("/x") || asked.pathname === "/csp-reports") met.push(`fetched: ${request.url()}`);
  });
  page.on("response", (answer) => {
    if (answer.status() >= 500) met.push(`${answer.status()}: ${answer.url()}`);
  });
  return met;
}

/** Nothing of what was typed has become an element. Whether the page shows it as text. */
export async function holds(page, met, path) {
  const { made, shown } = await page.evaluate(() => ({
    made: [...document.querySelectorAll("[data-typed], img[src=x], a[href^='javascript:' i]")].map((one) => one.outerHTML.slice(0, 200)),
    shown: document.body.innerText.includes("<b data-typed>{{7*7}}</b><img src=x onerror=alert(1)>"),
  }));
  assert.deepEqual([...met, ...made], [], path);
  return shown;
}

/** Sends the form and waits for the page that comes; its status. */
async function send(page, form) {
  const answered = page.waitForResponse((answer) => answer.request().method() === "POST" && answer.request().isNavigationRequest());
  await form.evaluate((one) => {
    document.querySelector("main").dataset.left = "yes";
    one.noValidate = true;
    one.requestSubmit(one.querySelector("button:not([type=button])"));
  });
  const answer = await answered;
  await page.locator("main:not([data-left])").waitFor();
  await page.waitForLoadState();
  return answer.status();
}

const FORMS = "main form[method=post]:not([data-att-upload]):not(:has(input[type=password])):has(input[type=text], textarea)";

/** Types into every form of the page that has fields of text and asks for no password; `done`: kinds of forms typed into.
 *  How many forms were sent and refused, and where those that were taken led. */
export async function types(page, met, url, path, done) {
  await page.goto(new URL(path, url).href);
  const actions = await page.locator(FORMS).evaluateAll((all) => all.map((one) => one.action));
  const typed = { sent: 0, refused: 0, led: [] };
  for (const action of actions) {
    const what = kind(action);
    if (done.has(what)) continue;
    done.add(what);
    if (typed.sent) await page.goto(new URL(path, url).href);
    const form = page.locator(FORMS).and(page.locator(`form[action="${new URL(action).pathname}"]`)).first();
    // What was done before may have taken the form away.
    if ((await form.count()) === 0) continue;
    const texts = await form.evaluate(fill, { markup: MARKUP, today: date().split(".") });
    typed.sent += 1;
    const status = await send(page, form);
    await holds(page, met, `${path}: ${what}`);
    if (status !== 422) {
      typed.led.push(new URL(page.url()).pathname);
      continue;
    }
    typed.refused += 1;
    // Refused, and nothing typed is lost.
    const kept = await page.evaluate((names) => {
      const field = (name) => [...document.getElementsByName(name)].find((one) => one.type !== "hidden");
      return names.map((name) => [name, field(name)?.value]);
    }, texts);
    assert.deepEqual(kept, texts.map((name) => [name, MARKUP]), `${path}: ${what}: what was typed stays in its field`);
    // Fields at fault get what their faults ask for, so that the others are taken.
    for (let tries = 0, refused = true; refused && tries < 3 && (await form.count()); tries += 1) {
      await form.evaluate(mend);
      refused = (await send(page, form)) === 422;
      await holds(page, met, `${path}: ${what} again`);
      if (!refused) typed.led.push(new URL(page.url()).pathname);
    }
  }
  return typed;
}
