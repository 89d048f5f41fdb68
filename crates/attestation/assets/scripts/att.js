// Comforts on top of pages which work without any script. Each function looks for its
// own marks in the page and does nothing when there are none; `start` runs again after
// a page has been put in place by an upload.

const all = (root, selector) => [...root.querySelectorAll(selector)];

/** A line which screen readers speak when its text changes. */
function voice() {
  const line = document.createElement("p");
  line.className = "govuk-visually-hidden";
  line.setAttribute("role", "status");
  return line;
}

// ---- Errors: focus goes to the summary, a link in it to the field ----

function errors(root) {
  const summary = root.querySelector(".govuk-error-summary");
  if (summary) {
    summary.tabIndex = -1;
    summary.focus();
    summary.addEventListener("click", (event) => {
      const link = event.target.closest("a[href^='#']");
      const target = link && document.getElementById(decodeURIComponent(link.hash.slice(1)));
      if (!target) return;
      const inside = "input:not([type=hidden]), select, textarea, button";
      const field = target.matches(inside) ? target : target.querySelector(inside);
      if (!field) return;
      event.preventDefault();
      const name = field.closest("fieldset")?.querySelector("legend") ?? document.querySelector(`label[for="${CSS.escape(field.id)}"]`);
      (name ?? field).scrollIntoView();
      field.focus({ preventScroll: true });
    });
    return;
  }
  const said = root.querySelector("[data-att-said]");
  if (said) {
    said.tabIndex = -1;
    said.focus({ preventScroll: true });
  }
}

// ---- Password: show and hide, take a ready one ----

function passwords(root) {
  for (const box of all(root, ".govuk-password-input")) {
    const input = box.querySelector("input");
    const button = box.querySelector(".govuk-js-password-input-toggle");
    if (!input || !button) continue;
    const line = voice();
    box.append(line);
    const show = (open) => {
      if (open === (input.type === "text")) return;
      input.type = open ? "text" : "password";
      button.textContent = open ? "Скрыть" : "Показать";
      button.setAttribute("aria-label", open ? "Скрыть пароль" : "Показать пароль");
      line.textContent = open ? "Пароль виден" : "Пароль скрыт";
    };
    button.hidden = false;
    button.addEventListener("click", () => show(input.type === "password"));
    input.form?.addEventListener("submit", () => show(false));
    input.addEventListener("att-show", () => show(true));
  }
  for (const button of all(root, "[data-att-fill]")) {
    button.hidden = false;
    button.addEventListener("click", () => {
      const input = document.getElementById(button.dataset.attFill);
      if (!input) return;
      input.value = button.dataset.attWord;
      input.dispatchEvent(new Event("input", { bubbles: true }));
      input.dispatchEvent(new Event("att-show"));
      input.focus();
    });
  }
}

// ---- Copy, print ----

function copies(root) {
  for (const button of all(root, "[data-att-copy]")) {
    const source = document.getElementById(button.dataset.attCopy);
    if (!source) continue;
    const words = button.textContent;
    const line = voice();
    button.after(line);
    button.hidden = false;
    button.addEventListener("click", async () => {
      const text = (source.value ?? source.textContent).trim();
      let done = true;
      try {
        await navigator.clipboard.writeText(text);
      } catch {
        done = false;
        const range = document.createRange();
        range.selectNodeContents(source);
        getSelection().removeAllRanges();
        getSelection().addRange(range);
      }
      button.textContent = done ? "Скопировано" : "Выделено: нажмите Ctrl+C";
      line.textContent = button.textContent;
      setTimeout(() => {
        button.textContent = words;
        line.textContent = "";
      }, 4000);
    });
  }
  for (const button of all(root, "[data-att-print]")) {
    button.hidden = false;
    button.addEventListener("click", () => window.print());
  }
}

// ---- Files: the browser's own button speaks the browser's language, ours speaks Russian ----

export function weight(bytes) {
  const say = (n) => n.toLocaleString("ru-RU", { maximumFractionDigits: n < 10 ? 1 : 0 });
  if (bytes < 1024) return `${bytes} Б`;
  if (bytes < 1024 * 1024) return `${say(bytes / 1024)} КБ`;
  return `${say(bytes / 1024 / 1024)} МБ`;
}

/** The form for a number: 1 файл, 2 файла, 5 файлов. */
export function plural(n, one, few, many) {
  const tens = n % 100;
  const ones = n % 10;
  if (ones === 1 && tens !== 11) return one;
  return ones >= 2 && ones <= 4 && (tens < 12 || tens > 14) ? few : many;
}

