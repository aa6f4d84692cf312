/* What is typed, in the form of my-progress.json, kept in this browser: progress_data.py and shapes.py of the course.
   Whatever else a file holds (other lessons' answers, numbers too long for JavaScript) goes through unchanged. */
"use strict";
const progress = (() => {
  const WHAT = "Off Target progress", VERSION = 1;
  const NEWEST = 1000; // a number beyond it is no version of a course, but a slip
  const DIGITS = 1000, LEVELS = 100; // of a number, and of lists within lists: more than Python reads and writes
  const RENAMED = {"18.plan": "99.plan"};
  const STORE = "off-target:my-progress";

  /** A progress file cannot be read or kept; the message is for the owner. */
  class ProgressTrouble extends Error {}
  /** A number as it stands in a file, where JavaScript would write another: 1.0, or one of twenty digits. */
  class Raw {
    constructor(source) { this.source = source; }
  }

  const isTable = value => typeof value === "object" && value !== null && !Array.isArray(value) && !(value instanceof Raw);
  const get = (table, name) => Object.hasOwn(table, name) ? table[name] : undefined;

  // ---------------------------------------------------------------- JSON, without losing a digit

  /** The JSON value in a text, null if there is none. NaN and what no file can hold become {"number": "NaN"}. */
  function parse(text) {
    const token = /[ \t\n\r]*(?:([{}[\],:])|(-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][-+]?[0-9]+)?)|"([^"\\\x00-\x1f]*(?:\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})[^"\\\x00-\x1f]*)*)"|(true|false|null|NaN|-?Infinity))|[ \t\n\r]*$/y;
    const next = () => {
      const match = token.exec(text);
      if (!match) throw new SyntaxError("no JSON");
      return match;
    };
    const value = ([, mark, number, string, name] = next()) => {
      if (number !== undefined) return numberOf(number);
      if (string !== undefined) return JSON.parse(`"${string}"`);
      if (name !== undefined) return name.length > 2 && "tfn".includes(name[0]) ? JSON.parse(name) : {number: name};
      if (mark === "[") return list();
      if (mark === "{") return table();
      throw new SyntaxError("no JSON");
    };
    const list = () => {
      const parts = [];
      let match = next();
      if (match[1] === "]") return parts;
      for (;;) {
        parts.push(value(match));
        const mark = next()[1];
        if (mark === "]") return parts;
        if (mark !== ",") throw new SyntaxError("no JSON");
        match = next();
      }
    };
    const table = () => {
      const pairs = [];
      let match = next();
      if (match[1] === "}") return {};
      for (;;) {
        if (match[3] === undefined || next()[1] !== ":") throw new SyntaxError("no JSON");
        pairs.push([JSON.parse(`"${match[3]}"`), value()]);
        const mark = next()[1];
        if (mark === "}") return Object.fromEntries(pairs);
        if (mark !== ",") throw new SyntaxError("no JSON");
        match = next();
      }
    };
    try {
      token.lastIndex = text.startsWith("\ufeff") ? 1 : 0; // an editor may have added it
      const result = value();
      const rest = next();
      return rest.slice(1).every(part => part === undefined) ? flat(result, LEVELS) : null;
    } catch (error) {
      if (error instanceof SyntaxError || error instanceof RangeError) return null; // too deep for any reader
      throw error;
    }
  }

  function numberOf(source) {
    const value = Number(source), isWhole = /^-?[0-9]+$/.test(source);
    if (isWhole ? source.length > DIGITS : !Number.isFinite(value)) return {number: source};
    return String(value) === source && (!isWhole || Number.isSafeInteger(value)) ? value : new Raw(source);
  }

  /** The value with whatever lies more than so many levels deep as its JSON text. */
  function flat(value, levels) {
    if (!isTable(value) && !Array.isArray(value)) return value;
    if (levels === 0) return ascii(dump(value));
    if (Array.isArray(value)) return value.map(inside => flat(inside, levels - 1));
    return Object.fromEntries(Object.entries(value).map(([name, inside]) => [name, flat(inside, levels - 1)]));
  }

  const ascii = text => text.replace(/[^\x00-\x7f]/g, sign => `\\u${sign.charCodeAt(0).toString(16).padStart(4, "0")}`);

  /** A value as JSON; with `indent` (an empty text at first) in lines, as Python writes it. */
  function dump(value, indent = null) {
    if (value instanceof Raw) return value.source;
    const inner = indent === null ? null : `${indent}  `;
    const joined = (open, parts, close) => {
      if (!parts.length) return open + close;
      if (inner === null) return open + parts.join(", ") + close;
      return `${open}\n${parts.map(part => inner + part).join(",\n")}\n${indent}${close}`;
    };
    if (Array.isArray(value)) return joined("[", value.map(part => dump(part, inner)), "]");
    if (isTable(value)) {
      return joined("{", Object.entries(value).map(([name, part]) => `${JSON.stringify(name)}: ${dump(part, inner)}`), "}");
    }
    return JSON.stringify(value);
  }

  /** One text for values that are the same JSON, whatever the order of their names. */
  function canonical(value) {
    if (Array.isArray(value)) return `[${value.map(canonical).join()}]`;
    if (isTable(value)) return `{${Object.keys(value).sort().map(name => JSON.stringify(name) + canonical(value[name])).join()}}`;
    const source = value instanceof Raw ? value.source : typeof value === "number" ? String(value) : "";
    if (source) return /[.eE]/.test(source) ? `${Number(source)}.` : String(BigInt(source)); // 1.50 is 1.5, and not 1
    return dump(value ?? null);
  }
  const same = (one, other) => canonical(one) === canonical(other);

  // ---------------------------------------------------------------- the file

  const empty = () => ({what: WHAT, version: VERSION, answers: {}, earlier: []});

  const isEntry = entry => isTable(entry) && Object.hasOwn(entry, "value")
    && typeof get(entry, "wording") === "string" && typeof get(entry, "saved") === "string";

  const asEarlier = (key, entry) => ({key, ...(isTable(entry) && Object.hasOwn(entry, "value") ? entry : {value: entry})});

  /** The progress in a file's text under today's keys, mended where entries are none; null if it holds none. */
  function fromText(text) {
    const raw = parse(text);
    if (!isTable(raw)) return null;
    let answers = get(raw, "answers"), earlier = get(raw, "earlier");
    if (!isTable(answers)) answers = answers === undefined || answers === null ? {} : {answers};
    const isUsable = ([, entry]) => isEntry(entry);
    const entries = Object.entries(answers).filter(isUsable);
    if (get(raw, "what") !== WHAT && !entries.length) return null;
    const version = get(raw, "version");
    if (Number.isInteger(version) && version > VERSION && version < NEWEST) {
      throw new ProgressTrouble("This progress file was written by a newer version of the course; "
        + "update the course to read it. Nothing was changed.");
    }
    if (!Array.isArray(earlier)) earlier = earlier === undefined || earlier === null ? [] : [{key: "earlier", value: earlier}];
    const odd = Object.entries(answers).filter(pair => !isUsable(pair)).map(pair => asEarlier(...pair));
    return withNewKeys({...raw, what: WHAT, answers: Object.fromEntries(entries), earlier: [...earlier, ...odd]});
  }

  function withNewKeys(now) {
    for (const [old, key] of Object.entries(RENAMED)) {
      if (!Object.hasOwn(now.answers, old)) continue;
      const {[old]: entry, ...answers} = now.answers;
      now = merge({...now, answers}, {...empty(), answers: {[key]: entry}});
    }
    return now;
  }

  /** The progress as the text of a file, answers in the order of their keys. */
  function toText(now) {
    const answers = Object.fromEntries(Object.entries(now.answers).sort(([a], [b]) => a < b ? -1 : 1));
    return `${dump(flat({...now, answers}, LEVELS), "")}\n`;
  }

  /** The progress with this entry; one that nobody saw, or that answers other words, moves to `earlier`. */
  function put(now, key, entry, seen) {
    const old = get(now.answers, key);
    const isUnseen = old !== undefined && (old.wording !== entry.wording
      || !(same(old.value, seen) || same(old.value, entry.value)));
    return {
      ...now, answers: {...now.answers, [key]: entry},
      earlier: isUnseen ? [...now.earlier, asEarlier(key, old)] : now.earlier,
    };
  }

  /** One from two: the later answer to each question counts, the other one joins `earlier`; so does what stands in
      both under a name that this course does not know, where it differs. */
  function merge(mine, theirs) {
    const answers = {...mine.answers}, superseded = [];
    const isNew = entries => {
      const there = new Set(entries.map(canonical));
      return entry => !there.has(canonical(entry));
    };
    for (const [key, entry] of Object.entries(theirs.answers)) {
      const old = get(answers, key) ?? entry;
      const [first, last] = old.saved <= entry.saved ? [old, entry] : [entry, old];
      Object.defineProperty(answers, key, {value: last, enumerable: true, configurable: true, writable: true});
      if (!same(first, last)) superseded.push(asEarlier(key, first));
    }
    for (const [key, value] of Object.entries(theirs)) {
      if (Object.hasOwn(mine, key) && !Object.hasOwn(empty(), key) && !same(mine[key], value)) superseded.push({key, value});
    }
    const earlier = [...mine.earlier, ...theirs.earlier.filter(isNew(mine.earlier))];
    earlier.push(...superseded.filter(isNew([...mine.earlier, ...theirs.earlier])));
    return {...theirs, ...mine, answers, earlier};
  }

  // ---------------------------------------------------------------- what can be used of an answer

  const UNFIT = Symbol("unfit");
  const text = value => typeof value === "string" ? value.replace(/\p{Surrogate}/gu, "\ufffd") : UNFIT;
  const oneOf = (...choices) => value => choices.includes(value) ? value : UNFIT;
  const fits = pairs => pairs.filter(([, value]) => value !== UNFIT);
  const record = parts => value => !isTable(value) ? UNFIT : Object.fromEntries(
    fits(Object.keys(value).filter(name => Object.hasOwn(parts, name)).map(name => [name, parts[name](value[name])])));
  const listing = (most, part) => value => !Array.isArray(value) ? UNFIT
    : value.slice(0, most).map(part).filter(inside => inside !== UNFIT);
  const row = (length, part) => value => {
    if (!Array.isArray(value) || value.length !== length) return UNFIT;
    const parts = value.map(part);
    return parts.includes(UNFIT) ? UNFIT : parts;
  };
  const all = (names, part) => Object.fromEntries(names.map(name => [name, part]));

  /** Whether this is a date from 2000 to 2199, as ISO text. */
  function isDay(words) {
    const time = /^\d{4}-\d\d-\d\d$/.test(words) ? Date.parse(`${words}T00:00Z`) : NaN;
    return new Date(time).getTime() === time && new Date(time).toISOString().startsWith(words)
      && words >= "2000-01-01" && words <= "2199-12-31";
  }
  const day = value => text(value) === UNFIT || (value && !isDay(value)) ? UNFIT : value;
  const filled = part => value => value === "" ? UNFIT : part(value);

  // ---------------------------------------------------------------- this browser's copy

  let kept = {text: null, value: empty()}; // what was read last
  let memory = null; // the copy where the browser keeps none
  const troubles = new Set();

  function stored() {
    try {
      return localStorage.getItem(STORE);
    } catch {
      return null; // switched off; saving says so
    }
  }

  /** The progress as it is now. Throws ProgressTrouble if a newer version of the course wrote it. */
  function read() {
    const now = memory ?? stored();
    if (now === kept.text) return kept.value;
    const value = now === null ? empty() : fromText(now);
    if (value === null) return setAside(now);
    kept = {text: now, value};
    return value;
  }

  /** Keep an unreadable copy under another name, for somebody may still mend it, and begin a new one. */
  function setAside(now) {
    troubles.add("What this browser had kept could not be read, so it was set aside and a new file begun. "
      + `If you have saved a ${words.file}, take it up.`);
    try {
      localStorage.setItem(`${STORE}-unreadable-${new Date().toISOString()}`, now);
      localStorage.removeItem(STORE);
    } catch { // no room for two: the old one stays, and this page remembers what is typed now
      memory = toText(empty());
    }
    return empty();
  }

  function write(value) {
    const now = toText(value);
    try {
      if (memory === null) localStorage.setItem(STORE, now);
      else memory = now;
    } catch {
      memory = now;
      troubles.add("This browser keeps nothing for this page (a private window, or no room): before you close it, "
        + `save ${words.file} below.`);
    }
    kept = {text: now, value};
  }

  /** What is asked, as the file knows it: a key, the fingerprint of its words, and what can be used of an answer.
      It knows which answer it last loaded or saved. */
  class Question {
    constructor(key, wording, shape) { Object.assign(this, {key, wording, shape, seen: null}); }
    load() {
      const entry = get(read().answers, this.key);
      const value = entry && entry.wording === this.wording ? this.shape(entry.value) : UNFIT;
      this.seen = value === UNFIT ? null : value;
      return structuredClone(this.seen);
    }
    save(value) {
      const saved = new Date().toISOString().replace("Z", "+00:00");
      write(put(read(), this.key, {value, wording: this.wording, saved}, this.seen));
      this.seen = structuredClone(value);
    }
  }

  /** Take up a file's text, and say what was done. Throws ProgressTrouble, changing nothing, for another file. */
  function restore(file) {
    const theirs = fromText(file);
    if (!theirs) {
      throw new ProgressTrouble("That is not an Off Target progress file, so nothing was changed; "
        + `choose the ${words.file} that you saved from this course.`);
    }
    write(merge(read(), theirs));
    return `Answers restored: ${Object.keys(theirs.answers).length}.`;
  }

  /** What went wrong and was not told yet, in sentences. */
  function takeTroubles() {
    const told = [...troubles];
    troubles.clear();
    return told;
  }

  return {
    ProgressTrouble, Question, STORE, text, oneOf, record, listing, row, all, day, filled, isDay, parse, fromText, toText, merge,
    put, restore, takeTroubles, backup: () => toText(read()), isEmpty: () => !Object.keys(read().answers).length,
  };
})();
