/** What the pages of a notice and of the visit sheet gain when scripts run: copying and printing at a click. */

/** Buttons that copy a text of the page; hidden where the browser has no clipboard. */
function copyAtAClick() {
  const said = document.querySelector(".copied");
  if (!navigator.clipboard) return;
  for (const button of document.querySelectorAll("[data-copies]")) {
    button.hidden = false;
    button.addEventListener("click", async () => {
      const text = document.getElementById(button.dataset.copies).textContent.trim();
      try {
        await navigator.clipboard.writeText(text);
        said.textContent = said.dataset.copied;
      } catch {
        said.textContent = said.dataset.failed;
      }
    });
  }
}

/** Printing needs a script: the button shows only where one runs. */
function printAtAClick() {
  for (const button of document.querySelectorAll(".print-page")) {
    button.hidden = false;
    button.addEventListener("click", () => window.print());
  }
}

copyAtAClick();
printAtAClick();
