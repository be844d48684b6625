/** What a page gains when scripts run: everything works without it. */

/** Browsers that cannot show a closed <details> by style alone get the tools of results opened on wide screens. */
function openToolsOnWideScreens() {
  const tools = [...document.querySelectorAll("details.tool")];
  if (!tools.length || CSS.supports("selector(::details-content)")) return;
  const wide = window.matchMedia("(min-width: 60em)");
  const follow = () => tools.forEach((tool) => { tool.open = wide.matches; });
  wide.addEventListener("change", follow);
  follow();
}

/** Paper shows every copy: what is folded on screen is opened before printing, and folded again after. */
function unfoldForPrint() {
  let opened = [];
  window.addEventListener("beforeprint", () => {
    opened = [...document.querySelectorAll("details.more-cards:not([open]), details.how-to:not([open])")];
    opened.forEach((details) => { details.open = true; });
  });
  window.addEventListener("afterprint", () => opened.forEach((details) => { details.open = false; }));
}

/** What this reader put aside, as her cookie lists it; the page itself is kept for everybody and does not know. */
function putAside() {
  const kept = document.cookie.split("; ").find((cookie) => cookie.startsWith("fiche="));
  const listed = kept ? decodeURIComponent(kept.slice("fiche=".length)).replaceAll('"', "").split(":")[0] : "";
  return listed ? listed.split(".") : [];
}

