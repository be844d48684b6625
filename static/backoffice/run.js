// Keeps the page of a harvest up to date: asks for its changing part every two seconds while it moves, rests while nobody looks. Where
// nothing answers any more it says so; where the session has ended it says how to enter again, and asks no more.
const place = document.getElementById("run");
const news = document.getElementById("run-news");
const longest = 30000;
const stale = document.getElementById("run-stale");
const ended = document.getElementById("run-ended");
const tooOld = Number(place.dataset.stale);
let renewed = Date.now();
let wait = Number(place.dataset.every);

const state = () => place.querySelector("[data-state]");
const moving = () => state()?.dataset.moving === "yes";

function replace(html) {
  const focused = document.activeElement?.id;
  const open = new Map([...place.querySelectorAll("details[id]")].map((details) => [details.id, details.open]));
  const before = state()?.dataset.state;
  const fresh = document.createRange().createContextualFragment(html);
  for (const details of fresh.querySelectorAll("details[id]")) {
    if (open.has(details.id)) details.open = open.get(details.id);
  }
  const token = place.querySelector("[name=csrfmiddlewaretoken]")?.value;
  for (const field of token ? fresh.querySelectorAll("[name=csrfmiddlewaretoken]") : []) field.value = token;
  place.replaceChildren(fresh);
  if (focused && !document.activeElement?.id) document.getElementById(focused)?.focus({ preventScroll: true });
  if (state()?.dataset.state !== before) news.textContent = place.querySelector(".run-state")?.innerText ?? "";
}

// Roles of alert are read out when their text appears, not when a hidden element is shown.
function say(element, shown) {
  if (element.hidden !== shown) return;
  element.hidden = !shown;
  if (shown) news.textContent = element.innerText;
}

async function renew() {
  if (!document.hidden) {
    try {
      const answer = await fetch(place.dataset.source, {
        headers: { "X-Requested-With": "XMLHttpRequest" },
        credentials: "same-origin",
        redirect: "error",
        cache: "no-store",
      });
      if (answer.status === 401 || answer.status === 403) {
        say(stale, false);
        say(ended, true);
        return;
      }
      if (!answer.ok) throw new Error(String(answer.status));
      replace(await answer.text());
      wait = Number(place.dataset.every);
      renewed = Date.now();
      say(stale, false);
    } catch {
      if (Date.now() - renewed > tooOld) say(stale, true);
      wait = Math.min(wait * 2, longest);
    }
  }
  if (moving()) setTimeout(renew, wait);
}

if (place && moving()) setTimeout(renew, wait);
