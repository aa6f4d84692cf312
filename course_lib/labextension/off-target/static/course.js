// Off Target as a course, in JupyterLab: a home page, lessons as one calm column, nothing to run by hand.
//
// This file, course.css, panel.css and panel.js (the look of the widgets, and what they need in a browser) and
// package.json are the whole extension; nothing builds it. JupyterLab loads an extension as a webpack container, and
// the last lines are one. The course's part of the server (course_lib/commands/pages.py) writes what is shown; without
// it nothing happens here. Browsers keep an extension's files for a year, so `load` in package.json holds a digest of
// them, which `course refresh notebooks` sets.
"use strict";
(() => {
  const [COURSE_CSS, PANEL_CSS, PANEL_JS] = ["course.css", "panel.css", "panel.js"]
    .map(name => document.currentScript.src.replace("course.js", name));
  const TITLE = "Off Target";
  const FULL = "off-target:full"; // in sessionStorage: "yes" or "no" once somebody has switched in this tab
  const PHONE = 700; // pixels across, as in course.css: what is no wider has charts in a phone's shape
  const OPEN = "off-target:open"; // there too: the notebook that a page loaded again comes back to
  const LEFT = "off-target:left"; // there too: "yes" once the copy of an earlier visit was left where it is
  const lab = {}; // JupyterLab's own modules, by their last names
  let app, tracker, home;

  // ---------------------------------------------------------------- small helpers

  /** An element with these properties. */
  const el = (tag, properties) => Object.assign(document.createElement(tag), properties);

  /** A Lumino widget that shows this element. */
  const widget = (node, id = "") => Object.assign(new lab.widgets.Widget({node}), {id});

  /** What the course's part of the server answers, as JSON; `body` is sent to it. Throws its sentence. */
  async function ask(what, body) {
    const settings = lab.services.ServerConnection.makeSettings();
    const init = body === undefined ? {} : {method: "POST", body};
    const url = `${settings.baseUrl}off-target/${what}`;
    const answer = await lab.services.ServerConnection.makeRequest(url, init, settings);
    const words = await answer.json();
    if (!answer.ok) throw new Error(words.message);
    return words;
  }

  const ofNotebook = panel => ask(`notebook?path=${encodeURIComponent(panel.context.path)}`);

  /** Whether this tab shows the whole of JupyterLab: as last switched, else as the course was started. */
  function isFull() {
    const switched = sessionStorage.getItem(FULL);
    return switched ? switched === "yes" : lab.coreutils.PageConfig.getOption("offTarget") === "full";
  }

  // ---------------------------------------------------------------- the frame

  /** Every Lumino widget within one, itself first. */
  function* within(one) {
    yield one;
    for (const child of one.children?.() ?? []) yield* within(child);
  }

  /** Take JupyterLab's panels, menus and bars away. CSS alone would leave grey strips where they were. */
  function hideFrame() {
    const frame = ["jp-top-panel", "jp-menu-panel", "jp-bottom-panel"];
    for (const one of within(app.shell)) if (frame.includes(one.id)) one.setHidden(true);
    for (const side of ["left", "right"]) {
      if (app.shell.isSideTabBarVisible(side)) app.shell.toggleSideTabBarVisibility(side);
    }
    app.shell.collapseLeft();
    app.shell.collapseRight();
  }

  /** Say in the browser's title where one is, by its name: JupyterLab says the file's, and its own. */
  function sayTitle() {
    const heading = app.shell.currentWidget?.heading;
    const title = heading && heading !== TITLE ? `${heading} · ${TITLE}` : TITLE;
    if (document.title !== title) document.title = title;
  }

  function mindTitle() {
    new MutationObserver(sayTitle).observe(document.querySelector("title"), {childList: true});
    app.shell.currentChanged.connect(sayTitle);
  }

  /** Load the page again with all of JupyterLab, or as a course; this tab remembers which. */
  function switchTo(full) {
    sessionStorage.setItem(FULL, full ? "yes" : "no");
    location.assign(`${lab.coreutils.PageConfig.getBaseUrl()}lab?reset`); // the other's layout is no use
  }

  // ---------------------------------------------------------------- what pressing a control does

  const presses = {
    home: () => goHome(),
    open: control => openNotebook(control.dataset.path),
    full: () => switchTo(true),
    course: () => switchTo(false),
    theme: () => {
      const next = document.body.dataset.jpThemeLight === "true" ? "Dark" : "Light";
      return app.commands.execute("apputils:change-theme", {theme: `JupyterLab ${next}`});
    },
    download: () => {
      const href = `${lab.coreutils.PageConfig.getBaseUrl()}off-target/progress`;
      el("a", {href, download: "my-progress.json"}).click();
    },
    restore: () => {
      const chooser = el("input", {type: "file", accept: ".json"});
      chooser.onchange = async () => {
        const said = await ask("progress", await chooser.files[0].text()).then(
          answer => answer.said, error => error.message);
        await goHome(said);
        await copies.keep();
      };
      chooser.click();
    },
  };

  async function goHome(said = "") {
    const page = (await ask("home")).home;
    if (!home || home.isDisposed) {
      home = widget(el("div", {className: "ot-home", tabIndex: -1}), "off-target-home");
      home.title.label = TITLE;
      app.shell.add(home, "main");
    }
    home.node.innerHTML = page;
    home.node.querySelector(".ot-said").textContent = said;
    sayWhetherKept();
    app.shell.activateById(home.id);
    sessionStorage.setItem(OPEN, "");
    home.node.focus({preventScroll: true});
    await leave(null);
  }

  /** Open a notebook and end the one that was open: each kernel takes 150 MB. */
  async function openNotebook(path) {
    const panel = await app.commands.execute("docmanager:open", {path, factory: "Notebook"});
    app.shell.activateById(panel.id);
    sessionStorage.setItem(OPEN, path);
    await leave(panel);
  }

  /** Save, close and end every notebook but this one. Closing the usual way would ask about saving.
   *  The server gives outputs back to a page that is opened again; without their kernel panels would be dead. */
  async function leave(stays) {
    const others = [];
    tracker.forEach(panel => panel !== stays && !panel.left && others.push(panel));
    for (const panel of others) {
      panel.left = true;
      await panel.saving; // two at once would end in an error
      if (panel.runAll) panel.content.widgets.forEach(cell => cell.model.clearExecution?.());
      if (panel.context.model?.dirty) await panel.context.save();
      const session = panel.sessionContext.session?.id;
      const shared = session && await isShared(session);
      panel.dispose(); // first, for ending a kernel may take seconds
      if (session && !shared) await app.serviceManager.sessions.shutdown(session);
    }
  }

  /** Whether another tab shows the notebook of a session too, and needs its kernel. */
  const isShared = session => lab.services.SessionAPI.getSessionModel(session, lab.services.ServerConnection.makeSettings())
    .then(({kernel}) => kernel.connections > 1, () => false);

  // ---------------------------------------------------------------- a notebook as a page of the course

  /** Put a part at a place of a panel, as high as what is `inside` it, or `most` of the window.
   *  Lumino gives it the height that its style asks for and no more; and it orders for the eye alone, but who listens
   *  or presses Tab shall come to it there too. */
  function insert(panel, place, part, inside, most = 1) {
    const next = panel.layout.widgets[place];
    panel.layout.insertWidget(place, part);
    panel.node.insertBefore(part.node, next.node);
    const fit = new ResizeObserver(() => {
      const {paddingTop, paddingBottom, borderBottomWidth} = getComputedStyle(part.node);
      const around = [paddingTop, paddingBottom, borderBottomWidth].reduce((sum, one) => sum + parseFloat(one), 0);
      part.node.style.minHeight = `${Math.min(inside.offsetHeight + around, most * innerHeight)}px`;
      panel.fit();
    });
    fit.observe(inside);
    part.disposed.connect(() => fit.disconnect());
  }

  async function prepare(panel) {
    panel.addClass("ot-page");
    panel.toolbar.hide();
    const {bar, end} = await ofNotebook(panel);
    const over = el("nav", {className: "ot-bar", ariaLabel: "The course"});
    const row = el("div", {innerHTML: bar}), acts = el("span", {className: "ot-now"});
    const status = row.querySelector(".ot-status");
    row.append(acts);
    over.append(row);
    insert(panel, 0, widget(over), row);
    await panel.context.ready;
    const foot = el("section", {className: "ot-end", innerHTML: end});
    panel.content.layout.footer = widget(foot); // in place of a line that would add a cell
    showOutcome(panel, foot);
    afterKernel(panel, () => copies.keep());
    const title = panel.content.widgets[0]?.node;
    if (title) new MutationObserver(() => shorten(title)).observe(title, {subtree: true, childList: true});
    if (title) shorten(title);
    const {code} = panel.content.editorConfig;
    panel.content.editorConfig = {...panel.content.editorConfig, code: {...code, lineWrap: true}};

    const cells = panel.content.model.sharedModel.cells.map(cell => {
      const {cell_type, source, metadata} = cell.toJSON();
      return {cell_type, source, metadata};
    });
    const {ours, kinds} = await ask("cells", JSON.stringify({path: panel.context.path, cells}));
    const places = placesOf(panel.content.widgets, kinds);
    panel.content.widgets.forEach((cell, n) => dress(panel, cell, kinds[n], places[n]));
    panel.heading = places[0];
    sayTitle();
    // In place of its file's name. The label of its title is no place for that: another label renames the file.
    panel.node.removeAttribute("aria-labelledby");
    panel.node.ariaLabel = panel.heading;
    const feed = panel.node.querySelector("[role=feed]"); // a page is no stream of news
    for (const name of ["role", "aria-label"]) feed?.removeAttribute(name);
    const button = (textContent, onclick) => el("button", {className: "ot-run", textContent, onclick});
    const offer = (said, ...controls) => {
      status.textContent = said;
      acts.replaceChildren(...controls);
    };
    const buttons = ours ? [] : [button("Run this page", () => runAll())];
    if (panel.context.path.includes("exercises/")) buttons.push(button("Validate", () => validate(panel)));
    const runAll = async (said = "") => {
      const turn = panel.turn = {};
      offer("Getting this page ready…");
      await panel.sessionContext.ready;
      if (innerWidth <= PHONE) await setInKernel(panel, "OFF_TARGET_PHONE");
      await run(panel, panel.content.widgets);
      if (panel.left || panel.turn !== turn) return; // it was left, or begun again, while it ran
      // The server gives what is drawn back to a page that is loaded again.
      await (panel.saving = panel.context.save());
      offer(said, ...buttons);
    };
    mindDeath(panel, offer, ours ? runAll : said => offer(`${said} To go on, press “Run this page”.`, ...buttons));
    if (!ours) {
      // What the course did not write does not run by itself.
      offer(panel.context.path.includes("lessons/") ? "Something here is not as the course laid it." : "", ...buttons);
      return;
    }
    panel.runAll = runAll;
    await panel.sessionContext.ready;
    if (await isDrawn(panel)) offer("");
    else await runAll();
  }

  /** Say of a kernel that died what happened and what to press, and go on with `revive` once there is another,
   *  which knows nothing of what the first had drawn. JupyterLab's own words on that are technical. */
  function mindDeath(panel, offer, revive) {
    const context = panel.sessionContext;
    const again = async () => {
      await panel.context.save();
      location.reload(); // JupyterLab's parts may each be in another state by now
    };
    const stopped = () => {
      if (panel.left || panel.isDisposed) return;
      panel.turn = null;
      const start = el("button", {className: "ot-run", textContent: "Start it again", onclick: again});
      offer("This page has stopped. Your answers are as they were; to go on, press “Start it again”.", start);
    };
    context.statusChanged.connect((_, word) => {
      if (word === "autorestarting") {
        setTimeout(() => lab.apputils.Dialog.flush(), 200);
        void revive("This page had stopped, and was started again. Your answers are as they were.");
      } else if (word === "dead") stopped();
    });
    // Now and then JupyterLab misses a kernel before it finds it dead. At the beginning it changes kernels itself.
    context.kernelChanged.connect((_, {newValue}) => {
      if (!newValue) setTimeout(() => context.session?.kernel || stopped(), 3000);
    });
  }

  /** Take from the line under a lesson's title what stands in the bar over it and at its end: place and neighbours. */
  function shorten(title) {
    const link = title.querySelector("h1 + p > a");
    const words = link?.previousSibling;
    if (!words || !/ · (before|next): $/.test(words.textContent)) return;
    const line = [...link.parentNode.childNodes];
    line.slice(line.indexOf(link)).forEach(node => node.remove());
    words.textContent = words.textContent.replace(/ · (before|next): $/, "").replace(/ · \d+ of \d+/, "");
  }

  /** Call `act` a moment after the kernel has done something: whatever a panel saved is in the file then. */
  function afterKernel(panel, act) {
    let timer;
    panel.sessionContext.statusChanged.connect((_, word) => {
      clearTimeout(timer);
      if (word === "idle") timer = setTimeout(act, 300);
    });
    panel.disposed.connect(() => clearTimeout(timer));
  }

  /** Keep what came of a lesson up to date as long as its end can be seen. */
  function showOutcome(panel, under) {
    let seen = false;
    const afresh = async () => {
      if (!seen) return;
      const {end} = await ofNotebook(panel);
      under.querySelector("dl").innerHTML = el("div", {innerHTML: end}).querySelector("dl").innerHTML;
    };
    const watch = new IntersectionObserver(entries => {
      seen = entries.at(-1).isIntersecting;
      void afresh();
    });
    watch.observe(under);
    afterKernel(panel, afresh);
    panel.disposed.connect(() => watch.disconnect());
  }

  /** Set a variable of the kernel's environment, which course_lib reads. */
  const setInKernel = (panel, name) => panel.sessionContext.session.kernel.requestExecute(
    {code: `__import__("os").environ["${name}"] = "yes"`, silent: true, store_history: false}).done;

  /** Whether this is a page loaded again: its panels are there, and so is the kernel that drew them. */
  async function isDrawn(panel) {
    if (!panel.content.widgets.some(cell => cell.model.outputs?.length)) return false;
    const kernel = panel.sessionContext.session.kernel;
    const reply = await kernel.requestExecute({code: "", store_history: false}).done;
    return reply.content.execution_count > 1;
  }

  /** Run code where it stands: the command for it would jump to the last cell. */
  const run = (panel, cells) => lab.notebook.NotebookActions.runCells(
    panel.content, cells.filter(cell => cell.model.type === "code"), panel.sessionContext);

  /** Where each cell stands, in words that no other cell of its kind has, for whoever hears its button without the
   *  page: the heading over it, the bold word that its text began with, and from the second on a number. */
  function placesOf(cells, kinds) {
    const counts = {};
    let heading = "", lead = "";
    return cells.map(({model}, n) => {
      if (model.type === "markdown") {
        const source = model.sharedModel.source;
        const last = source.match(/^#+ .+$/gm)?.at(-1);
        if (last) [heading, lead] = [last.replace(/^#+ |[*_`]/g, ""), ""];
        lead = source.match(/^\*\*([^*]+)[.:]\*\*/)?.[1] ?? lead;
      }
      const place = [heading, lead].filter(Boolean).join(", "), key = `${kinds[n]}: ${place}`;
      counts[key] = (counts[key] ?? 0) + 1;
      return counts[key] > 1 ? `${place}, ${counts[key]}` : place;
    });
  }

  /** Close a cell that is not to be changed, and mark one that is; kinds are those of commands/cells.py. */
  function dress(panel, cell, kind, place) {
    cell.node.dataset.otKind = kind;
    cell.node.dataset.otPlace = place;
    cell.syncCollapse = cell.syncEditable = false; // what is folded or closed here is no change to the file
    if (kind === "yours") {
      cell.node.prepend(pencil(panel, cell, place));
      return;
    }
    cell.readOnly = true;
    if (kind !== "count" && kind !== "check") return;
    const button = el("button", {className: "ot-how ot-link", textContent: `how this is ${kind}ed`, ariaExpanded: "false"});
    button.ariaLabel = `${button.textContent}, ${place}`;
    button.onclick = () => {
      const open = cell.node.classList.toggle("ot-unfolded");
      cell.inputHidden = !open;
      button.ariaExpanded = String(open);
    };
    cell.node.append(button);
  }

  function pencil(panel, cell, place) {
    const code = cell.model.type === "code";
    const strip = el("div", {className: "ot-pencil", innerHTML: "<span>✎ Yours to change</span>"});
    const button = el("button", {className: "ot-run"});
    const offer = words => Object.assign(button, {textContent: words, ariaLabel: `${words}, ${place}`});
    offer(code ? "Run" : "Write");
    button.onclick = () => {
      if (code) return void runFrom(panel, cell);
      cell.rendered = !cell.rendered;
      offer(cell.rendered ? "Write" : "Done");
      if (!cell.rendered) cell.editor.focus();
    };
    strip.append(button);
    return strip;
  }

  /** Run a cell that was changed and what stands on it: in a lesson all below, in an exercise up to its check. */
  function runFrom(panel, cell) {
    const cells = panel.content.widgets;
    const first = cells.indexOf(cell);
    if (!panel.context.path.includes("exercises/")) return run(panel, cells.slice(first));
    const after = cells.findIndex((other, n) => n > first && other.node.dataset.otKind === "yours");
    const fresh = !cells.some(other => other.model.executionCount);
    return run(panel, cells.slice(fresh ? 0 : first, after < 0 ? cells.length : after));
  }

  // ---------------------------------------------------------------- a copy of the answers in this browser

  // On Binder, whose machine is gone with the visit. Each visit has a copy of its own, under a key that begins with
  // the course's: other courses lie at the same address. None is replaced or removed while it holds what another lacks.
  const copies = {
    prefix: "", // "" where none is kept
    visit: "", // Binder gives each its own address
    failed: false,

    /** The copies of this course by key: {visit, text, progress}; progress is null where the text is damaged. */
    all() {
      const found = {};
      for (const key of Object.keys(localStorage).filter(one => one.startsWith(copies.prefix))) {
        const raw = localStorage.getItem(key);
        try {
          const {visit, text} = JSON.parse(raw);
          const progress = JSON.parse(text);
          found[key] = {visit, text, progress: isTable(progress?.answers) ? progress : null};
        } catch {
          found[key] = {visit: "", text: raw, progress: null};
        }
      }
      return found;
    },

    /** Keep the answers as they are on the server now. */
    async keep() {
      if (!copies.prefix) return;
      const progress = await ask("progress");
      const text = JSON.stringify(progress);
      try {
        const covered = Object.entries(copies.all())
          .filter(([, one]) => one.progress && covers(progress, one, copies.visit)).map(([key]) => key);
        const key = covered[0] ?? copies.prefix + crypto.getRandomValues(new Uint32Array(2)).join("-");
        if (Object.keys(progress.answers).length || covered.length) {
          localStorage.setItem(key, JSON.stringify({visit: copies.visit, text})); // whole or not at all
        }
        covered.slice(1).forEach(one => localStorage.removeItem(one));
        copies.failed = false;
      } catch {
        copies.failed = true; // full, or closed to us: the home page says so
      }
      sayWhetherKept();
    },

    /** Offer what an earlier visit left, if it is more than there is. */
    async offer() {
      if (!copies.prefix) return;
      const now = await ask("progress");
      let left = [];
      try {
        left = Object.values(copies.all()).filter(one => one.visit !== copies.visit && news(now, one.progress) !== 0);
      } catch {
        copies.failed = true;
      }
      sayWhetherKept();
      if (!left.length || sessionStorage.getItem(LEFT)) return;
      const whole = left.filter(one => one.progress);
      const strip = el("section", {className: "ot-offer", ariaLabel: "A copy of your answers"});
      const words = el("p", {role: "status"}), buttons = el("div", {});
      const button = (textContent, onclick) => buttons.append(el("button", {className: "ot-run", textContent, onclick}));
      if (whole.length) {
        const answers = whole.flatMap(one => Object.values(one.progress.answers));
        const last = answers.map(one => String(one?.saved)).sort().at(-1);
        const day = new Date(last).toLocaleDateString("en-GB", {day: "numeric", month: "long"});
        words.textContent = `This browser has a copy of your answers from an earlier visit, the last of ${day}. `
          + "Take it up? Where a question was answered here too, the later answer counts, and the other is kept.";
        button("Take it up", async () => {
          const sentences = [];
          for (const one of whole) sentences.push(await ask("progress", one.text).then(answer => answer.said, error => error.message));
          strip.remove();
          await copies.keep();
          document.dispatchEvent(new CustomEvent("off-target:restored", {detail: sentences.at(-1)}));
          if (home?.isVisible) await goHome(sentences.at(-1));
        });
      } else {
        words.textContent = "This browser has a copy of your answers from an earlier visit, but it is damaged: the course "
          + "cannot read it. You can save it as a file, for somebody who can mend it.";
        button("Save it as a file", () => el("a", {
          href: URL.createObjectURL(new Blob([left[0].text], {type: "application/json"})), download: "my-progress-damaged.json",
        }).click());
      }
      button("Not now", () => { sessionStorage.setItem(LEFT, "yes"); strip.remove(); });
      strip.append(words, buttons);
      document.body.append(strip);
    },
  };

  const isTable = value => value !== null && typeof value === "object" && !Array.isArray(value);

  /** How many answers of a copy the progress lacks, or has an earlier one of; -1 for a damaged copy. */
  function news(progress, copy) {
    if (!copy) return -1;
    return Object.entries(copy.answers)
      .filter(([key, one]) => !(String(progress.answers[key]?.saved ?? "") >= String(one?.saved))).length;
  }

  /** Whether all that a copy holds is in the progress too. What the same visit replaced, its owner replaced. */
  function covers(progress, copy, visit) {
    const same = one => JSON.stringify(one);
    const there = new Set([...Object.values(progress.answers), ...progress.earlier.map(({key, ...one}) => one)].map(same));
    const own = copy.visit === visit;
    return news(progress, copy.progress) === 0
      && Object.values(copy.progress.answers).every(one => own || there.has(same(one)))
      && (copy.progress.earlier ?? []).every(({key, ...one}) => there.has(same(one)));
  }

  /** Say at the foot of home what becomes of the answers; nothing where no browser has to keep them. */
  function sayWhetherKept() {
    const words = home?.node.querySelector(".ot-kept");
    if (!words || !copies.prefix) return;
    words.textContent = copies.failed
      ? "That machine forgets it when you leave, and this browser keeps no copy, because its storage is full or closed. "
        + "Download your answers before you go."
      : "That machine forgets it when you leave; this browser keeps a copy, and offers it at your next visit.";
  }

  function mindCopies() {
    const course = lab.coreutils.PageConfig.getOption("offTargetCopy");
    if (!course) return;
    copies.prefix = `off-target:copy:${course}:`;
    copies.visit = lab.coreutils.PageConfig.getBaseUrl().replace(/^\w+:\/\/[^/]*/, "");
    document.addEventListener("off-target:restored", () => void copies.keep());
    void copies.offer();
  }

  // ---------------------------------------------------------------- Validate

  /** Say above an exercise what its tests say, task by task. It is saved first, for the server reads the file. */
  async function validate(panel) {
    if (panel.validating) return;
    panel.validating = true;
    panel.verdict?.dispose();
    const words = el("div", {textContent: "Running the tests…", role: "status"});
    const close = el("button", {className: "ot-link", textContent: "Close", onclick: () => panel.verdict.dispose()});
    const inside = el("div", {}), node = el("section", {className: "ot-validation", ariaLabel: "What the tests say"});
    inside.append(words, close);
    node.append(inside);
    panel.verdict = widget(node);
    insert(panel, panel.layout.widgets.indexOf(panel.content), panel.verdict, inside, 0.45);
    try {
      await panel.saving;
      await panel.context.save();
      words.innerHTML = (await ask("validate", JSON.stringify({path: panel.context.path}))).result;
    } catch (error) {
      words.textContent = error.message;
    }
    panel.validating = false;
    close.focus({preventScroll: true});
  }

  /** nbgrader's own button in JupyterLab's toolbar says it like this too; its window shows the tests' code. */
  function mindValidate() {
    document.addEventListener("click", event => {
      const panel = event.target.closest?.(".validate-button") && tracker.currentWidget;
      if (!panel) return;
      event.stopImmediatePropagation();
      event.preventDefault();
      void validate(panel);
    }, true);
  }

  // ---------------------------------------------------------------- keys

  let groups = 0;

  /** Give a control this name, for those who hear it; one that has it already is left alone. */
  const name = (control, words) => { if (control.ariaLabel !== words) control.ariaLabel = words; };

  /** Name what JupyterLab and its widgets leave without a name, or give the same one many times over. */
  function nameControls() {
    // A cell has no role, and so no name; an editor has that of the words over it.
    for (const cell of document.querySelectorAll(".ot-page .jp-Cell[aria-label]:not([role])")) cell.removeAttribute("aria-label");
    for (const editor of document.querySelectorAll(".ot-page [data-ot-kind] .cm-content:not([aria-label])")) {
      const {otKind, otPlace} = editor.closest("[data-ot-kind]").dataset;
      editor.ariaLabel = `${otKind === "yours" ? "Yours to change" : "Code, to read"}, ${otPlace}`;
    }
    // A table that is wider than a phone can be scrolled with the keyboard.
    for (const table of document.querySelectorAll(".ot-page .jp-OutputArea-output:has(table):not([tabindex])")) {
      if (table.scrollWidth > table.clientWidth) Object.assign(table, {tabIndex: 0, role: "group", ariaLabel: "Table"});
    }
    for (const panel of document.querySelectorAll(".ot-panel:not([role])")) {
      const kind = panel.querySelector(".ot-kind")?.textContent.trim();
      if (kind) Object.assign(panel, {role: "group", ariaLabel: kind});
    }
    // What moves a line is named with the line, which changes.
    for (const row of document.querySelectorAll(".ot-panel .ot-row")) {
      const [place, line] = row.querySelector(".ot-code")?.childNodes ?? [];
      for (const button of line ? row.querySelectorAll("button") : []) {
        name(button, `${button.textContent}: line ${place.textContent}, ${line.textContent.trim()}`);
      }
    }
    for (const field of document.querySelectorAll(".ot-panel .ot-statement input[type=text]:not([aria-label])")) {
      const label = field.closest(".widget-text").querySelector("label");
      const statement = field.closest(".ot-statement").querySelector(".ot-question")?.textContent.trim();
      if (label && statement) field.ariaLabel = `${label.textContent.trim()}: ${statement}`;
    }
    // It counts its files in its name.
    for (const button of document.querySelectorAll(".ot-panel .widget-upload")) {
      name(button, button.textContent.replace(/\(\d+\)$/, "").trim());
    }
    // Radios that belong together: one stop for Tab, chosen among by arrows, named by their question.
    for (const box of document.querySelectorAll(".ot-panel .widget-radio-box:not([role])")) {
      let before = box.closest(".widget-radio");
      while (before && !before.querySelector(".ot-question")) before = before.previousElementSibling;
      const question = [...before?.querySelectorAll(".ot-question") ?? []].at(-1);
      box.role = "radiogroup";
      box.ariaLabel = question?.textContent.trim() ?? "Your answer";
      groups += 1;
      for (const radio of box.querySelectorAll("input")) radio.name = `off-target-${groups}`;
    }
  }

  function mindKeys() {
    // JupyterLab asks what hears a key, and nothing around it, whether its shortcuts are off. They are for all that
    // is in a panel, and on the course's own pages everywhere: "d d" would delete a cell.
    window.addEventListener("keydown", ({target}) => {
      const suppressed = document.body.classList.contains("ot-course") || target.closest?.(".ot-panel");
      if (suppressed && target.dataset) target.dataset.lmSuppressShortcuts = "true";
    }, true);
    const watch = new MutationObserver(() => requestAnimationFrame(nameControls));
    watch.observe(document.body, {subtree: true, childList: true});
  }

  /** The few keys that an editor needs while JupyterLab's shortcuts are off. */
  function mindEditors() {
    const cellOf = ({target}) => target.closest?.(".ot-page .jp-Cell");
    document.addEventListener("keydown", event => {
      const control = event.ctrlKey || event.metaKey;
      const button = event.target.closest?.(".cm-editor") && cellOf(event)?.querySelector(".ot-run");
      if (control && event.key === "s") {
        event.preventDefault(); // else the browser offers to save its page
        void tracker.currentWidget?.context.save();
      } else if (button && event.key === "Enter" && (event.shiftKey || control)) {
        event.preventDefault();
        event.stopPropagation();
        button.click();
      } else if (button && event.key === "Escape") {
        button.focus(); // the way out of an editor, to which Tab belongs
      }
    }, true);
    // A double click would open the text of what is only to be read.
    document.addEventListener("dblclick", event => {
      if (cellOf(event)?.dataset.otKind === "prose") event.stopPropagation();
    }, true);
  }

  // ---------------------------------------------------------------- begin

  async function begin() {
    const asked = lab.coreutils.PageConfig.getOption("treePath"); // the notebook or folder of the address
    // At the end, for what JupyterLab's widgets bring of their own comes late, and would win a tie.
    document.body.append(...[COURSE_CSS, PANEL_CSS].map(href => el("link", {rel: "stylesheet", href})));
    document.body.append(el("script", {src: PANEL_JS}));
    let prepareAsPage = () => {}; // until it is known that this is to be the course's page
    const take = panel => {
      // Fourteen kilobytes in each of a lesson's panels kept the page busy; a kernel that is not told brings them there.
      panel.sessionContext.ready.then(() => setInKernel(panel, "OFF_TARGET_PANELS")).catch(() => {});
      prepareAsPage(panel);
    };
    tracker.forEach(take);
    tracker.widgetAdded.connect((_, panel) => take(panel));
    document.addEventListener("click", ({target}) => {
      const control = target.closest("[data-ot]");
      if (control) void presses[control.dataset.ot](control);
    });
    mindKeys();
    mindValidate();
    if (isFull()) {
      await app.restored;
      const back = '<button class="ot-link" data-ot="course">Back to the course</button>';
      app.shell.add(widget(el("div", {className: "ot-back", innerHTML: back}), "off-target-back"), "top", {rank: 900});
      return;
    }
    // Opened by JupyterLab too, and later, it would come back to whoever went home meanwhile.
    lab.coreutils.PageConfig.setOption("treePath", "");
    const there = await ask("home").catch(() => ({}));
    if (!there.home) { // a course that has not been pulled yet, or cannot be read: JupyterLab as it is
      await app.restored;
      if (asked) void app.commands.execute("filebrowser:open-path", {path: asked});
      return;
    }
    let opened = false;
    document.body.classList.add("ot-course");
    document.body.dataset.jpSuppressContextMenu = "true";
    mindEditors();
    document.addEventListener("off-target:restored", event => tracker.forEach(panel => void panel.runAll?.(event.detail)));
    prepareAsPage = panel => {
      // What cannot be done any more because the page was left meanwhile is no error.
      void prepare(panel).catch(error => { if (!panel.isDisposed) throw error; });
      if (opened) void leave(panel); // a link in a lesson has opened it
    };
    tracker.forEach(prepareAsPage);
    await app.restored;
    hideFrame();
    mindTitle();
    const open = asked.endsWith(".ipynb") ? asked : sessionStorage.getItem(OPEN);
    await (open ? openNotebook(open) : goHome());
    opened = true;
    mindCopies();
    tracker.currentChanged.connect(() => sessionStorage.setItem(OPEN, tracker.currentWidget?.context.path ?? ""));
  }

  let scope;
  async function plugin() {
    const names = ["@jupyterlab/apputils", "@jupyterlab/coreutils", "@jupyterlab/notebook", "@jupyterlab/services", "@lumino/widgets"];
    for (const name of names) lab[name.split("/")[1]] = (await Object.values(scope[name])[0].get())();
    const there = lab.coreutils.PageConfig.getOption("offTarget"); // set by the course's part of the server
    // Like this JupyterLab opens no documents of the last time.
    if (there && !isFull()) lab.coreutils.PageConfig.setOption("mode", "single-document");
    return {
      id: "off-target:course",
      autoStart: true,
      requires: [lab.notebook.INotebookTracker],
      activate: (jupyterlab, notebooks) => {
        [app, tracker] = [jupyterlab, notebooks];
        if (there) void begin(); // not awaited: JupyterLab starts meanwhile
      },
    };
  }

  (window._JUPYTERLAB ??= {})["off-target"] = {
    init: shared => { scope = shared; },
    get: async () => {
      const made = await plugin();
      return () => ({__esModule: true, default: made});
    },
  };
})();
