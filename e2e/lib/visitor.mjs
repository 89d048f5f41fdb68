// Somebody at a browser: presses what a person presses, and notices what should not happen on any page.

import assert from "node:assert/strict";
import { join } from "node:path";
import { chromium } from "playwright-core";
import { isAccessible, kind, stands } from "./checks.mjs";
import { keep, shelve, wanted } from "./pictures.mjs";
import { shots } from "./world.mjs";

const FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];

/** The browser of the system; `whole` where a PDF is looked at: the one without a window has no viewer. */
export const browser = ({ whole = false } = {}) => chromium.launch({ executablePath: process.env[whole ? "E2E_CHROMIUM" : "E2E_SHELL"], args: FLAGS });

/** The shapes in which the day is lived. */
export const SHAPES = [
  { name: "wide", words: "1280 px", viewport: { width: 1280, height: 900 }, script: true, axe: true },
  { name: "narrow", words: "360 px", viewport: { width: 360, height: 740 }, script: true },
  { name: "wide-plain", words: "1280 px without the script", viewport: { width: 1280, height: 900 }, script: false },
  { name: "narrow-plain", words: "360 px without the script", viewport: { width: 360, height: 740 }, script: false },
];

/** One person in one shape, with cookies of their own. */
export class Visitor {
  /** `seen`: kinds of pages already looked at by axe, shared by those of one shape. */
  static async come(of, url, { shape = SHAPES[0], name = "visitor", seen = new Set(), ...more } = {}) {
    const context = await of.newContext({ locale: "ru-RU", timezoneId: "Asia/Tomsk", viewport: shape.viewport, javaScriptEnabled: shape.script, acceptDownloads: true, ...more });
    context.setDefaultTimeout(45_000);
    const visitor = new Visitor(context, await context.newPage(), url, shape, name, seen);
    visitor.listen();
    return visitor;
  }

  constructor(context, page, url, shape, name, seen) {
    Object.assign(this, { context, page, url, shape, name, seen, faults: [], expected: [] });
  }

  listen() {
    const { page, url } = this;
    page.on("console", (said) => {
      // Answers of 4xx are told of by the answer itself, below.
      if (said.type() === "error" && !said.text().startsWith("Failed to load resource")) this.faults.push(`console: ${said.text()}`);
    });
    page.on("pageerror", (error) => this.faults.push(`script: ${error.message}`));
    page.on("request", (request) => {
      const asked = new URL(request.url());
      if (/^https?:$/.test(asked.protocol) && asked.origin !== url) this.faults.push(`foreign: ${request.url()}`);
    });
    page.on("response", (answer) => {
      if (answer.status() < 400) return;
      const at = this.expected.indexOf(answer.status());
      if (at < 0) this.faults.push(`${answer.status()}: ${answer.url()}`);
      else this.expected.splice(at, 1);
    });
    page.on("dialog", (asked) => {
      this.faults.push(`dialog: ${asked.message()}`);
      asked.accept();
    });
  }

  /** The next answer with this status is as it should be. */
  expects(status) {
    this.expected.push(status);
    return this;
  }

  async open(path) {
    await this.page.goto(new URL(path, this.url).href);
    return this;
  }

  /** Looks at the page: its heading, these words on it, and everything asked of every page. */
  async sees(heading, ...words) {
    const { page } = this;
    const main = page.locator("main");
    try {
      await page.getByRole("heading", { level: 1, name: heading }).first().waitFor();
      for (const one of words) await main.getByText(one).first().waitFor({ state: "attached" });
    } catch (error) {
      const text = (await main.innerText().catch(() => "")).slice(0, 1500);
      throw new Error(`${this.name} at ${page.url()} does not see «${heading}» ${words.join(" · ")}\n${text}`, { cause: error });
    }
    await this.inspect();
    return this;
  }

  /** `once`: pages of one kind are alike here, one of them is enough. */
  async inspect({ once = false } = {}) {
    const { page, shape } = this;
    assert.deepEqual(this.faults, [], `${this.name} at ${page.url()}`);
    const faulty = (await page.title()).startsWith("Ошибка: ") ? " with errors" : "";
    const what = `${this.name}: ${kind(page.url())}${faulty}, ${shape.words}`;
    const heading = once ? "" : (await page.locator("h1").innerText()).slice(0, 30);
    const key = `${heading} ${kind(page.url())}${faulty}`;
    if (this.seen.has(key)) return;
    this.seen.add(key);
    await stands(page, what);
    if (wanted && shape.album) await shelve(page, join(shots, shape.album), `${this.seen.size} ${key}`);
    // Every page in one shape; in the others, what the script dresses, and errors: the rest is looked at on the tour of a phone.
    const dressed = faulty || (await page.locator("input[type=file], input[type=password]").count()) > 0;
    if (shape.axe || dressed) await isAccessible(shape.script ? page : await this.twin(), what);
  }

  /** axe is a script: a browser without scripts shows the very same markup to one that has them, our script withheld. */
  async twin() {
    const { page, context } = this;
    const [address, body] = [page.url(), await page.content()];
    if (!this.beside) {
      const other = await context.browser().newContext({ locale: "ru-RU", viewport: page.viewportSize() });
      this.beside = await other.newPage();
      await this.beside.route(/\/assets\/att\.[^/]*js$/, (route) => route.abort());
    }
    await this.beside.route(address, (route) => route.fulfill({ body, contentType: "text/html; charset=utf-8" }), { times: 1 });
    await this.beside.goto(address);
    return this.beside;
  }

  /** Presses a button or a link by its words and waits for the page that comes. */
  async press(words, { within = "body" } = {}) {
    const { page } = this;
    const place = page.locator(within);
    const what = place.getByRole("button", { name: words }).or(place.getByRole("link", { name: words })).first();
    await page.locator("main").evaluate((main) => (main.dataset.left = "yes"));
    await what.click();
    await page.locator("main:not([data-left])").waitFor();
    await page.waitForLoadState();
    return this;
  }

  async fill(fields) {
    for (const [label, value] of Object.entries(fields)) await this.page.getByLabel(label, { exact: true }).first().fill(value);
    return this;
  }

  /** A day in three fields under these words: «02.11.2026». */
  async fillDay(words, day) {
    const fields = this.page.getByRole("group", { name: words, exact: true });
    const parts = day.split(".");
    for (const [at, label] of ["День", "Месяц", "Год"].entries()) await fields.getByLabel(label, { exact: true }).fill(parts[at]);
    return this;
  }

  async choose(label) {
    await this.page.getByLabel(label, { exact: typeof label === "string" }).first().check();
    return this;
  }

  async select(label, option) {
    await this.page.getByLabel(label, { exact: true }).first().selectOption({ label: option });
    return this;
  }

  async attach(name, ...files) {
    await this.page.locator(`input[type=file][name="${name}"]`).setInputFiles(files);
    return this;
  }

  /** Presses a link that answers with a file; where it was kept and under which name. */
  async download(words) {
    const [file] = await Promise.all([this.page.waitForEvent("download"), this.page.getByRole("link", { name: words }).first().click()]);
    return { path: await file.path(), name: file.suggestedFilename() };
  }

  async signIn(login, password) {
    await this.open("/login");
    await this.fill({ "Логин или адрес электронной почты": login, Пароль: password });
    return this.press("Войти", { within: "main" });
  }

  /** A picture of the guide, where they are made and in the shape they are made in. */
  async picture(name, height) {
    if (wanted && this.shape.pictures) await keep(this.page, name, height);
  }

  async shoot(name) {
    await this.page.screenshot({ path: join(shots, `${name}.png`), fullPage: true });
  }
}
