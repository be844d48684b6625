// The form of a page in the back office: a button waits until a draft that is being saved by itself is saved.
// Otherwise both make the page (Wagtail 8 saves a new one at the address that makes pages): there would be two of it.
const LONGEST = 20000;
let saving = null;
let sent = null;

const isPage = (form) => form instanceof HTMLFormElement && form.matches("[data-controller~=w-autosave]");

function saved() {
  clearTimeout(saving);
  saving = null;
  if (!sent) return;
  const { form, button } = sent;
  if (button?.name) {
    // the button may be out of use by now, while it says that something is going on
    const deed = Object.assign(document.createElement("input"), { type: "hidden", name: button.name, value: button.value });
    form.append(deed);
  }
  form.requestSubmit();
}

document.addEventListener("w-autosave:save", (event) => {
  if (sent) {
    event.preventDefault(); // what is sent is newer
    return;
  }
  clearTimeout(saving);
  saving = setTimeout(saved, LONGEST);
});

for (const name of ["success", "error", "deactivated"]) document.addEventListener(`w-autosave:${name}`, saved);

document.addEventListener("submit", (event) => {
  if (!isPage(event.target)) return;
  if (saving === null) {
    sent ??= { form: event.target };
    setTimeout(() => { if (event.defaultPrevented) sent = null; });
    return;
  }
  event.preventDefault();
  event.stopImmediatePropagation();
  sent ??= { form: event.target, button: event.submitter };
}, { capture: true });