function files(root) {
  for (const input of all(root, "input[type=file].govuk-file-upload")) {
    const id = input.id;
    const many = input.multiple;
    const label = document.querySelector(`label[for="${CSS.escape(id)}"]`);

    const box = document.createElement("div");
    box.className = "att-drop";
    if (input.classList.contains("govuk-file-upload--error")) box.classList.add("att-drop--error");
    const button = document.createElement("button");
    button.type = "button";
    button.className = "govuk-button govuk-button--secondary";
    const hint = document.createElement("span");
    hint.className = "att-drop__hint";
    hint.textContent = many ? "или перетащите файлы сюда" : "или перетащите файл сюда";
    const chosen = document.createElement("ul");
    chosen.className = "att-drop__chosen";
    const line = voice();

    input.before(box);
    box.append(input, button, hint, chosen, line);

    // The visible button takes the place of the field for the label and for the reader.
    input.id = `${id}-input`;
    input.tabIndex = -1;
    input.setAttribute("aria-hidden", "true");
    button.id = id;
    const described = input.getAttribute("aria-describedby");
    if (described) button.setAttribute("aria-describedby", described);
    if (label) {
      label.id ||= `${id}-label`;
      button.setAttribute("aria-labelledby", `${label.id} ${id}`);
    }

    const show = (speak) => {
      const list = [...input.files];
      chosen.replaceChildren(
        ...list.map((file) => {
          const item = document.createElement("li");
          item.textContent = `${file.name}, ${weight(file.size)}`;
          return item;
        }),
      );
      chosen.hidden = !list.length;
      button.textContent = list.length ? (many ? "Выбрать другие" : "Выбрать другой файл") : many ? "Выбрать файлы" : "Выбрать файл";
      if (speak) {
        line.textContent = list.length
          ? `${plural(list.length, "Выбран", "Выбрано", "Выбрано")} ${list.length} ${plural(list.length, "файл", "файла", "файлов")}`
          : "Файл не выбран";
      }
    };
    show(false);
    input.addEventListener("change", () => show(true));
    button.addEventListener("click", () => input.click());

    // A drop anywhere on the box; the button is the twin for those who do not drag.
    let depth = 0;
    const carries = (event) => event.dataTransfer?.types.includes("Files");
    box.addEventListener("dragenter", (event) => {
      if (!carries(event)) return;
      event.preventDefault();
      depth += 1;
      box.classList.add("att-drop--over");
    });
    box.addEventListener("dragover", (event) => {
      if (carries(event)) event.preventDefault();
    });
    box.addEventListener("dragleave", () => {
      depth = Math.max(0, depth - 1);
      if (!depth) box.classList.remove("att-drop--over");
    });
    box.addEventListener("drop", (event) => {
      if (!carries(event)) return;
      event.preventDefault();
      depth = 0;
      box.classList.remove("att-drop--over");
      if (!many && event.dataTransfer.files.length > 1) {
        line.textContent = "Сюда можно положить один файл. Выберите нужный.";
        hint.textContent = line.textContent;
        return;
      }
      input.files = event.dataTransfer.files;
      input.dispatchEvent(new Event("change", { bubbles: true }));
    });
  }
}

// ---- Upload with progress: posts the very same form; without this it posts itself ----

function left(seconds) {
  if (!Number.isFinite(seconds) || seconds < 5) return "";
  if (seconds < 60) {
    const n = Math.ceil(seconds / 5) * 5;
    return `, осталось около ${n} ${plural(n, "секунды", "секунд", "секунд")}`;
  }
  const n = Math.ceil(seconds / 60);
  return `, осталось около ${n} ${plural(n, "минуты", "минут", "минут")}`;
}

// After that the history holds addresses whose text is gone: going back loads them anew.
const here = () => location.pathname + location.search;
let turned = "";

/** Puts the answered page in the place of this one, as the browser would have done. */
function turn(address, text) {
  const page = new DOMParser().parseFromString(text, "text/html");
  if (!page.querySelector("main")) {
    location.assign(address);
    return;
  }
  if (address !== location.href) {
    history.pushState({ att: true }, "", address);
    turned = here();
  }
  document.title = page.title;
  document.documentElement.className = page.documentElement.className;
  document.body.replaceWith(document.adoptNode(page.body));
  scrollTo(0, 0);
  start(document);
  if (document.activeElement === document.body) document.getElementById("main")?.focus({ preventScroll: true });
}

