// Keys for whoever compares many pairs: from one to the next, and a letter for each decision, as long as the focus is on a pair. Without
// JavaScript the buttons do the same.
const pairs = [...document.querySelectorAll("[data-pair]")];
const legend = document.getElementById("matching-keys");
const BY_KEYS = "matching-by-keys";

function go(from, step) {
  const next = pairs[pairs.indexOf(from) + step];
  if (!next) return;
  next.focus({ preventScroll: true });
  next.scrollIntoView({ block: "start" });
}

function pressed(event) {
  const typing = event.target.closest("input:not([type=checkbox]), textarea, select");
  if (typing || event.ctrlKey || event.altKey || event.metaKey) return;
  const pair = event.currentTarget;
  const key = event.key.toLowerCase();
  const button = pair.querySelector(`button[data-key="${CSS.escape(key)}"]`);
  if (button) {
    sessionStorage.setItem(BY_KEYS, "yes");
    button.click();
  } else if (key === "j") go(pair, 1);
  else if (key === "k") go(pair, -1);
  else if (key === "x") pair.querySelector("input[type=checkbox]").click();
  else return;
  event.preventDefault();
}

for (const pair of pairs) {
  pair.tabIndex = 0;
  pair.addEventListener("keydown", pressed);
}
if (pairs.length && legend) legend.hidden = false;
if (pairs.length && sessionStorage.getItem(BY_KEYS)) {
  sessionStorage.removeItem(BY_KEYS);
  pairs[0].focus({ preventScroll: true });
}
