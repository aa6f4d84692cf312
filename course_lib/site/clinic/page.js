/* What is seen of the clinic: home, a page for each reason, scorecard and plan. Thin views over the other files. */
"use strict";
(() => {
  const {BUDGET, NONE} = planning;
  const main = document.querySelector("main"), place = document.querySelector("#place"), alarm = document.querySelector("#alarm");
  const intro = document.querySelector("#intro"); // there before any script is
  const order = words.reasons.map(reason => reason.id);

  // ---------------------------------------------------------------- small helpers

  /** An element with these properties and children; names with a hyphen, and `role`, are attributes. */
  function el(tag, properties = {}, ...children) {
    const one = document.createElement(tag);
    for (const [name, value] of Object.entries(properties)) {
      if (name.includes("-") || name === "role") one.setAttribute(name, value); else one[name] = value;
    }
    one.append(...children.flat(Infinity).filter(child => child !== null && child !== ""));
    return one;
  }

  const prose = text => figures.escape(text).replace(/`([^`]+)`/g, "<code>$1</code>")
    .replace(/\*\*([\p{L}\p{N}_][^*]*)\*\*/gu, "<strong>$1</strong>");
  const plain = text => text.replaceAll("`", "");
  const p = (text, className = "") => el("p", {innerHTML: prose(text), className});
  const button = (label, press, className = "") => el("button", {type: "button", textContent: label, onclick: press, className});
  const link = (label, to, className = "") => el("a", {href: `#${to}`, textContent: label, className});
  const panel = (kind, ...children) => el("section", {className: "panel"}, el("h2", {className: "kind", textContent: kind}), children);

  /** A labelled line to type in; `change` is called once it is finished. */
  function field(label, value, change, properties = {}) {
    const input = el("input", {type: "text", autocomplete: "off", value, ...properties, onchange: change});
    const box = el("label", {className: "field"}, el("span", {textContent: label}), input);
    return {box, input};
  }

  /** Radio buttons under their question: {box, value}. */
  function radios(question, options, value, change, className = "") {
    const name = `radio-${radios.count = (radios.count ?? 0) + 1}`;
    const inputs = options.map(([text, id]) => ({text, input: el("input", {type: "radio", name, value: id, checked: id === value, onchange: change})}));
    const box = el("fieldset", {className}, el("legend", {innerHTML: prose(question)}),
      inputs.map(({text, input}) => el("label", {}, input, el("span", {textContent: plain(text)}))));
    return {box, get value() { return inputs.find(({input}) => input.checked)?.input.value ?? null; }};
  }

  function tick(text, checked, change) {
    const input = el("input", {type: "checkbox", checked, onchange: change});
    return {box: el("label", {className: "tick"}, input, el("span", {textContent: plain(text)})), input};
  }

  /** A place for what is said of a deed, which a screen reader tells at once, or `quiet` for what was saved before. */
  function noteBox() {
    const box = el("div", {className: "said"});
    return {box, say({text, tone = "plain", picture = ""}, quiet = false) {
      box.innerHTML = picture;
      if (text) box.append(el("div", {className: `note ${tone}`, role: quiet ? "status" : "alert"}, p(text)));
    }};
  }

  /** What this does, with what went wrong told at the foot of the window; a sentence of the course's as it stands. */
  const guard = deed => (...given) => {
    alarm.textContent = "";
    try {
      deed(...given);
    } catch (error) {
      alarm.textContent = error instanceof progress.ProgressTrouble ? error.message
        : `The clinic itself went wrong here, not you. Please report this: ${error}`;
      if (!(error instanceof progress.ProgressTrouble)) throw error;
    } finally {
      const told = progress.takeTroubles();
      if (told.length) alarm.textContent = figures.sentences(alarm.textContent, ...told);
    }
  };

  const kind = () => planning.kindQuestion().load() ?? words.usual;
  const today = () => {
    const now = new Date();
    return new Date(now - now.getTimezoneOffset() * 60000).toISOString().slice(0, 10);
  };
  const verdictClass = outcome => `verdict ${outcome.split(",")[0].replaceAll(" ", "-")}`;

  function save(name, type, data) {
    const href = URL.createObjectURL(new Blob([data], {type}));
    el("a", {href, download: name}).click();
    setTimeout(() => URL.revokeObjectURL(href), 60000);
  }

  // ---------------------------------------------------------------- home

  function home() {
    const scores = planning.rows(), isBegun = row => Boolean(planning.verdictQuestion(row.reason).load()?.gate);
    const next = scores.find(row => !isBegun(row)), begun = scores.some(isBegun);
    const parts = [...new Set(words.reasons.map(reason => reason.part))];
    const picker = radios(words.kind.wording, Object.entries(words.kinds).map(([id, one]) => [one.name, id]),
      planning.kindQuestion().load(), guard(() => {
        const question = planning.kindQuestion();
        question.load();
        question.save(picker.value);
      }));
    const go = next ? [next.reason.id, begun ? "Go on" : "Begin", next.title] : ["scorecard", "All answered", "Your scorecard"];
    return ["The clinic", "",
      intro,
      el("p", {}, el("a", {href: `#${go[0]}`, className: "go"}, el("span", {textContent: go[1]}), el("strong", {textContent: go[2]}))),
      el("div", {className: "kinds"}, picker.box),
      el("div", {className: "blocks"}, parts.map(part => el("section", {className: "block"}, el("h2", {textContent: part}),
        el("ul", {}, scores.filter(row => row.reason.part === part).map(row => el("li", {}, link(row.title, row.reason.id),
          !isBegun(row) ? "" : el("span", {className: verdictClass(row.own ? row.own.verdict : "open"),
            textContent: row.own ? row.own.verdict : "begun"}))))))),
      el("p", {className: "doors"}, link("Your scorecard", "scorecard", "press"), link("Your plan", "plan", "press")),
      keeping(),
    ];
  }

  /** Save the file, and take one up. */
  function keeping() {
    const note = noteBox();
    const chooser = el("input", {type: "file", accept: ".json,application/json", onchange: async () => {
      const [file] = chooser.files;
      if (!file) return;
      const bytes = await file.arrayBuffer();
      chooser.value = "";
      guard(() => {
        let text = "";
        try {
          text = new TextDecoder("utf-8", {fatal: true}).decode(bytes);
        } catch { // no text, so no progress file, as restore says
        }
        const done = progress.restore(text);
        show();
        document.querySelector("#keep .said").append(el("div", {className: "note right", role: "alert"}, p(done)));
      })();
    }});
    const file = () => new File([progress.backup()], words.file, {type: "application/json"});
    const send = button("Send it to myself", () => navigator.share({files: [file()]}).catch(() => {})); // waved aside
    return el("section", {className: "panel", id: "keep"}, el("h2", {className: "kind", textContent: "Your file"}),
      p(`Everything here goes into one file, \`${words.file}\`. The course in JupyterLab takes it up under *Restore my progress*, `
        .replaceAll("*", "") + "and what you save there goes on here; nothing in it is lost on the way. "
        + "A browser may forget what it keeps for a page: save the file before that matters.", "hint"),
      el("p", {className: "doors"}, button(`Save ${words.file}`, guard(() => save(words.file, "application/json", progress.backup())), "press"),
        el("label", {className: "press"}, "Take up a file", chooser),
        navigator.canShare?.({files: [file()]}) ? send : ""), note.box);
  }

  // ---------------------------------------------------------------- a reason

  function reasonView(id) {
    const reason = judge.ofKind(words.reasons.find(one => one.id === id), kind()), at = order.indexOf(id);
    const next = words.reasons[at + 1];
    const scored = Object.values(planning.replies(reason)).some(reply => reply.answer);
    return [reason.title, `${reason.part} · ${at + 1} of ${order.length}`,
      el("h1", {textContent: reason.title}),
      words.lessons ? el("p", {className: "hint"}, el("a", {href: `../${id}.html`, textContent: "Read its lesson"})) : "",
      verdictPanel(reason), folded("score", "How true is this?", scored, scorePanel(reason)),
      folded("decide", "Decide: one line of your plan", false, decidePanel(reason)),
      el("p", {className: "doors end"},
        el("a", {href: `#${next ? next.id : "scorecard"}`, className: "go"}, el("span", {textContent: "Next"}),
          el("strong", {textContent: next ? next.title : "Your scorecard"})),
        next ? link("Your scorecard", "scorecard", "press") : ""),
    ];
  }

  const folded = (id, title, open, ...children) =>
    el("details", {className: "panel", id, open}, el("summary", {textContent: title}), children);

  /** The question that is the fault, then the count against what was fixed before it: as widgets/verdict.py. */
  function verdictPanel(reason) {
    const {count, horizon, sign} = reason, note = noteBox();
    const question = planning.verdictQuestion(reason);
    const {slip = {}, ...valid} = question.load() ?? {};
    const isSample = count?.kind === judge.SAMPLE, isList = count?.kind === judge.LIST;
    const update = guard(change);
    const gate = radios(reason.gate.question, reason.gate.options.map(one => [one.text, one.id]), valid.gate, update);
    const fields = Object.fromEntries(Object.entries(labels()).map(([name, label]) => [name,
      field(label, slip[name] ?? valid[name] ?? "", update, {inputMode: name === "bar" ? "decimal" : "numeric", className: "number"})]));
    const beside = Object.fromEntries((count?.beside ?? []).map(one =>
      [one.id, radios(one.question, one.options.map(option => [option.text, option.id]), valid.beside?.[one.id], update)]));
    const noMore = tick("There are no more to count", valid.no_more === true, update);
    const rows = isList ? (valid.rows?.length ? valid.rows : [{}]).map(row => listRow(count, row, update)) : [];
    const list = el("div", {}, rows.map(row => row.box));
    const accept = button("", guard(takeOurs), "press");
    const more = isList ? button(`Another ${count.name.toLowerCase()}`, guard(addRow), "press") : null;
    const asked = el("div"), again = el("div", {}, el("p"), fields.second?.box ?? "");
    const before = el("div", {className: "step"}, beforeParts()), after = el("div", {className: "step"}, afterParts());

    display(true);
    return panel("Your business: your verdict",
      p(`The verdict here is about this: ${reason.about[0].toLowerCase()}${reason.about.slice(1)}`, "hint"),
      gate.box, count ? [before, after] : [], whereList(reason), note.box);

    function labels() {
      if (!count) return {};
      const first = {...horizon ? {horizon: `My ${horizon.unit}`} : {}, bar: sign.unit === "share" ? "My own bar, in %" : "My own bar"};
      if (isSample) return {...first, planned: "How many to count", n: "I counted", k: "Of those", second: "Of the next"};
      return isList ? first : {...first, n: "First number", k: "Second number"};
    }

    function beforeParts() {
      if (!count) return [];
      const side = sign.good === "above" ? "at least" : "at most";
      return [el("h3", {textContent: "Before you count"}),
        horizon ? [p(horizon.question), p(horizon.why, "hint"), fields.horizon.box] : [],
        p(`Your bar, for ${sign.what}: ${side} how much is fine? The course says ${sign.bar_words}.`), p(sign.why_bar, "hint"), fields.bar.box,
        isSample ? [p(`How many will you count? ${count.n} can tell a healthy business from a failing one.`), fields.planned.box] : [],
        accept];
    }

    function afterParts() {
      if (!count) return [];
      const parts = isSample ? [fields.n.box, fields.k.box, noMore.box, again]
        : isList ? [list, more] : [p(count.n), fields.n.box, p(count.k), fields.k.box];
      return [el("h3", {textContent: "The count"}), asked, parts, Object.values(beside).map(one => one.box)];
    }

    function entered() {
      return Object.fromEntries(judge.TEXTS.map(name => [name, fields[name]?.input.value ?? valid[name] ?? ""]));
    }

    function ours() { return judge.ours(reason, fields.horizon?.input.value ?? ""); }

    function takeOurs() {
      for (const [name, text] of Object.entries(ours())) {
        if (!figures.strip(fields[name].input.value)) fields[name].input.value = text;
      }
      change();
      // The button is gone, and the keyboard's place with it: go on at what it opened or left open.
      const open = after.hidden ? [...before.querySelectorAll("input")].find(one => !one.value) : after.querySelector("input:enabled");
      if (accept.hidden) open?.focus();
    }

    function addRow() {
      const row = listRow(count, {}, update);
      rows.push(row);
      list.append(row.box);
      more.disabled = rows.length >= count.most;
      row.box.querySelector("input").focus();
    }

    function change() {
      const now = entered();
      Object.assign(valid, judge.settle(reason, valid, now));
      if (gate.value) valid.gate = gate.value;
      valid.no_more = noMore.input.checked;
      const picks = Object.entries(beside).filter(([, one]) => one.value);
      valid.beside = {...valid.beside, ...Object.fromEntries(picks.map(([name, one]) => [name, one.value]))};
      if (isList) valid.rows = rows.map(row => row.entries()).filter(row => Object.keys(row).length);
      const slip = figures.slips(Object.fromEntries(judge.TEXTS.map(name => [name, valid[name]])), now);
      note.say({text: ""}); // nothing is said of what may not be saved
      question.save({...valid, ...Object.keys(slip).length ? {slip} : {}});
      display();
    }

    function display(quiet = false) {
      if (count) open(judge.choice(reason, valid)?.means === judge.COUNT);
      note.say(judge.answer(reason, valid, entered()), quiet);
    }

    function open(isCounting) {
      const terms = judge.fixedTerms(reason, valid), lent = ours();
      const hasCount = Boolean(figures.strip(valid.k ?? "") || (isList && judge.namedRows(valid.rows).length));
      before.hidden = !isCounting;
      after.hidden = !(isCounting && terms);
      // Once there is a count, a bar that moves would only choose the verdict.
      for (const name of ["horizon", "bar", "planned"]) if (fields[name]) fields[name].input.disabled = hasCount && Boolean(terms);
      const free = Object.keys(lent).filter(name => !figures.strip(fields[name].input.value));
      accept.textContent = `Take the course's: ${free.map(name => judge.spoken(reason, name, lent[name])).join(", ")}`;
      accept.hidden = !free.length;
      const texts = [count.which, isSample ? count.k : ""].filter(Boolean);
      asked.replaceChildren(...texts.map(text => p(judge.withHorizon(text, reason, terms?.horizon ?? null))));
      if (terms && isSample) {
        fields.n.input.placeholder = String(terms.planned);
        again.firstChild.textContent = `On your review day: of the next ${terms.planned}, how many?`;
        again.hidden = !judge.isSecondOpen(reason, valid);
      }
      if (isList) more.disabled = rows.length >= count.most;
    }
  }

  /** One row of a list. What cannot be read as minutes leaves the last that could. */
  function listRow(count, saved, change) {
    let minutes = saved.minutes ?? "";
    const texts = {name: field(count.name, saved.name ?? "", change)};
    if (count.words) texts.words = field(count.words, saved.words ?? "", change, {className: "long"});
    if (count.minutes) texts.minutes = field(count.minutes, saved.slip || minutes, change, {className: "number", inputMode: "numeric"});
    const ticks = count.ticks.map(one => ({id: one.id, ...tick(one.text, Boolean(saved.ticks?.includes(one.id)), change)}));
    return {
      box: el("div", {className: "row"}, Object.values(texts).map(one => one.box), ticks.map(one => one.box)),
      entries() {
        const held = {...saved, ...Object.fromEntries(Object.entries(texts).map(([name, one]) => [name, one.input.value]))};
        if (texts.minutes) {
          const typed = texts.minutes.input.value, isSlip = figures.strip(typed) && figures.minutes(typed) === null;
          if (!isSlip) minutes = typed;
          Object.assign(held, {minutes, slip: isSlip ? typed : ""});
        }
        // Ticks that this list does not have are somebody's all the same.
        const foreign = (saved.ticks ?? []).filter(id => !ticks.some(one => one.id === id));
        held.ticks = [...ticks.filter(one => one.input.checked).map(one => one.id), ...foreign];
        return Object.fromEntries(Object.entries(held).filter(([, value]) => value.length));
      },
    };
  }

  function whereList(reason) {
    if (!reason.where.length) return "";
    const spellings = words.kinds[kind()], spelt = text => text.replace(/\{(\w+)\}/g, (match, name) => spellings[name] ?? match);
    return el("details", {className: "aside"}, el("summary", {textContent: "Where to find the numbers"}),
      p("Menus move; these were read in November 2026."),
      el("ul", {}, reason.where.map(index => words.places[index]).map(([name, line, seen]) => el("li", {innerHTML:
        `<strong>${figures.escape(spelt(name))}</strong>: ${prose(spelt(line))}${seen ? "" : " <em>(from memory, not checked)</em>"}`}))));
  }

  /** Four statements, as widgets/self_score.py. */
  function scorePanel(reason) {
    const note = noteBox(), given = planning.replies(reason);
    const tell = quiet => {
      if (Object.values(given).some(reply => reply.answer)) note.say({text: planning.scoreSummary(given)}, quiet);
    };
    const blocks = reason.statements.map(({id, text}) => {
      const question = planning.scoreQuestion(reason, id);
      question.load();
      const change = guard(() => {
        const reply = {answer: picker.value, evidence: evidence.input.value};
        note.say({text: ""});
        question.save(reply);
        given[id] = reply;
        tell(false);
      });
      const picker = radios(`${id}. ${text}`, Object.keys(words.points).map(name => [name, name]), given[id].answer, change, "wide");
      const evidence = field("Evidence", given[id].evidence, change,
        {className: "long", placeholder: "What would you show a friend who doubts it?"});
      return el("div", {className: "row"}, picker.box, evidence.box);
    });
    tell(true);
    return [...blocks, note.box];
  }

  /** One line of the plan, as widgets/decide.py. */
  function decidePanel(reason) {
    const note = noteBox(), question = planning.decideQuestion(reason.number), saved = question.load() ?? {};
    const plan = planning.decided(saved), slip = saved.slip ?? {};
    const examples = {if: reason.decide.if_hint, then: planning.deed(reason.decide.then_hint), count: reason.act.number,
      owner: "a name", minutes: "such as 15", target: "a number you could miss"};
    const change = guard(() => {
      const now = Object.fromEntries(Object.entries(fields).map(([name, one]) => [name, one.input.value]));
      Object.assign(plan, figures.settle(plan, now, (name, text) => !planning.decideTrouble(name, text)));
      const slip = figures.slips(plan, now);
      note.say({text: ""});
      question.save({...plan, ...Object.keys(slip).length ? {slip} : {}});
      note.say(planning.decideSentence(plan, slip));
    });
    const fields = Object.fromEntries(Object.entries(words.decide).map(([name, label]) => [name,
      field(label, slip[name] ?? plan[name], change, name === "review" ? {type: "date"}
        : {placeholder: examples[name], className: ["if", "then", "count"].includes(name) ? "long" : ""})]));
    if (Object.values(plan).some(Boolean) || Object.keys(slip).length) note.say(planning.decideSentence(plan, slip), true);
    return [p("What will you do, and how will you know it worked?", "question"),
      p("The words in the fields are examples. What you type is saved as you go.", "hint"),
      Object.values(fields).map(one => one.box), note.box];
  }

  // ---------------------------------------------------------------- scorecard

  function scorecardView() {
    const scores = planning.rows();
    const line = row => {
      const finding = row.evidence, outcome = finding ? finding.outcome : row.verdict;
      const counted = !finding ? [row.verdict, row.own?.facts] : finding.byQuestion
        ? [finding.facts, "your answer to the question"] : [finding.figures, "your own count"];
      const surprise = planning.surprise(row);
      return el("tr", {}, el("th", {scope: "row"}, link(row.title, row.reason.id)),
        el("td", {"data-head": words.heads[1], className: row.belief === null ? "nothing" : ""}, row.belief === null ? "not scored" : `${row.belief} of ${planning.MOST}`,
          row.belief === null ? "" : el("span", {className: "bar-of", "aria-hidden": "true"},
            el("span", {style: `width:${100 * row.belief / planning.MOST}%`}))),
        el("td", {className: finding || counted[1] ? "" : "nothing"}, finding?.estimate != null ? sketch(finding) : "", counted[0],
          counted[1] ? el("small", {textContent: counted[1]}) : ""),
        el("td", {}, el("span", {className: verdictClass(outcome), textContent: outcome}),
          surprise ? el("em", {textContent: surprise}) : ""));
    };
    return ["Your scorecard", "", el("h1", {textContent: "Your scorecard"}), p(planning.summary(scores)),
      el("table", {className: "scores"}, el("thead", {}, el("tr", {}, words.heads.map(head => el("th", {scope: "col", textContent: head})))),
        el("tbody", {}, scores.map(line))),
      el("p", {className: "doors end"}, el("a", {href: "#plan", className: "go"}, el("span", {textContent: "Next"}),
        el("strong", {textContent: "Your plan"})), button("Print it", () => print(), "press"))];
  }

  /** The interval and the bar in small. */
  function sketch({estimate, low, high, bar, verdict}) {
    const end = Math.max(1, high, bar), x = value => 4 + 92 * value / end;
    return el("span", {className: `sketch ${verdict.replaceAll(" ", "-")}`, "aria-hidden": "true", innerHTML:
      `<svg viewBox="0 0 100 16"><path class="axis" d="M4 8h92"/><path class="band" d="M${x(low)} 8H${x(high)}"/>`
      + `<circle cx="${x(estimate)}" cy="8" r="4"/><path class="dash" d="M${x(bar)} 0v16"/></svg>`});
  }

  // ---------------------------------------------------------------- plan

  function planView() {
    const scores = planning.rows(), question = planning.planQuestion(), note = noteBox();
    let last = planning.planOf(scores, planning.settingsOf(question.load() ?? {}, today()));
    const shown = name => last.settings.slips[name] ?? last.settings.texts[name] ?? "";
    const budget = field("Minutes a week you can give", shown(BUDGET), guard(() => update()),
      {placeholder: `such as ${planning.ASSUMED}`, inputMode: "numeric", className: "number"});
    const start = field("Start on", last.settings.start, guard(() => update()), {type: "date"});
    const acts = last.places.map((_, at) => {
      const choice = el("select", {onchange: guard(() => update(true))}, el("option", {value: NONE, textContent: "none"}),
        scores.map(row => el("option", {value: row.number, textContent: row.title})));
      const minutes = field(`Minutes for action ${at + 1}`, "", guard(() => update()), {inputMode: "numeric", className: "number"});
      return {choice, minutes, box: el("div", {className: "act"},
        el("label", {className: "field"}, el("span", {textContent: `Action ${at + 1}`}), choice), minutes.box)};
    });
    const take = button("Take the suggestion", guard(() => keep({...last.settings, chosen: null})), "press");
    const why = el("p"), lines = el("div");
    const page = () => planning.page(last.actions, planning.summary(scores), today(), "the clinic");
    const doors = el("p", {className: "doors end"},
      button("Open it as a page to print", () => open(URL.createObjectURL(new Blob([page()], {type: "text/html"}))), "go"),
      button("Save plan.html", () => save("plan.html", "text/html", page()), "press"));
    const checks = el("section", {className: "panel"});
    display();
    note.say({text: planning.shares(last)}, true);
    return ["Your plan", "", el("h1", {textContent: "Your 90-day plan"}),
      el("section", {className: "panel"}, p("How many minutes a week can you give to changing something?", "question"), budget.box, start.box,
        why, take, acts.map(one => one.box), note.box), lines, checks, doors];

    function display() {
      acts.forEach(({choice, minutes}, at) => {
        const number = last.places[at], row = scores.find(one => one.number === number);
        choice.value = String(number);
        minutes.input.value = number ? shown(String(number)) : "";
        minutes.input.disabled = !number;
        const typed = row ? figures.strip(row.decide.minutes) : "";
        minutes.input.placeholder = !row ? "" : typed && !planning.minutesTrouble("", typed) ? `${typed}, from its lesson`
          : `our guess: ${row.reason.act.usual}`;
      });
      why.textContent = planning.whyThese(last);
      take.hidden = !last.isOwn;
      checks.hidden = doors.hidden = !last.actions.length;
      checks.replaceChildren(el("h2", {textContent: "Check-ins"}), el("dl", {}, Object.entries(words.checkIns).map(([after, text]) =>
        [el("dt", {textContent: `Day ${after}`}), el("dd", {textContent: `${planning.spoken(planning.day(last.settings.start, Number(after)))}. ${text}`})])));
      const out = planning.leftOut(last);
      lines.replaceChildren(...last.actions.map(actionBlock), out.length ? el("section", {className: "panel"},
        el("h2", {textContent: "Settled too, and left out"}),
        el("ul", {}, out.map(([title, text]) => el("li", {}, el("strong", {textContent: `${title}.`}), ` ${text}`))),
        p("To swap one in, choose it above.")) : "");
    }

    function keep(settings, told = [], tone = "plain") {
      last = planning.planOf(scores, settings);
      note.say({text: ""});
      question.save(planning.record(last));
      display();
      note.say({text: figures.sentences(...told, planning.shares(last)), tone});
    }

    function update(isChoice = false) {
      const entered = {[BUDGET]: budget.input.value}, before = last.settings, troubles = [];
      last.places.forEach((number, at) => { if (number) entered[number] = acts[at].minutes.input.value; });
      let first = start.input.value;
      if (!first) {
        first = today();
        troubles.push("No day is picked, so the plan starts today.");
      } else if (!progress.isDay(first)) {
        troubles.push(`Start in a year from 2000 to 2199; ${before.start} still counts.`);
        first = before.start;
      }
      let settings = planning.withEntered({...before, start: first}, entered);
      if (isChoice) settings = {...settings, chosen: acts.map(({choice}) => Number(choice.value))};
      troubles.push(...Object.entries(entered).map(([name, text]) => planning.minutesTrouble(name, text)).filter(Boolean));
      const slip = Object.fromEntries(Object.entries(settings.slips).filter(([name]) => name in entered));
      keep(settings, [...troubles, figures.still(settings.texts, slip)], troubles.length ? "wrong" : "plain");
    }
  }

  function actionBlock(one) {
    const terms = Object.entries({"Why this": one.why, First: one.first, Who: `${one.owner}, ${one.effort}`,
      Number: `${one.sign}. Target: ${one.target}.`, "Day 0 and 90": one.count, "Stop rule": one.stop,
      Review: one.review === one.end ? "" : planning.spoken(one.review)}).filter(([, text]) => text);
    return el("section", {className: "panel"}, el("h2", {textContent: one.title}), p(`If ${one.if}, then I ${one.then}.`, "line"),
      el("dl", {}, terms.map(([name, text]) => [el("dt", {textContent: name}), el("dd", {textContent: text})])),
      link("Put it in your own words", `${words.reasons.find(reason => reason.number === one.lesson).id}/decide`));
  }

  // ---------------------------------------------------------------- turning from one to another

  function show() {
    const [at, part] = location.hash.slice(1).split("/");
    const view = {scorecard: scorecardView, plan: planView}[at] ?? (order.includes(at) ? () => reasonView(at) : home);
    guard(() => {
      const [title, where, ...parts] = view();
      document.title = title === "The clinic" ? "The clinic: Off Target" : `${title}: the clinic, Off Target`;
      document.body.className = view === home ? "home" : "";
      place.textContent = where;
      main.replaceChildren(...parts.filter(Boolean));
      const asked = part && document.getElementById(part); // #not-engaging/score
      if (asked) asked.open = true;
      asked?.scrollIntoView();
    })();
  }

  addEventListener("hashchange", () => {
    scrollTo(0, 0);
    show();
    const heading = main.querySelector("h1");
    heading.tabIndex = -1;
    heading.focus({preventScroll: true});
  });
  /** A line that is still being typed in counts as finished where the page is left, or drawn anew. */
  function finish() {
    if (document.activeElement?.matches("input[type=text]")) document.activeElement.dispatchEvent(new Event("change"));
  }
  addEventListener("visibilitychange", () => { if (document.visibilityState === "hidden") finish(); });
  addEventListener("storage", event => { // another tab saved
    if (event.key !== progress.STORE) return;
    finish();
    show();
  });
  show();
})();
