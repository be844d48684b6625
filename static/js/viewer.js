/** The viewer of a digital copy: the picture of the first page becomes a viewer when the reader asks for it. */

/** Loads OpenSeadragon once, from this site. */
function program(address) {
  if (window.OpenSeadragon) return Promise.resolve(window.OpenSeadragon);
  return new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = address;
    script.onload = () => (window.OpenSeadragon ? resolve(window.OpenSeadragon) : reject(new Error("no viewer")));
    script.onerror = () => reject(new Error("no viewer"));
    document.head.append(script);
  });
}

/** OpenSeadragon 6 writes a style element into the page, which our security policy refuses, unless one of this name is there: an element without a namespace has the name and none of the effects. */
function withoutInlineStyle() {
  const mark = document.createElementNS(null, "style");
  mark.setAttribute("data-openseadragon-mobile-css", "");
  document.head.append(mark);
}

/** Times that what is asked in a crowd is asked again, and the least seconds between two. */
const AGAIN = 6;
const PAUSE = 1.5;

/** What answers with JSON; the failure of a partner is an answer of ours that is not "ok" and says what happened. A reader who asked for the pages waits for her turn. */
async function json(address) {
  for (let left = AGAIN; ; left -= 1) {
    const answer = await fetch(address, { headers: { Accept: "application/json" } });
    if (answer.ok) return answer.json();
    const told = await answer.json().catch(() => ({}));
    if (answer.status !== 503 || !left) throw Object.assign(new Error(String(answer.status)), { said: told.said });
    const seconds = Math.max(Number(answer.headers.get("Retry-After")) || 0, PAUSE);
    await new Promise((resolve) => setTimeout(resolve, 1000 * seconds));
  }
}

/** The source that OpenSeadragon opens for a page: tiles, or one picture. */
async function source(page) {
  if (page.image) return { type: "image", url: page.image };
  return json(page.tiles);
}

/** The view that the address of this page asks for (IIIF Content State API 1.0): a page of a document, and a part of it in pixels. What cannot be read asks for nothing. */
function asked() {
  const text = new URLSearchParams(window.location.search).get("iiif-content");
  if (!text) return null;
  try {
    const state = JSON.parse(decodeURIComponent(window.atob(text.replaceAll("-", "+").replaceAll("_", "/"))));
    const target = [state.target].flat()[0];
    const canvas = target.source ?? target;
    const [id, fragment] = (canvas.id ?? canvas).split("#");
    const part = /^xywh=(?:pixel:)?([\d.]+),([\d.]+),([\d.]+),([\d.]+)$/.exec(fragment ?? [target.selector].flat()[0]?.value ?? "");
    const whole = [canvas.partOf].flat()[0];
    return { canvas: id, manifest: new URL(whole.id ?? whole).href, part: part && part.slice(1).map(Number) };
  } catch {
    return null;
  }
}

/** Whether a manifest is the one that a link leads to: of this site's own, under whatever name the site was asked for. */
function isOf(manifest, link) {
  return link && (manifest === link.href || (link.getAttribute("href").startsWith("/") && new URL(manifest).pathname === link.pathname));
}

/** The pages side by side, as buttons: small pictures are asked for one after the other, and only those in sight. */
class Strip {
  constructor(list, pages, go) {
    this.list = list;
    this.wanted = [];
    this.asking = false;
    const sight = new IntersectionObserver((entries) => this.seen(entries, sight), { root: list, rootMargin: "0px 200px" });
    pages.forEach((page, number) => this.add(page, number, sight));
    list.addEventListener("click", (event) => {
      const button = event.target.closest("button");
      if (button) go(Number(button.dataset.number));
    });
    list.addEventListener("keydown", (event) => this.walk(event));
  }

  add(page, number, sight) {
    const button = document.createElement("button");
    button.type = "button";
    button.dataset.number = number;
    button.tabIndex = -1;
    const words = this.list.dataset.words.replace("{page}", number + 1);
    button.setAttribute("aria-label", page.label ? `${words} (${page.label})` : words);
    const place = document.createElement("span");
    place.textContent = page.label || number + 1;
    if (page.small) {
      const picture = document.createElement("img");
      picture.alt = "";
      picture.dataset.src = page.small;
      button.append(picture);
      sight.observe(picture);
    }
    button.append(place);
    const item = document.createElement("li");
    item.append(button);
    this.list.append(item);
  }