function uploads(root) {
  for (const form of all(root, "form[data-att-upload]")) {
    form.addEventListener("submit", (event) => {
      const chosen = all(form, "input[type=file]").some((input) => input.files.length);
      if (event.defaultPrevented || !chosen || !window.XMLHttpRequest || !window.FormData) return;

      let body;
      try {
        body = new FormData(form, event.submitter);
      } catch {
        return;
      }
      event.preventDefault();

      const box = document.createElement("div");
      box.className = "att-upload";
      const words = document.createElement("p");
      const bar = document.createElement("progress");
      bar.max = 100;
      bar.value = 0;
      bar.setAttribute("aria-label", "Загрузка файла");
      const stop = document.createElement("button");
      stop.type = "button";
      stop.className = "att-button-link";
      stop.textContent = "Остановить загрузку";
      const line = voice();
      box.append(words, bar, stop, line);

      const last = all(form, "button[type=submit], button:not([type])").pop();
      const place = last?.closest(".govuk-button-group") ?? last ?? form.lastElementChild;
      form.querySelector(".att-upload, .att-upload-fault")?.remove();
      place.before(box);
      const buttons = all(form, "button").filter((button) => button !== stop);
      const lock = (on) => buttons.forEach((button) => (button.disabled = on));
      lock(true);
      words.textContent = "Загружаем файл…";
      line.textContent = words.textContent;
      stop.focus();

      const began = performance.now();
      let spoken = began;
      const request = new XMLHttpRequest();
      const fail = (reason) => {
        lock(false);
        form.attSent = 0;
        const fault = document.createElement("p");
        fault.className = "govuk-error-message att-upload-fault";
        fault.setAttribute("role", "alert");
        fault.textContent = reason;
        box.replaceWith(fault);
        (event.submitter ?? last)?.focus();
      };
      request.upload.addEventListener("progress", (step) => {
        if (!step.lengthComputable) return;
        const share = Math.floor((step.loaded / step.total) * 100);
        const now = performance.now();
        bar.value = share;
        words.textContent =
          share < 100
            ? `Загружено ${share} %${left(((now - began) / 1000 / step.loaded) * (step.total - step.loaded))}`
            : "Файл загружен, проверяем…";
        if (now - spoken > 10000 || share === 100) {
          spoken = now;
          line.textContent = words.textContent;
        }
      });
      request.addEventListener("load", () => {
        if (request.status >= 500 && !/<main/.test(request.responseText)) {
          fail("Не получилось принять файл: сбой на нашей стороне. Отправьте ещё раз через минуту.");
          return;
        }
        if (request.status === 413 && !/<main/.test(request.responseText)) {
          fail("Файл слишком большой. Уменьшите его или разделите на части.");
          return;
        }
        form.attKept = true;
        // Without a redirect it is this very page with its errors: the address stays.
        const moved = request.responseURL && request.responseURL !== form.action;
        turn(moved ? request.responseURL : location.href, request.responseText);
      });
      request.addEventListener("error", () => fail("Связь прервалась, файл не отправлен. Проверьте интернет и отправьте ещё раз."));
      request.addEventListener("abort", () => fail("Загрузка остановлена. Файл не отправлен."));
      stop.addEventListener("click", () => request.abort());
      request.open("POST", form.action);
      request.setRequestHeader("Accept", "text/html");
      request.send(body);
    });
  }
}

// ---- Sending: the second press of an impatient finger is not a second letter ----

function sending(root) {
  for (const form of all(root, "form[method=post]")) {
    form.addEventListener("submit", (event) => {
      if (form.attSent && Date.now() - form.attSent < 3000) {
        event.preventDefault();
        event.stopImmediatePropagation();
        return;
      }
      form.attSent = Date.now();
    });
  }
}

// ---- A long text keeps itself: three seconds after the last key, and on leaving ----

const QUIET = 3000;
const AGAIN = 15000;
// A browser takes so much with it from a page that is left.
const CARRIED = 60000;

