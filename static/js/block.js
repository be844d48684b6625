/** On somebody else's page: <traboule-bloc> shows the block of the link that it holds, as high as it needs; where it cannot, the link stands. */
const PORTAL = new URL(import.meta.url).origin;
const WIDTHS = [280, 320, 480, 600]; // pixels: few, so that most readers are given an answer that is kept
const AGAIN = 15_000; // milliseconds before the portal is asked again, which was busy or away
const TRIES = 4;
let before = Promise.resolve(); // the blocks of a page ask one after another: together they would be refused as too many

class Block extends HTMLElement {
  #width = 0;
  #frame = null;
  #tries = 0;

  connectedCallback() {
    this.style.display = "block";
    const link = this.querySelector("a[href]");
    if (link && new URL(link.href).origin === PORTAL) new ResizeObserver(() => this.#fit(link)).observe(this);
  }

  /** Asks how high the block is at this width, and shows it when it is known. */
  #fit(link) {
    const width = WIDTHS.findLast((one) => one <= this.clientWidth) ?? WIDTHS[0];
    if (width === this.#width) return;
    this.#width = width;
    before = before.then(() => this.#ask(link, width));
  }

  async #ask(link, width) {
    if (width !== this.#width || !this.isConnected) return;
    try {
      const asked = new URLSearchParams({ url: link.href, maxwidth: width, format: "json" });
      const answer = await fetch(`${PORTAL}/oembed?${asked}`, { credentials: "omit" });
      if (answer.ok) this.#show(await answer.json(), link);
      else if (answer.status >= 429) this.#later(link);
    } catch {
      this.#later(link); // the network is away, or the portal was too busy to say who may read its answer
    }
  }

  #later(link) {
    this.#width = 0;
    if (++this.#tries < TRIES) setTimeout(() => this.#fit(link), AGAIN);
  }

  #show(told, link) {
    const given = new DOMParser().parseFromString(told.html, "text/html").querySelector("iframe");
    if (!given || new URL(given.src).origin !== PORTAL) return;
    if (!this.#frame) {
      this.#frame = document.createElement("iframe");
      Object.assign(this.#frame, { src: given.src, title: given.title, width: "100%", loading: "lazy" });
      Object.assign(this.#frame.style, { border: "0", display: "block" });
      this.append(this.#frame);
      link.hidden = true;
    }
    this.#frame.height = told.height;
  }
}

if (!customElements.get("traboule-bloc")) customElements.define("traboule-bloc", Block);