  seen(entries, sight) {
    for (const entry of entries.filter((one) => one.isIntersecting)) {
      sight.unobserve(entry.target);
      this.wanted.push({ picture: entry.target, left: AGAIN });
    }
    this.next();
  }

  /** One small picture at a time: the page that is being read goes before. What does not come is asked again, and then left out. */
  next() {
    if (this.asking || !this.wanted.length) return;
    this.asking = true;
    const one = this.wanted.shift();
    const after = (pause) => setTimeout(() => { this.asking = false; this.next(); }, pause);
    one.picture.onload = () => after(0);
    one.picture.onerror = () => {
      if ((one.left -= 1)) this.wanted.unshift(one);
      else one.picture.remove();
      after(1000 * PAUSE);
    };
    one.picture.src = one.picture.dataset.src;
  }

  /** Arrows go from page to page: one stop of the Tab key for all of them. */
  walk(event) {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    const to = step && document.activeElement.closest("li")?.[step > 0 ? "nextElementSibling" : "previousElementSibling"];
    if (!to) return;
    event.preventDefault();
    to.firstElementChild.focus();
  }

  show(number) {
    for (const button of this.list.querySelectorAll("button")) {
      const here = Number(button.dataset.number) === number;
      button.tabIndex = here ? 0 : -1;
      if (here) button.setAttribute("aria-current", "page");
      else button.removeAttribute("aria-current");
      if (here && !this.list.hidden) button.scrollIntoView({ block: "nearest", inline: "center" });
    }
  }
}

class Viewer {
  constructor(figure) {
    this.figure = figure;
    this.stage = figure.querySelector(".viewer-stage");
    this.said = figure.querySelector(".viewer-said");
    this.opener = figure.querySelector(".viewer-open");
    this.tools = figure.querySelector(".viewer-tools");
    this.list = figure.querySelector(".viewer-strip");
    this.number = 0;
    this.turn = 0;
    this.opener.hidden = false;
    this.opener.addEventListener("click", () => this.open());
    this.tools.addEventListener("click", (event) => {
      const button = event.target.closest("button");
      if (button) this.act(button.dataset.do);
    });
    const view = asked();
    if (view && isOf(view.manifest, figure.querySelector("a.iiif"))) this.open(view);
  }

  say(what) {
    this.said.textContent = what ? this.said.dataset[what] : "";
  }

  /** What happened, where our own answer told it, and the way that is left. */
  sayWhy(error) {
    const words = this.said.dataset;
    this.said.textContent = `${error?.said || words.silent} ${words.elsewhere}`;
  }

  /** At the first page, or at the view that was asked for. */
  async open(view) {
    this.opener.disabled = true;
    this.say("loading");
    try {
      const [library, found] = await Promise.all([program(this.figure.dataset.program), json(this.figure.dataset.pages)]);
      this.pages = found.pages;
      const wanted = view ? this.pages.findIndex((page) => page.canvas?.id === view.canvas) : -1;
      this.number = wanted >= 0 ? wanted : Math.max(this.pages.findIndex((page) => !page.blank), 0);
      this.part = wanted >= 0 ? view.part : null;
      this.start(library, await source(this.pages[this.number]));
      this.figure.querySelector(".viewer-statement").textContent = found.statement;
    } catch (error) {
      this.sayWhy(error);
      this.opener.disabled = false;
    }
  }

  start(library, first) {
    const still = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
    this.image = this.stage.firstElementChild;
    const frame = document.createElement("div");
    frame.className = "viewer-frame";
    this.stage.replaceChildren(frame);
    this.seadragon = library({
      element: frame, tileSources: [first], showNavigationControl: false, showNavigator: false, crossOriginPolicy: false,
      animationTime: still ? 0 : 0.4, immediateRender: still, maxZoomPixelRatio: 2, visibilityRatio: 0.6, timeout: 30000,
      gestureSettingsMouse: { scrollToZoom: false }, tabIndex: 0, silenceMultiImageWarnings: true,
      tileRetryMax: AGAIN, tileRetryDelay: 1000 * PAUSE,
    });
    this.seadragon.canvas.setAttribute("role", "application");
    this.seadragon.canvas.setAttribute("aria-label", this.image.alt);
    this.seadragon.addHandler("open", () => this.opened(frame));
    this.seadragon.addHandler("open-failed", () => this.failed());
    this.seadragon.addHandler("tile-load-failed", () => this.say("partly"));
  }