/** What a button of a notice puts on the sheet, as the cookie writes it. */
function tokenOf(form, button) {
  const name = form.elements.namedItem("ajouter").value.replace(/^ark:\//, "").replace("/", "_");
  return button.value ? `${name}-${button.value}` : name;
}

/** The number of documents beside the link to the sheet, and buttons that say what is on it already. */
function showTheSheet() {
  const kept = putAside();
  const count = document.querySelector(".sheet-count");
  if (count) {
    count.textContent = String(kept.length);
    count.hidden = !kept.length;
  }
  for (const form of document.querySelectorAll("form.to-visit")) {
    for (const button of form.querySelectorAll("button[name=ou]")) {
      const label = button.querySelector(".to-visit-label");
      label.dataset.off ??= label.textContent;
      const on = kept.includes(tokenOf(form, button));
      button.classList.toggle("is-on", on);
      label.textContent = on ? label.dataset.on : label.dataset.off;
    }
  }
}

/** The reader stays on the notice: the sheet is changed behind, and the page says so beside the button. Any failure is told, never hidden. */
function changeWithoutLeaving() {
  for (const form of document.querySelectorAll("form.to-visit")) {
    const said = form.querySelector(".to-visit-said");
    form.addEventListener("submit", async (event) => {
      const button = event.submitter;
      if (!button?.name) return;
      event.preventDefault();
      const body = new URLSearchParams(new FormData(form));
      body.set(button.name, button.value);
      if (button.classList.contains("is-on")) {
        body.delete("ajouter");
        body.set("retirer", tokenOf(form, button));
      }
      button.closest("p").after(said);
      said.classList.remove("is-failed");
      try {
        const answer = await fetch(form.action, { method: "POST", body, headers: { Accept: "application/json" } });
        if (!answer.ok) throw new Error(String(answer.status));
        said.textContent = (await answer.json()).said;
        showTheSheet();
      } catch {
        said.classList.add("is-failed");
        said.textContent = said.dataset.failed;
      }
    });
  }
}

openToolsOnWideScreens();
unfoldForPrint();
changeWithoutLeaving();
showTheSheet();
window.addEventListener("pageshow", showTheSheet);

const WAIT = 120;
const SHORTEST = 2;

/** Suggestions under a search box: the combobox with a list of the ARIA Authoring Practices, its focus staying in the box. */
class Suggestions {
  constructor(input, number) {
    this.input = input;
    this.address = `${new URL(input.form.action).pathname}/suggestions`;
    this.list = document.createElement("ul");
    this.list.id = `suggestions-${number}`;
    this.list.className = "suggestions";
    this.list.setAttribute("role", "listbox");
    this.list.setAttribute("aria-label", input.labels[0]?.textContent.trim() || input.placeholder);
    this.list.hidden = true;
    this.said = document.createElement("p");
    this.said.className = "visually-hidden";
    this.said.setAttribute("role", "status");
    input.form.append(this.list, this.said);
    const facts = { role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": this.list.id };
    Object.entries(facts).forEach(([name, value]) => input.setAttribute(name, value));
    input.addEventListener("input", () => this.later());
    input.addEventListener("keydown", (event) => this.key(event));
    input.addEventListener("blur", () => this.close());
    this.list.addEventListener("mousedown", (event) => event.preventDefault());
    this.list.addEventListener("click", (event) => this.go(event.target.closest("[role=option]")));
  }

  get options() { return [...this.list.children]; }

  get chosen() { return this.list.querySelector("[aria-selected=true]"); }

  later() {
    clearTimeout(this.timer);
    this.asking?.abort();
    const typed = this.input.value.trim();
    if (typed.length < SHORTEST) { this.close(); return; }
    this.timer = setTimeout(() => this.ask(typed), WAIT);
  }

  async ask(typed) {
    this.asking = new AbortController();
    try {
      const answer = await fetch(`${this.address}?q=${encodeURIComponent(typed)}`, { signal: this.asking.signal });
      if (!answer.ok) throw new Error(String(answer.status));
      const found = await answer.json();
      if (document.activeElement === this.input) this.show(found);
    } catch (error) {
      if (error.name !== "AbortError") this.close();
    }
  }

  show({ said, suggestions }) {
    this.list.replaceChildren(...suggestions.map((found, place) => this.option(found, place)));
    this.input.removeAttribute("aria-activedescendant");
    this.said.textContent = suggestions.length ? said : "";
    this.open(suggestions.length > 0);
  }

  option({ label, kind, notices, url }, place) {
    const option = document.createElement("li");
    option.id = `${this.list.id}-${place}`;
    option.setAttribute("role", "option");
    option.setAttribute("aria-selected", "false");
    option.dataset.url = url;
    const words = document.createElement("span");
    words.textContent = label;
    const aside = document.createElement("span");
    aside.className = "quiet small";
    aside.textContent = notices ? `${kind} · ${notices}` : kind;
    option.append(words, aside);
    return option;
  }

  key(event) {
    const moves = { ArrowDown: 1, ArrowUp: -1 };
    if (event.key in moves && !this.list.hidden) {
      event.preventDefault();
      this.move(moves[event.key]);
    } else if (event.key === "Escape" && !this.list.hidden) {
      event.preventDefault();
      this.close();
    } else if (event.key === "Enter" && this.chosen) {
      event.preventDefault();
      this.go(this.chosen);
    }
  }

  /** The option after or before the chosen one; past either end, the box itself. */
  move(step) {
    const options = this.options;
    const next = (options.indexOf(this.chosen) + 1 + step + options.length + 1) % (options.length + 1) - 1;
    options.forEach((option, place) => option.setAttribute("aria-selected", String(place === next)));
    if (next < 0) this.input.removeAttribute("aria-activedescendant");
    else {
      this.input.setAttribute("aria-activedescendant", options[next].id);
      options[next].scrollIntoView({ block: "nearest" });
    }
  }

  go(option) {
    if (option) window.location.assign(option.dataset.url);
  }

  open(wanted) {
    this.list.hidden = !wanted;
    this.input.setAttribute("aria-expanded", String(wanted));
  }

  close() {
    clearTimeout(this.timer);
    this.asking?.abort();
    this.input.removeAttribute("aria-activedescendant");
    this.said.textContent = "";
    this.open(false);
  }
}

document.querySelectorAll("form.search input[name=q]").forEach((input, number) => new Suggestions(input, number));
