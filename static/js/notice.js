/** What the pages of a notice and of the visit sheet gain when scripts run: copying at a click, adding without leaving the page. */

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

/** The reader stays on the notice: the sheet is changed behind, and the page says so. Any failure is told, never hidden. */
function addWithoutLeaving() {
  for (const form of document.querySelectorAll("form.to-visit")) {
    const said = form.querySelector(".to-visit-said");
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      const body = new URLSearchParams(new FormData(form));
      if (event.submitter?.name) body.set(event.submitter.name, event.submitter.value);
      said.classList.remove("is-failed");
      try {
        const answer = await fetch(form.action, { method: "POST", body, headers: { Accept: "application/json" } });
        if (!answer.ok) throw new Error(String(answer.status));
        said.textContent = (await answer.json()).said;
      } catch {
        said.classList.add("is-failed");
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
addWithoutLeaving();
printAtAClick();