  opened(frame) {
    this.say("");
    const size = this.seadragon.world.getItemAt(0).getContentSize();
    frame.style.setProperty("--ratio", String(Math.max(size.x / size.y, 0.5)));
    this.seadragon.viewport.setRotation(0, true);
    this.figure.dataset.state = "open";
    const focus = document.activeElement === this.opener;
    this.opener.hidden = true;
    this.tools.hidden = false;
    this.place();
    this.near();
    if (focus || document.activeElement === document.body) this.seadragon.canvas.focus();
  }

  /** The part that was asked for, once: its pixels are those of the canvas, which may not be those of the picture. */
  near() {
    const { part } = this;
    if (!part) return;
    this.part = null;
    const item = this.seadragon.world.getItemAt(0);
    const size = item.getContentSize();
    const { canvas } = this.pages[this.number];
    const [across, down] = [size.x / (canvas.width || size.x), size.y / (canvas.height || size.y)];
    this.seadragon.viewport.fitBounds(item.imageToViewportRectangle(part[0] * across, part[1] * down, part[2] * across, part[3] * down), true);
  }

  /** The picture comes back with the sentence: the reader never sees an empty frame. */
  failed() {
    this.seadragon.destroy();
    this.seadragon = null;
    this.stage.replaceChildren(this.image);
    this.tools.hidden = true;
    this.list.hidden = true;
    this.opener.hidden = false;
    this.opener.disabled = false;
    this.sayWhy();
  }

  place() {
    const several = this.pages.length > 1;
    const where = this.tools.querySelector(".viewer-place");
    const label = this.pages[this.number].label;
    const words = where.dataset.words.replace("{page}", this.number + 1).replace("{count}", this.pages.length);
    where.textContent = several && label ? `${words} (${label})` : words;
    where.hidden = !several;
    for (const [name, end] of [["previous", 0], ["next", this.pages.length - 1]]) {
      const button = this.tools.querySelector(`[data-do="${name}"]`);
      button.hidden = !several;
      button.setAttribute("aria-disabled", String(this.number === end));
    }
    this.tools.querySelector('[data-do="strip"]').hidden = !several;
    const taken = this.tools.querySelector(".viewer-taken-away");
    taken.hidden = !this.pages[this.number].taken_away;
    if (!taken.hidden) taken.href = this.pages[this.number].taken_away;
    this.strip?.show(this.number);
  }

  async go(number) {
    if (number < 0 || number >= this.pages.length) return;
    this.number = number;
    this.turn += 1;
    const turn = this.turn;
    this.place();
    if (this.pages[number].blank) {
      this.seadragon.close();
      this.say("blank");
      return;
    }
    this.say("loading");
    try {
      const next = await source(this.pages[number]);
      if (turn === this.turn) this.seadragon.open(next);
    } catch (error) {
      if (turn === this.turn) this.sayWhy(error);
    }
  }

  /** Every page as a small picture, or no more. */
  unfold() {
    this.list.hidden = !this.list.hidden;
    this.tools.querySelector('[data-do="strip"]').setAttribute("aria-expanded", String(!this.list.hidden));
    this.strip ||= new Strip(this.list, this.pages, (number) => this.go(number));
    this.strip.show(this.number);
  }

  act(what) {
    const view = this.seadragon.viewport;
    const acts = {
      previous: () => this.go(this.number - 1),
      next: () => this.go(this.number + 1),
      larger: () => { view.zoomBy(1.5); view.applyConstraints(); },
      smaller: () => { view.zoomBy(1 / 1.5); view.applyConstraints(); },
      whole: () => { view.setRotation(0); view.goHome(); },
      turn: () => view.rotateBy(90),
      strip: () => this.unfold(),
      screen: () => (document.fullscreenElement ? document.exitFullscreen() : this.figure.requestFullscreen()),
    };
    acts[what]?.();
  }
}

withoutInlineStyle();
document.querySelectorAll(".viewer[data-program]").forEach((figure) => new Viewer(figure));
