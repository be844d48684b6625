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

openToolsOnWideScreens();
unfoldForPrint();

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
