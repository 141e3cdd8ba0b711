// Behaviour on top of plain HTML: theme, dialogs, search, keys, sending forms. Listeners sit on the
// document, so that a page drawn again after an error needs nothing new.
const $ = (s, el = document) => el.querySelector(s), $$ = (s, el = document) => [...el.querySelectorAll(s)];
const root = document.documentElement;

function ready() {
  $$("[data-needs-script]").forEach((el) => (el.hidden = false));
  $$("dialog[data-show]:not([open])").forEach((el) => el.showModal());
  // Screen readers say what enters a live region, not what stood in it when the page came.
  const toasts = $(".toasts");
  if (toasts) setTimeout(() => toasts.append(...toasts.children), 200);
}

// Theme, dialogs, toasts
document.addEventListener("click", (e) => {
  const at = (s) => e.target.closest(s);
  const link = at("a[data-open]"), button = at("button[commandfor]");
  if (link && !e.ctrlKey && !e.metaKey) { e.preventDefault(); $("#" + link.dataset.open).showModal(); }
  if (button && !("commandForElement" in button)) {
    const dialog = $("#" + button.getAttribute("commandfor"));
    button.getAttribute("command") === "close" ? dialog.close() : dialog.showModal();
  }
  if (e.target.matches("dialog")) e.target.close();
  if (at("[data-dismiss]")) at(".toast").remove();
  if (at("[data-theme-toggle]")) {
    const dark = (root.dataset.theme ?? (matchMedia("(prefers-color-scheme: dark)").matches && "dark")) === "dark";
    root.dataset.theme = dark ? "light" : "dark";
    try { localStorage.setItem("theme", root.dataset.theme); } catch { /* kept for this page only */ }
  }
  visit(at('[role="option"]'));
});

// Search and commands. The server answers with the options; this moves the highlight.
const options = () => $$('#palette [role="option"]');
const visit = (option) => option?.dataset.href && (location.href = option.dataset.href);
let first, asked;

function pick(i) {
  const all = options();
  all.forEach((option, k) => option.setAttribute("aria-selected", k === i));
  if (!all[i]) return $("#palette input").removeAttribute("aria-activedescendant");
  $("#palette input").setAttribute("aria-activedescendant", all[i].id);
  all[i].scrollIntoView({ block: "nearest" });
}

async function ask(q) {
  const list = $("#pal-list"), palette = $("#palette");
  asked?.abort();
  asked = new AbortController();
  first ??= list.innerHTML;
  if (!q) { list.innerHTML = first; return pick(0); }
  try {
    const signal = AbortSignal.any([asked.signal, AbortSignal.timeout(10000)]);
    const answer = await fetch(palette.dataset.search + "?" + new URLSearchParams({ q, fragment: 1 }), { signal });
    if (!answer.ok) throw new Error(answer.statusText);
    list.innerHTML = await answer.text();
  } catch (error) {
    if (error.name === "AbortError") return;
    list.replaceChildren($("#search-broken").content.cloneNode(true));
  }
  pick(0);
  $("#pal-said").textContent = options().length ? options().length + " found" : list.textContent;
}

let typed;
document.addEventListener("input", (e) => {
  if (!e.target.matches("#palette input")) return;
  clearTimeout(typed);
  typed = setTimeout(() => ask(e.target.value.trim()), 120);
});

// Keys live in the markup: data-key="g w", data-key="?". Never while typing or in a dialog.
let keys = "", forget;
document.addEventListener("keydown", (e) => {
  const palette = $("#palette"), all = options(), i = all.findIndex((o) => o.ariaSelected === "true");
  if ((e.ctrlKey || e.metaKey) && e.key.toLowerCase() === "k" && palette) {
    e.preventDefault();
    return palette.open ? palette.close() : palette.showModal();
  }
  if (e.target.matches("#palette input")) {
    const to = { ArrowDown: i + 1, ArrowUp: i - 1 + all.length }[e.key];
    if (to !== undefined && all.length) { e.preventDefault(); pick(to % all.length); }
    if (e.key === "Enter" && all[i]) { e.preventDefault(); visit(all[i]); }
  }
  if (e.target.closest("input, textarea, select, dialog") || e.ctrlKey || e.metaKey || e.altKey || e.key.length > 1) return;
  const el = $(`[data-key="${CSS.escape(keys + e.key)}"]`) ?? $(`[data-key="${CSS.escape(e.key)}"]`);
  keys = !el && $(`[data-key^="${CSS.escape(e.key)} "]`) ? e.key + " " : "";
  clearTimeout(forget);
  forget = setTimeout(() => (keys = ""), 1200);
  if (el) { e.preventDefault(); el.click(); }
});

// Sending a form: once only, and nothing typed is lost when the connection breaks.
document.addEventListener("submit", (e) => {
  const form = e.target, by = e.submitter;
  const from = (name) => by?.getAttribute("form" + name) ?? form.getAttribute(name) ?? "";
  if (from("method").toLowerCase() !== "post") return;
  if (form.dataset.sending) return e.preventDefault();
  const to = new URL(from("action"), location.href);
  busy(form, by, true);
  if ("plain" in form.dataset || to.origin !== location.origin) return;
  e.preventDefault();
  send(form, by, to);
});

function busy(form, by, yes) {
  yes ? (form.dataset.sending = "1") : delete form.dataset.sending;
  by?.setAttribute("aria-busy", yes);
}

async function send(form, by, to) {
  const files = form.enctype === "multipart/form-data", sent = new FormData(form, by);
  $(".not-saved", form)?.remove();
  try {
    const answer = await fetch(to, {
      method: "POST", body: files ? sent : new URLSearchParams(sent), headers: { "X-Submit": "script" },
      signal: AbortSignal.timeout(files ? 120000 : 10000),
    });
    if (answer.status === 401) return keep(form, by, "signed-out");
    const next = answer.headers.get("X-Location") ?? (answer.redirected && answer.url);
    if (next) return leave(new URL(next, location.href));
    if (answer.status === 429) return keep(form, by, "busy");
    if (answer.status >= 500) return keep(form, by, "fault");
    draw(await answer.text());
  } catch {
    keep(form, by, "broken");
  }
}

function leave(to) {
  if (to.pathname + to.search !== location.pathname + location.search) return location.assign(to);
  history.replaceState(null, "", to);
  location.reload();
}

function keep(form, by, why) {
  busy(form, by, false);
  form.append($("#not-saved-" + why).content.cloneNode(true));
  form.lastElementChild.scrollIntoView({ block: "nearest" });
}

function draw(html) {
  const page = new DOMParser().parseFromString(html, "text/html");
  document.title = page.title;
  document.body.replaceWith(document.adoptNode(page.body));
  first = undefined;
  scrollTo(0, 0);
  ready();
  ($(".error-summary") ?? $("#main"))?.focus();
}

addEventListener("pageshow", (e) => {
  if (e.persisted) $$("form[data-sending]").forEach((form) => busy(form, $("[aria-busy]", form), false));
});
ready();
