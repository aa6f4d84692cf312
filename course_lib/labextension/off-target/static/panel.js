// What the panels need in a browser beside their widgets: where the keyboard goes on, keys that answer, and names.
//
// course.js brings this file with the course's page; any other front end gets it with each panel, so it may come often.
"use strict";
window.offTargetPanels ??= (() => {
  // A button that closes or goes takes the keyboard's place with it, and the next key would be JupyterLab's:
  // whoever pressed it goes on at what it brought.
  document.addEventListener("click", event => {
    const button = event.target.closest("button"), panel = button?.closest(".ot-panel");
    if (!panel) return;
    const watch = new MutationObserver(() => {
      if (button.checkVisibility() && !button.disabled) return;
      const after = one => button.compareDocumentPosition(one) & Node.DOCUMENT_POSITION_FOLLOWING;
      const brought = panel.querySelector("figure, [role=alert]")
        ?? [...panel.querySelectorAll("input:enabled")].find(one => after(one) && one.checkVisibility());
      if (!brought) return;
      watch.disconnect();
      if (panel.contains(document.activeElement) && document.activeElement !== button) return;
      if (brought.tagName !== "INPUT") brought.tabIndex = -1;
      brought.focus({preventScroll: true});
    });
    watch.observe(panel, {subtree: true, childList: true, attributeFilter: ["disabled", "style"]});
    setTimeout(() => watch.disconnect(), 30000);
  }, true);

  // A key counts only while the keyboard's place is in a box that is looked through, and only without Ctrl and the
  // like. There no letter and no digit is JupyterLab's, whose own listener stands at the document: one at the window
  // comes before it. The button that answers keeps the place, as its words change and it stays.
  window.addEventListener("keydown", event => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.key.length !== 1 || event.key === " ") return;
    const box = event.target.closest?.(".ot-look");
    if (!box || event.target.matches("input, textarea")) return;
    event.stopPropagation();
    if (event.repeat) return;
    const key = event.key.toLowerCase();
    const isHit = one => one.textContent.trim().startsWith(`${key} \u00b7 `);
    const hit = [...box.querySelectorAll("button:enabled")].find(isHit);
    if (!hit) return;
    event.preventDefault();
    hit.focus({preventScroll: true});
    hit.click();
  }, true);

  // A slider's handle and the number beside it come without a name that a screen reader could say, and at some moment
  // after their panel.
  const nameSliders = () => document.querySelectorAll(".ot-predict .widget-slider").forEach(slider => {
    const name = slider.querySelector(".widget-label")?.textContent ?? "";
    slider.querySelector(".noUi-handle")?.setAttribute("aria-label", name);
    const readout = slider.querySelector(".widget-readout");
    readout?.setAttribute("role", "textbox");
    readout?.setAttribute("aria-label", `${name}, typed`);
  });
  let next = 0; // once a frame, however much changes in it
  const watch = new MutationObserver(() => {
    next ||= requestAnimationFrame(() => {
      next = 0;
      nameSliders();
    });
  });
  watch.observe(document.body, {childList: true, subtree: true});
  nameSliders();
  return true;
})();
