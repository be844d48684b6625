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
    opened = [...document.querySelectorAll("details.more-cards:not([open])")];
    opened.forEach((details) => { details.open = true; });
  });
  window.addEventListener("afterprint", () => opened.forEach((details) => { details.open = false; }));
}

openToolsOnWideScreens();
unfoldForPrint();
