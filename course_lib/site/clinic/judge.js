/* The verdict on what an owner typed: finding.py, judgement.py, diagnosis.py and widgets/entries.py of the course.
   Pure functions of a reason's words and of entries as my-progress.json holds them; the clinic's test compares them. */
"use strict";
const judge = (() => {
  const {NumberTrouble, bar, capital, counted, escape, fill, general, literal, plain, quote, sentences, settle: settled,
    show, slips, still, strip, thousands, whole} = figures;
  const PROBLEM = "problem", FINE = "fine", NOT_SURE = "not sure yet", NO_DATA = "no data", NOT_FOR_YOU = "not for you";
  const COUNT = "count", SAMPLE = "sample", LIST = "list", COMPLETE = "complete", UNSURE = "unsure";
  const TEXTS = ["horizon", "bar", "planned", "n", "k", "second"]; // the entries that hold a number
  const LEAST = 5; // of a sample; fewer give no verdict, whatever their interval
  const LEANS = 0.8; // an interval this sure, wholly on one side, says which way a verdict leans
  const FIRST = 10; // all or none of the first ten settle it against a bar of half
  const SAME = 0.0005; // bars nearer than this are one: 33.3% is a third

  const held = (entries, name) => String(entries[name] ?? "");

  /** A reason's words for one kind of organisation: its overrides, then the words in braces spelt out. */
  function ofKind(reason, kind) {
    const spellings = words.kinds[kind];
    const merged = (base, over) => {
      const result = {...base};
      for (const [name, value] of Object.entries(over ?? {})) {
        const isTable = value && typeof value === "object" && !Array.isArray(value);
        result[name] = isTable ? merged(base[name], value) : value;
      }
      return result;
    };
    const spelt = value => {
      if (Array.isArray(value)) return value.map(spelt);
      if (value && typeof value === "object") {
        return Object.fromEntries(Object.entries(value).map(([name, inside]) => [name, spelt(inside)]));
      }
      return typeof value === "string" ? value.replace(/\{(\w+)\}/g, (match, name) => spellings[name] ?? match) : value;
    };
    const {...base} = reason;
    for (const name of Object.keys(words.kinds)) delete base[name];
    return spelt(merged(base, reason[kind]));
  }

  /** An estimate with its interval, held against a bar: what the Finding of finding.py is. */
  class Finding {
    constructor(parts) {
      Object.assign(this, {likely: null, ruling: "", remark: "", advice: words.again}, parts);
    }
    with(parts) { return new Finding({...this, ...parts}); }
    get measured() { return verdictOf(this.low, this.high, this.bar, this.good); }
    get few() { return this.unit === "share" && this.low !== this.high && this.n < LEAST; }
    get verdict() { return this.ruling || (this.few ? NOT_SURE : this.measured); }
    get byQuestion() { return Boolean(this.ruling) && this.estimate === null; }
    get leaning() {
      if (this.verdict !== NOT_SURE || this.few || this.likely === null) return "";
      const side = verdictOf(...this.likely, this.bar, this.good);
      return side === NOT_SURE ? "" : side;
    }
    get outcome() {
      if (!this.leaning) return this.verdict;
      return `${this.verdict}, leaning to ${this.leaning === PROBLEM ? "a problem" : this.leaning}`;
    }
    get sentence() {
      if (this.byQuestion) return sentences(`${this.facts}.`, this.remark);
      if (this.verdict === NO_DATA) return sentences(`${this.facts}.`, this.remark, this.againstBar);
      return sentences(`${this.facts}: ${this.figures}.`, this.againstBar, this.remark);
    }
    get figures() {
      if (this.byQuestion) return this.ruling === NO_DATA ? NO_DATA : "settled by a question";
      if (this.verdict === NO_DATA) return NO_DATA;
      const estimate = show(this.estimate, this.unit);
      if (this.low === this.high) return `${estimate} (a complete count, so no interval)`;
      return `${estimate} (95% interval ${plain(this.low, this.unit)} to ${plain(this.high, this.unit)})`;
    }
    get againstBar() {
      const {verdict, bar_words: barWords} = this;
      if (verdict === NO_DATA) return "No data: there is nothing here to judge by.";
      if (this.few) return `Fewer than ${LEAST} ${this.counted} say nothing yet: not sure yet. ${this.advice}`;
      const subject = this.low === this.high ? "That" : "The whole interval";
      if (this.measured === PROBLEM) {
        const end = verdict === PROBLEM ? "a problem" : "that alone would be a problem";
        return `${subject} lies ${this.good === "above" ? "below" : "above"} the bar (${barWords}): ${end}.`;
      }
      if (this.measured === FINE) {
        const end = verdict === FINE ? FINE : "that alone would be fine";
        return `${subject} lies on the good side of the bar (${barWords}): ${end}.`;
      }
      return `The interval straddles the bar (${barWords}): ${this.outcome}. ${this.advice}`;
    }
    /** The bar above a line, the count with its interval below it, as inline SVG; empty without data. */
    get picture() {
      if (this.estimate === null) return "";
      const side = this.good === "above" ? "or more" : "or less";
      const above = {value: this.bar, text: `The bar: ${show(this.bar, this.unit)} ${side} is fine`};
      const mine = {value: this.estimate, text: `You: ${show(this.estimate, this.unit)}`, low: this.low, high: this.high};
      const largest = Math.max(this.bar, this.estimate);
      const end = this.unit === "share" && largest <= 1 ? 1 : 1.2 * largest;
      return figures.numberLine(above, mine, [0, end], this.unit);
    }
  }

  function verdictOf(low, high, bar, good) {
    if (low === null || high === null) return NO_DATA;
    if (good === "above") return low >= bar ? FINE : high < bar ? PROBLEM : NOT_SURE;
    return high <= bar ? FINE : low > bar ? PROBLEM : NOT_SURE;
  }

  // ---------------------------------------------------------------- diagnosis.py

  /** The Finding on these entries; null as long as there is nothing to judge. Throws NumberTrouble. */
  function diagnose(reason, entries) {
    const option = choice(reason, entries);
    if (!option) return null;
    if (option.means !== COUNT || !reason.count) {
      return findingOf(reason, {facts: literal(option.answer.replace(/\.+$/, "")), ruling: option.means});
    }
    const terms = termsOf(reason, entries);
    if (!terms) return null;
    const by = {[LIST]: listed, [SAMPLE]: sampled, [COMPLETE]: completed}[reason.count.kind];
    const finding = by(reason, entries, terms);
    return finding && soften(finding, reason.count.beside ?? [], entries);
  }

  const choice = (reason, entries) => reason.gate.options.find(option => option.id === entries.gate) ?? null;

  /** What stood before anything was counted: {horizon, bar, planned}; null while any of it is open. */
  function termsOf(reason, entries) {
    const [horizon, own, planned] = ["horizon", "bar", "planned"].map(name => read(reason, name, entries));
    if (own === null || (reason.horizon && horizon === null)) return null;
    if (reason.count?.kind === SAMPLE && planned === null) return null;
    const ours = courseBar(reason, horizon);
    return {horizon, bar: isSameBar(own, ours) ? ours : own, planned};
  }

  const isSameBar = (own, ours) => Math.abs(own - ours) < SAME;

  /** The bar that the course lends; some follow from the owner's horizon. */
  const courseBar = (reason, horizon) =>
    reason.horizon?.bar !== undefined && horizon !== null ? reason.horizon.bar * horizon : reason.sign.bar;

  /** The number in one of TEXTS, null if it is empty or not asked for. Throws NumberTrouble. */
  function read(reason, name, entries) {
    const text = held(entries, name), {count, horizon} = reason;
    if (name === "bar") return bar(text, reason.sign.unit, count?.over ? 1000 : 100);
    if (name === "horizon") return horizon ? readHorizon(text, horizon) : null;
    const isSample = count?.kind === SAMPLE;
    if ((name === "planned" || name === "second") && !isSample) return null;
    const labels = isSample
      ? {planned: "The number to count", second: "Of the next", n: "The number counted", k: "Of those"}
      : {n: "The first number", k: "The second number"};
    return whole(text, labels[name]);
  }

  function readHorizon(text, {unit, least, most}) {
    const number = whole(text, `The number of ${unit}`);
    if (number !== null && !(number >= least && number <= most)) {
      throw new NumberTrouble(
        `The number of ${unit} should be from ${least} to ${thousands(most)}, found ${thousands(number)}.`);
    }
    return number;
  }

  /** What a reading gives, or this where it throws a NumberTrouble. */
  function or(fallback, reading) {
    try {
      return reading();
    } catch (trouble) {
      if (trouble instanceof NumberTrouble) return typeof fallback === "function" ? fallback(trouble) : fallback;
      throw trouble;
    }
  }

  /** Why the numbers that can be read cannot all be right, in a sentence; "" if they can. */
  function clash(reason, entries) {
    if (!reason.count || reason.count.kind === LIST) return "";
    const [planned, typed, k, second] = ["planned", "n", "k", "second"]
      .map(name => or(null, () => read(reason, name, entries)));
    if (planned !== null && typed !== null && typed > planned) {
      return `You fixed ${thousands(planned)} beforehand and typed ${thousands(typed)}. Counting on until it settles `
        + `would settle too much: stop at ${thousands(planned)}, and count the next ones on your review day.`;
    }
    for (const [part, all] of [[k, typed ?? planned], [second, planned]]) {
      if (part !== null && all !== null && part > all && !reason.count.over) {
        return `You counted ${thousands(part)} out of ${thousands(all)}, but a part cannot be larger than its whole. `
          + "Check both numbers.";
      }
    }
    return "";
  }

  /** What was counted against its bar; `parts` go before what follows from the terms. */
  function findingOf(reason, {bar: own, facts, ...parts}) {
    const {sign} = reason, limit = own ?? sign.bar;
    const barWords = limit === sign.bar ? sign.bar_words : show(limit, parts.unit ?? "share");
    const {k = 0, n = 0} = parts;
    return new Finding({
      estimate: null, low: null, high: null, unit: "share", good: sign.good, counted: sign.counted, ...parts, k, n,
      bar: limit, bar_words: barWords, facts: fill(facts, k, n, "You"),
    });
  }

  const heldAgainst = (reason, estimate, terms, facts = null) =>
    findingOf(reason, {...estimate, bar: terms.bar, facts: withHorizon(facts ?? reason.count.facts, reason, terms.horizon)});

  /** The text with "24 hours" for {horizon}; before there is one, "your hours". */
  function withHorizon(text, {horizon}, length) {
    if (!horizon) return text;
    length ??= horizon.usual ?? null;
    return text.replaceAll("{horizon}",
      length === null ? `your ${horizon.unit}` : counted(length, horizon.one, horizon.unit));
  }

  function share(k, n) {
    const triple = intervals.proportion(k, n);
    if (!triple) return {k, n};
    const [estimate, low, high] = triple;
    return {k, n, estimate, low, high, likely: intervals.proportion(k, n, LEANS).slice(1)};
  }

  const complete = (k, n) => n === 0 ? {k, n} : {k, n, estimate: k / n, low: k / n, high: k / n};

  function sampled(reason, entries, terms) {
    const [typed, k] = ["n", "k"].map(name => read(reason, name, entries));
    if (k === null) return null;
    const trouble = clash(reason, entries);
    if (trouble) throw new NumberTrouble(trouble);
    const {planned} = terms, n = typed ?? planned, noMore = entries.no_more === true;
    const finding = heldAgainst(reason, share(k, n), terms);
    if (n < planned) return short(finding, planned, noMore);
    const second = read(reason, "second", entries);
    if (finding.verdict === NOT_SURE && second !== null && !noMore) {
      return together(reason, k + second, 2 * planned, terms);
    }
    return finding.with({advice: advice(planned, noMore)});
  }

  /** The finding of fewer than were to be counted. */
  function short(finding, planned, noMore) {
    const atHalf = finding.bar === 0.5 && finding.n === FIRST && (finding.k === 0 || finding.k === FIRST);
    if (noMore || atHalf) return finding.with({advice: advice(planned, noMore)});
    const on = `You fixed ${thousands(planned)} before you counted, so a verdict waits for them: count on, or say that `
      + "there are no more.";
    const isOneSide = finding.measured === PROBLEM || finding.measured === FINE;
    return finding.with({ruling: NOT_SURE, [isOneSide ? "remark" : "advice"]: on});
  }

  /** Two counts as one. Exact limits keep a false problem at the bar under 5% over both looks. */
  function together(reason, k, n, terms) {
    const [, low, high] = intervals.clopperPearson(k, n);
    return heldAgainst(reason, {...share(k, n), low, high}, terms).with({
      advice: "Two counts cannot part it from your bar. Leave it there, and look at what is settled."});
  }

  function advice(planned, noMore) {
    if (noMore) return "There are no more to count yet: look again when there are.";
    return `On your review day count the next ${thousands(planned)}, once; then both counts decide together. `
      + "Counting on until it settles would call too much a problem.";
  }

  function completed(reason, entries, terms) {
    const [n, k] = ["n", "k"].map(name => read(reason, name, entries));
    if (n === null || k === null) return null;
    const trouble = clash(reason, entries);
    if (trouble) throw new NumberTrouble(trouble);
    return heldAgainst(reason, complete(k, n), terms);
  }

  function listed(reason, entries, terms) {
    const {count} = reason, rows = namedRows(entries.rows);
    if (!rows.length) return null;
    const minutes = allMinutes(count, rows), weights = minutes ?? rows.map(() => 1);
    const isGood = goodRows(count, rows), sum = parts => parts.reduce((total, one) => total + one, 0);
    const k = sum(weights.filter((_, i) => isGood[i] === (count.counts === "good")));
    return heldAgainst(reason, complete(k, sum(weights)), terms, minutes ? count.facts_minutes : count.facts);
  }

  /** The rows of a list that hold anything at all. */
  const namedRows = (rows = []) => rows.filter(row => row.name || row.words || row.ticks?.length);

  /** Whether each row is good: its words and all ticks of one entry of `good`; words of two rows serve the busier. */
  function goodRows(count, rows) {
    const said = rows.map(row => figures.folded(row.words ?? ""));
    const isGood = rows.map((row, i) => (!count.words || said[i] !== "")
      && count.good.some(ticks => ticks.every(tick => row.ticks?.includes(tick))));
    if (!count.once) return isGood;
    const busy = rows.map(row => rowMinutes(row) ?? 0), seen = new Set();
    for (const i of rows.map((_, i) => i).sort((a, b) => busy[b] - busy[a] || a - b)) {
      isGood[i] = isGood[i] && !seen.has(said[i]);
      seen.add(said[i]);
    }
    return isGood;
  }

  const rowMinutes = row => figures.minutes(held(row, "minutes"));

  function allMinutes(count, rows) {
    if (!count.minutes) return null;
    const minutes = rows.map(rowMinutes);
    return minutes.every(one => one !== null) && minutes.some(one => one > 0) ? minutes : null;
  }

  /** The finding with the verdict that the answers beside the count leave of it. */
  function soften(finding, questions, entries) {
    for (const question of questions) {
      const pick = entries.beside?.[question.id] ?? UNSURE;
      const option = question.options.find(one => one.id === pick) ?? question.options.at(-1);
      const ruling = {[PROBLEM]: option.problem, [FINE]: option.fine}[finding.verdict];
      if (ruling) finding = finding.with({ruling, remark: sentences(finding.remark, option.answer), likely: null});
    }
    return finding;
  }

  // ---------------------------------------------------------------- widgets/entries.py and what the panel asks

  const judged = (reason, valid) => or(null, () => diagnose(reason, valid));
  const fixedTerms = (reason, valid) => or(null, () => termsOf(reason, valid));
  const unreadable = (reason, name, text) => or(trouble => trouble.message, () => (read(reason, name, {[name]: text}), ""));

  /** The texts that count once these are in the fields: a slip never takes the place of what could be judged. */
  function settle(reason, saved, entered) {
    const old = Object.fromEntries(TEXTS.map(name => [name, held(saved, name)]));
    const texts = settled(old, entered, (name, text) => !unreadable(reason, name, text));
    if (!clash(reason, texts) || clash(reason, old)) return texts;
    return Object.fromEntries(Object.keys(entered).map(name => [name, old[name]]));
  }

  /** What to say of what was entered: {text, tone, picture}; `valid` is what counts, `entered` stands in the fields. */
  function answer(reason, valid, entered) {
    const trouble = troubleOf(reason, valid, entered);
    const counts = Object.fromEntries(TEXTS.map(name => [name, held(valid, name)]));
    const parts = [trouble, still(counts, slips(counts, entered))];
    const tone = trouble ? "wrong" : "plain", finding = judged(reason, valid);
    if (finding) {
      parts.push(`**${capital(finding.outcome)}.** ${finding.sentence}`, unanswered(reason, valid, finding));
      return {text: sentences(...parts), tone, picture: finding.picture};
    }
    const option = choice(reason, valid);
    if (!option) return {text: "", tone: "plain", picture: ""};
    if (!trouble) parts.push(option.answer, missing(reason, valid));
    return {text: sentences(...parts), tone, picture: ""};
  }

  function troubleOf(reason, valid, entered) {
    const rows = (valid.rows ?? []).filter(row => row.slip);
    return sentences(
      ...Object.entries(entered).map(([name, text]) => unreadable(reason, name, text)),
      clash(reason, entered),
      ...rows.map(row => `Minutes should be a whole number such as 90, found “${quote(row.slip)}”.`));
  }

  function missing(reason, valid) {
    if (!fixedTerms(reason, valid)) return "Before you count, fix what stands above: then the result cannot move it.";
    return reason.count?.kind === LIST ? "Still to type: the first name in the list." : "Still to type: what you counted.";
  }

  function unanswered(reason, valid, finding) {
    if (!reason.count || !finding.ruling || finding.byQuestion) return "";
    const questions = (reason.count.beside ?? []).filter(one => !Object.hasOwn(valid.beside ?? {}, one.id));
    return sentences(...questions.map(one => `Still to answer: ${one.question}`));
  }

  /** The course's numbers, as they would be typed, by field; no bar while what it follows from is open. */
  function ours(reason, typedHorizon) {
    const {horizon, count, sign} = reason, result = {};
    if (horizon?.usual !== undefined) result.horizon = String(horizon.usual);
    const length = horizon ? or(null, () => read(reason, "horizon", {horizon: typedHorizon || result.horizon || ""})) : null;
    if (horizon?.bar === undefined || length !== null) {
      const lent = courseBar(reason, length);
      result.bar = sign.unit === "share" ? figures.significant(100 * lent, 4) : figures.significant(lent, 6);
    }
    if (count?.kind === SAMPLE) result.planned = String(count.n);
    return result;
  }

  /** One of the course's numbers on the button that takes them. */
  function spoken(reason, name, text) {
    if (name === "bar") return reason.sign.unit === "share" ? `${text}%` : text;
    if (name === "horizon") return `${text} ${text === "1" ? reason.horizon.one : reason.horizon.unit}`;
    return `${text} ${reason.sign.counted}`;
  }

  /** Whether the field of the next count opens: where the first one, at its full number, was not sure. */
  function isSecondOpen(reason, valid) {
    const first = judged(reason, {...valid, second: ""}), terms = fixedTerms(reason, valid);
    return Boolean(first && terms && first.n === terms.planned && !valid.no_more
      && first.measured === NOT_SURE && !first.few);
  }

  return {
    PROBLEM, FINE, NOT_SURE, NO_DATA, NOT_FOR_YOU, COUNT, SAMPLE, LIST, COMPLETE, TEXTS, Finding, ofKind, diagnose, choice,
    withHorizon, namedRows, judged, fixedTerms, settle, answer, ours, spoken, isSecondOpen,
  };
})();
