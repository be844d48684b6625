"""What axe finds on a page that has come to rest: a message that still fades in has less contrast than it is going to have."""

from __future__ import annotations

from typing import Any

from axe_playwright_python.sync_playwright import Axe

# Those that go round and round (a wheel while something loads) never come to rest.
AT_REST = """() => Promise.allSettled(document.getAnimations()
  .filter((one) => one.playState === "running" && one.effect?.getComputedTiming().iterations !== Infinity)
  .map((one) => one.finished)).then(() => null)"""


def faults(page: Any, *, within: str | None = None) -> list[str]:
    """Breaches of WCAG 2.2 AA and of good practice: the rule, and where; ``within`` leaves out what is somebody else's."""
    page.evaluate(AT_REST)
    found = Axe().run(page, context=within, options={"resultTypes": ["violations"]}).response["violations"]
    return [f"{fault['id']}: {[(node['target'], node['html'][:120]) for node in fault['nodes']][:4]}" for fault in found]
