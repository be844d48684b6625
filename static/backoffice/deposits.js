// The page of a deposit: sends files piece by piece, each with its sum, and goes on where a cut left them; says how far the pictures are.
// Without it, the form sends the files whole, and a link looks again.
const page = document.getElementById("deposit");
const form = document.getElementById("deposit-files");
const AGAIN = 6;
const PAUSE = 2000;

const wait = (time) => new Promise((resolve) => setTimeout(resolve, time));

// CRC-32 (ISO 3309), by its table: what zlib and PNG have.
const table = Uint32Array.from({ length: 256 }, (_, number) => {
  let value = number;
  for (let bit = 0; bit < 8; bit += 1) value = value & 1 ? 0xedb88320 ^ (value >>> 1) : value >>> 1;
  return value >>> 0;
});

function sum(bytes) {
  let crc = 0xffffffff;
  for (const byte of bytes) crc = table[(crc ^ byte) & 0xff] ^ (crc >>> 8);
  return (crc ^ 0xffffffff) >>> 0;
}

class Refused extends Error {}

/** What the server answers to a post; a refusal is its sentence, a cut is asked again some times. */
async function post(address, body, type) {
  const headers = { "X-CSRFToken": form.querySelector("[name=csrfmiddlewaretoken]").value, "X-Requested-With": "XMLHttpRequest" };
  if (type) headers["Content-Type"] = type;
  for (let left = AGAIN; ; left -= 1) {
    try {
      const answer = await fetch(address, { method: "POST", headers, body, credentials: "same-origin", redirect: "error" });
      const told = await answer.json().catch(() => ({}));
      if (answer.ok || answer.status === 409) return told;
      if (answer.status === 422) throw new Refused(told.said);
      throw new Error(String(answer.status));
    } catch (error) {
      if (error instanceof Refused || !left) throw error;
      await wait(PAUSE);
    }
  }
}

function megabytes(bytes) {
  return (bytes / 1e6).toLocaleString(document.documentElement.lang, { maximumFractionDigits: 1 });
}

async function send(file, say) {
  const facts = new URLSearchParams({ name: file.name, size: file.size, changed: file.lastModified });
  const begun = await post(page.dataset.begin, facts);
  let received = begun.received;
  while (received < file.size) {
    say(form.dataset.sending.replace("{part}", megabytes(received)).replace("{whole}", megabytes(file.size)));
    const bytes = new Uint8Array(await file.slice(received, received + Number(page.dataset.piece)).arrayBuffer());
    const address = `${page.dataset.begin}${begun.file}/?offset=${received}&crc=${sum(bytes)}`;
    received = (await post(address, bytes, "application/octet-stream")).received;
  }
}

async function sendAll(files) {
  const list = document.getElementById("deposit-sending");
  const button = form.querySelector("[type=submit]");
  const said = document.getElementById("deposit-said");
  button.disabled = true;
  list.hidden = false;
  list.replaceChildren();
  said.textContent = "";
  let good = 0;
  for (const file of files) {
    const line = document.createElement("li");
    const state = document.createElement("span");
    state.className = "under";
    line.append(file.name, " ", state);
    list.append(line);
    try {
      await send(file, (words) => { state.textContent = words; });
      state.textContent = form.dataset.sent;
      good += 1;
    } catch (error) {
      line.className = "notice-old";
      state.textContent = error instanceof Refused ? error.message : form.dataset.cut;
    }
  }
  button.disabled = false;
  if (good === files.length) {
    said.textContent = form.dataset.done;
    window.location.reload();
  } else {
    look();
  }
}

/** How far the pictures are, until none waits; a page whose form nobody has touched is then shown anew. */
async function look() {
  const progress = document.getElementById("deposit-progress");
  for (;;) {
    await wait(PAUSE);
    if (document.hidden) continue;
    const answer = await fetch(page.dataset.state, { credentials: "same-origin", redirect: "error", cache: "no-store" }).catch(() => null);
    if (!answer?.ok) return;
    const words = await answer.text();
    if (progress.textContent !== words) progress.textContent = words;
    if (answer.headers.get("X-Waiting") === "0") break;
  }
  const arranged = document.getElementById("arrange");
  const touched = arranged && [...arranged.elements].some((field) => field.value !== field.defaultValue && field.type !== "submit");
  if (!touched && !document.getElementById("files")?.files.length) window.location.reload();
}

form?.addEventListener("submit", (event) => {
  const files = [...document.getElementById("files").files];
  if (!files.length) return;
  event.preventDefault();
  sendAll(files);
});

if (page && Number(page.dataset.waiting)) look();
