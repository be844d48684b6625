// A part of a picture, chosen by eye: the page of the record with a frame on it, drawn, moved and sized by mouse, finger or arrow keys.
// The four numbers stay beside it, and say the same at every moment.
(() => {
  const { StructBlockDefinition } = window.wagtailStreamField.blocks;
  const NAMES = ["left", "top", "width", "height"];
  const KEYS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
  const CORNERS = { nw: [1, 1], ne: [0, 1], sw: [1, 0], se: [0, 0] }; // whether the left, the top side moves
  const STEP = 1, FINE = 0.1, LEAST = 1; // hundredths of the picture

  const bounded = (value, least, most) => Math.min(Math.max(value, least), most);
  const rounded = (value) => Math.round(value * 10) / 10;
  const put = (message, values) => message.replace(/%\((\w+)\)s/g, (_, name) => values[name].toLocaleString(document.documentElement.lang)).replaceAll("%%", "%");

  function made(tag, attributes = {}, ...inside) {
    const one = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) one.setAttribute(name, value);
    one.append(...inside);
    return one;
  }

  // The field of the nearest block around that says of which record the picture is: its own, or that of the story whose stage it is.
  function beside(prefix, name) {
    for (let around = prefix; around.includes("-"); around = around.slice(0, around.lastIndexOf("-"))) {
      const found = document.getElementById(`${around}-${name}`) ?? document.getElementById(`${around}-picture-${name}`);
      if (found) return found.value.trim();
    }
    return "";
  }

  class Board {
    constructor(prefix, { words, address }) {
      Object.assign(this, { prefix, words, address });
      this.inputs = NAMES.map((name) => document.getElementById(`${prefix}-${name}`));
      this.button = made("button", { type: "button", class: "button button-small button-secondary", "aria-expanded": "false" }, words.open);
      this.help = made("p", { class: "region-help", id: `${prefix}-by-eye` }, words.help);
      this.said = made("p", { class: "region-said", role: "status" });
      this.picture = made("img", { alt: "", draggable: "false" });
      this.frame = made("div", {
        class: "region-frame", tabindex: "0", role: "application", "aria-label": words.frame, "aria-describedby": this.help.id,
      }, ...Object.keys(CORNERS).map((corner) => made("span", { class: `region-corner region-${corner}`, "data-corner": corner })));
      this.stage = made("div", { class: "region-stage" }, this.picture, this.frame);
      this.whole = made("button", { type: "button", class: "button button-small button-secondary" }, words.whole);
      this.board = made("div", { class: "region-board" }, this.help, this.stage, this.said, this.whole);
      this.board.hidden = true;
      this.button.addEventListener("click", () => this.toggle());
      this.whole.addEventListener("click", () => this.write(null));
      for (const input of this.inputs) input.addEventListener("input", () => this.draw());
      this.frame.addEventListener("keydown", (event) => this.typed(event));
      this.stage.addEventListener("pointerdown", (event) => this.grasped(event));
      this.picture.addEventListener("load", () => this.loaded());
      this.picture.addEventListener("error", () => this.refused(words.silent));
    }

    get shown() { return made("div", { class: "region-eye" }, this.button, this.board); }

    async toggle() {
      this.board.hidden = !this.board.hidden;
      this.button.setAttribute("aria-expanded", String(!this.board.hidden));
      if (this.board.hidden) return;
      const ark = beside(this.prefix, "ark"), page = beside(this.prefix, "page") || "1";
      if (!ark) return this.refused(this.words.unnamed);
      this.stage.hidden = this.whole.hidden = true;
      this.say(this.words.coming);
      try {
        const answer = await fetch(`${this.address}?${new URLSearchParams({ ark, page })}`, { headers: { Accept: "application/json" } });
        const told = await answer.json();
        if (told.said) return this.refused(told.said);
        this.picture.alt = told.alt;
        if (this.picture.getAttribute("src") === told.picture) return this.loaded();
        this.picture.src = told.picture;
      } catch {
        this.refused(this.words.silent);
      }
    }

    refused(sentence) {
      this.stage.hidden = this.whole.hidden = this.help.hidden = true;
      this.say(sentence);
    }

    loaded() {
      this.stage.hidden = this.whole.hidden = this.help.hidden = false;
      this.draw();
      this.frame.focus({ preventScroll: true });
    }

    say(sentence) { this.said.textContent = sentence; }

    // [left, top, width, height] in hundredths; null where the numbers tell no part, which is the whole picture.
    get part() {
      const [left, top, width, height] = this.inputs.map((input) => Number.parseFloat(input.value.replace(",", ".")) || 0);
      return width > 0 && height > 0 && left >= 0 && top >= 0 && left + width <= 100.05 && top + height <= 100.05 ? [left, top, width, height] : null;
    }

    write(part) {
      NAMES.forEach((_, place) => {
        const input = this.inputs[place], value = part ? String(rounded(part[place])) : "";
        if (input.value === value) return;
        input.value = value;
        for (const name of ["input", "change"]) input.dispatchEvent(new Event(name, { bubbles: true }));
      });
      this.draw();
    }

    draw() {
      if (this.board.hidden || this.stage.hidden) return;
      const part = this.part, [left, top, width, height] = part ?? [0, 0, 100, 100];
      Object.assign(this.frame.style, { left: `${left}%`, top: `${top}%`, width: `${width}%`, height: `${height}%` });
      this.say(part ? put(this.words.part, { left, top, width, height }) : this.words.all);
    }

    // Of a frame between these sides, whatever hand drew it: inside the picture, never too small to be seen.
    between(x1, y1, x2, y2) {
      const sides = (a, b) => {
        const low = bounded(Math.min(a, b), 0, 100 - LEAST), high = bounded(Math.max(a, b), low + LEAST, 100);
        return [rounded(low), rounded(high) - rounded(low)];
      };
      const [left, width] = sides(x1, x2), [top, height] = sides(y1, y2);
      this.write([left, top, width, height]);
    }

    moved([left, top, width, height], x, y) {
      this.write([bounded(left + x, 0, 100 - width), bounded(top + y, 0, 100 - height), width, height]);
    }

    typed(event) {
      const direction = KEYS[event.key];
      if (!direction || event.ctrlKey || event.metaKey) return;
      event.preventDefault();
      const step = event.altKey ? FINE : STEP, [x, y] = direction.map((one) => one * step);
      const [left, top, width, height] = this.part ?? [0, 0, 100, 100];
      if (event.shiftKey) {
        this.write([left, top, bounded(width + x, LEAST, 100 - left), bounded(height + y, LEAST, 100 - top)]);
      } else {
        // the whole picture has no room to move in: it becomes a frame first
        this.moved(width === 100 && height === 100 ? [25, 25, 50, 50] : [left, top, width, height], x, y);
      }
    }

    at(event) {
      const box = this.picture.getBoundingClientRect();
      const share = (value, start, length) => bounded(((value - start) / length) * 100, 0, 100);
      return [share(event.clientX, box.left, box.width), share(event.clientY, box.top, box.height)];
    }

    grasped(event) {
      if (event.button !== 0 || !event.isPrimary || this.stage.hidden) return; // a second finger draws no second frame
      event.preventDefault();
      this.frame.focus({ preventScroll: true });
      this.stage.setPointerCapture(event.pointerId);
      const before = this.part, [startX, startY] = this.at(event), corner = CORNERS[event.target.dataset?.corner];
      const [left, top, width, height] = before ?? [0, 0, 100, 100];
      const drag = (now) => {
        if (now.pointerId !== event.pointerId) return;
        const [x, y] = this.at(now);
        if (corner && before) {
          this.between(corner[0] ? x : left, corner[1] ? y : top, corner[0] ? left + width : x, corner[1] ? top + height : y);
        } else if (before && event.target === this.frame) {
          this.moved(before, x - startX, y - startY);
        } else if (Math.abs(x - startX) > LEAST || Math.abs(y - startY) > LEAST) {
          this.between(startX, startY, x, y);
        }
      };
      const end = (last) => {
        if (last.pointerId !== event.pointerId) return;
        if (last.type === "pointercancel") this.write(before);
        this.stage.removeEventListener("pointermove", drag);
        for (const name of ["pointerup", "pointercancel"]) this.stage.removeEventListener(name, end);
      };
      this.stage.addEventListener("pointermove", drag);
      for (const name of ["pointerup", "pointercancel"]) this.stage.addEventListener(name, end);
    }
  }

  class RegionBlockDefinition extends StructBlockDefinition {
    render(placeholder, prefix, initialState, initialError) {
      const block = super.render(placeholder, prefix, initialState, initialError);
      document.getElementById(`${prefix}-left`)?.closest("[data-contentpath]")?.before(new Board(prefix, this.meta.byEye).shown);
      return block;
    }
  }

  window.telepath.register("portal.pages.blocks.RegionBlock", RegionBlockDefinition);
})();