function keeping(root) {
  for (const form of all(root, "form[data-att-keep]")) {
    const line = document.createElement("p");
    line.className = "govuk-body att-muted";
    line.setAttribute("role", "status");
    const last = all(form, "button").pop();
    (last?.closest(".govuk-button-group") ?? last)?.before(line);
    let timer = 0;
    let flight = null;
    let stopped = false;
    let pause = QUIET;

    const typed = () => {
      const fields = new URLSearchParams(new FormData(form));
      fields.set("do", "autosave");
      return fields;
    };
    const wait = (time) => {
      clearTimeout(timer);
      if (!stopped) timer = setTimeout(keep, time);
    };
    const stop = (words) => {
      stopped = true;
      line.textContent = words;
    };
    const send = async (keepalive) => {
      form.attKept = true;
      let answer;
      try {
        answer = await fetch(form.action, { method: "POST", body: typed(), redirect: "manual", keepalive, headers: { Accept: "application/json" } });
        const told = answer.type === "opaqueredirect" ? {} : await answer.json();
        if (answer.ok) {
          if (form.elements.version) form.elements.version.value = told.version;
          line.textContent = told.said;
          pause = QUIET;
          return;
        }
        stop(told.said ?? "Вход закрылся, само больше не сохраняется. Нажмите кнопку ниже и войдите: введённое не пропадёт.");
      } catch {
        if (answer && answer.status < 500) stop("Само больше не сохраняется. Нажмите кнопку ниже.");
        else {
          line.textContent = "Пока не сохранено: связь прервалась. Мы попробуем ещё раз.";
          pause = AGAIN;
        }
      }
      form.attKept = false;
    };
    const keep = (keepalive = false) => {
      clearTimeout(timer);
      if (flight || stopped || form.attKept !== false || !form.isConnected) return flight;
      flight = send(keepalive).finally(() => {
        flight = null;
        // Typed while it was under way, or not taken yet.
        if (form.attKept === false) wait(pause);
      });
      return flight;
    };

    form.addEventListener("input", () => wait(QUIET));
    form.addEventListener("submit", (event) => {
      clearTimeout(timer);
      if (event.defaultPrevented || !flight) return;
      // The version comes with the answer: sent before it, the form would be told of its own text as of another's.
      event.preventDefault();
      flight.finally(() => {
        form.attSent = 0;
        form.requestSubmit(event.submitter);
      });
    });
    document.addEventListener("visibilitychange", () => {
      if (document.visibilityState === "hidden") keep(true);
    });
    /** Sends what is not kept yet from a page that is left; false when it cannot. */
    form.attLeave = () => !stopped && !flight && `${typed()}`.length < CARRIED && Boolean(keep(true));
  }
}

// ---- Leaving with unsent text ----

function leaving(root) {
  for (const form of all(root, "form[method=post]")) {
    // What keeps itself is watched here, too: without it nothing would be known to be unsent.
    if (!form.querySelector("textarea") && !form.matches("[data-att-guard], [data-att-keep]")) continue;
    form.attKept = true;
    form.addEventListener("input", () => (form.attKept = false));
    form.addEventListener("change", () => (form.attKept = false));
    form.addEventListener("submit", (event) => {
      if (!event.defaultPrevented) form.attKept = true;
    });
  }
}

addEventListener("beforeunload", (event) => {
  if ([...document.forms].some((form) => form.attKept === false && !form.attLeave?.())) {
    event.preventDefault();
    event.returnValue = "";
  }
});

// A page brought back by «Назад» may hold an old token and a locked button.
addEventListener("pageshow", (event) => {
  if (event.persisted) for (const form of document.forms) form.attSent = 0;
});
addEventListener("popstate", () => {
  if (turned && turned !== here()) location.reload();
});

// ---- Menu of roles: closes by Escape and by a click beside it ----

function roles(root) {
  for (const box of all(root, "details.att-roles")) {
    box.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || !box.open) return;
      box.open = false;
      box.querySelector("summary").focus();
    });
    document.addEventListener("click", (event) => {
      if (!box.contains(event.target)) box.open = false;
    });
  }
}

// ---- A page that follows what is done elsewhere: read anew every so many seconds, until it is stopped ----

function follows(root) {
  for (const mark of all(root, "[data-att-follow]")) {
    const turn = setInterval(() => location.reload(), Number(mark.dataset.attFollow) * 1000);
    const stop = document.createElement("button");
    stop.type = "button";
    stop.className = "att-button-link";
    stop.textContent = "Остановить обновление";
    stop.addEventListener("click", () => {
      clearInterval(turn);
      stop.remove();
    });
    mark.append(" ", stop);
  }
}

function start(root) {
  for (const part of [sending, passwords, copies, files, uploads, keeping, leaving, roles, follows, errors]) part(root);
}

start(document);
