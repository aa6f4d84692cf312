/* Numbers as people type them, and as sentences show them: counts.py, tables/numbers.py and grammar.py of the course.
   The clinic's test compares every answer of this file with theirs. */
"use strict";
const figures = (() => {
  const SPACE = "\\t-\\r\\x1c-\\x20\\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000"; // Python's
  const ENDS = new RegExp(`^[${SPACE}]+|[${SPACE}]+$`, "g");
  const SPACES = new RegExp(`[${SPACE}]+`);
  const THOUSANDS = new RegExp(`^\\p{Nd}{1,3}(?:[${SPACE},]\\p{Nd}{3})+$`, "u");
  const NEGATIVE = new RegExp(`^[-−][${SPACE}]*\\p{Nd}{1,12}$`, "u");
  const GROUPED = new RegExp(`^([+-]?\\p{Nd}{1,3})((?:[${SPACE}'’]\\p{Nd}{3})+)([.,]\\p{Nd}*)?$`, "u"); // 1'200,50
  const ONE_MARK = /^[+-]?(\p{Nd}*)([.,])(\p{Nd}*)$/u; // 12.5, ,5, 1.200
  const MARKED = /^[+-]?\p{Nd}{1,3}(?:([.,])\p{Nd}{3})(?:\1\p{Nd}{3})*(?:([.,])\p{Nd}*)?$/u; // 1.200.000
  const PLAIN = /^[+-]?(\p{Nd}+\.?\p{Nd}*|\.\p{Nd}+)([eE][+-]?\p{Nd}+)?$/u;
  const QUOTED = 40; // characters of what was typed that a sentence repeats

  /** What was typed cannot be counted with; its message is a sentence for whoever typed it. */
  class NumberTrouble extends Error {}
  /** A cell is no number; `remark` says what to make of what is there. */
  class Misread extends Error {
    constructor(remark = "") { super(remark); this.remark = remark; }
  }

  const strip = text => text.replace(ENDS, "");
  const split = text => strip(text).split(SPACES).filter(Boolean);
  const without = (text, end) => text.endsWith(end) ? text.slice(0, text.length - end.length) : text;

  // ---------------------------------------------------------------- as typed

  /** The whole number in a field's text, null if it is empty. Throws a NumberTrouble that begins with `which`. */
  function whole(text, which) {
    let digits = strip(text);
    if (THOUSANDS.test(digits)) digits = digits.replace(/\P{Nd}/gu, "");
    if (!digits) return null;
    if (NEGATIVE.test(digits)) {
      throw new NumberTrouble(`${which} is ${digits}, but a count cannot be below 0. Type 0 or more.`);
    }
    if (!/^[0-9]{1,12}$/.test(digits)) {
      throw new NumberTrouble(`${which} should be a whole number such as 20, found “${quote(digits)}”.`);
    }
    return Number(digits);
  }

  /** The bar in a field's text (shares are typed as percent, to `most`), null if empty. Throws NumberTrouble. */
  function bar(text, unit, most = 100) {
    const digits = strip(without(strip(text), "%"));
    if (!digits) return null;
    let value = NaN, remark = "";
    try {
      value = decimal(digits);
    } catch (trouble) {
      if (!(trouble instanceof Misread)) throw trouble;
      remark = trouble.remark && `, ${trouble.remark}`;
    }
    const limit = unit === "share" ? most : 1e9;
    if (!(value >= 0 && value <= limit) || digits.toLowerCase().includes("e")) {
      const expected = unit === "share" ? `a percentage from 0 to ${general(limit)}` : "a number such as 1.5";
      throw new NumberTrouble(`Your own bar should be ${expected}, found “${quote(text)}”${remark}.`);
    }
    return unit === "share" ? value / 100 : value;
  }

  /** The minutes a week in a field's text, null if it is empty or cannot be read. */
  function minutes(text) {
    try {
      return whole(text, "");
    } catch (trouble) {
      if (trouble instanceof NumberTrouble) return null;
      throw trouble;
    }
  }

  /** A number with its decimal mark. Throws Misread for none, for one that may be two, below 0 or beyond counting. */
  function decimal(cell) {
    let [plain, grouped] = ungrouped(cell);
    if (isAmbiguous(cell)) throw twoReadings(plain);
    const own = ownMark(plain, grouped);
    const at = plain.toLowerCase().indexOf("e");
    const [mantissa, power] = at < 0 ? [plain.toLowerCase(), ""]
      : [plain.toLowerCase().slice(0, at), plain.toLowerCase().slice(at + 1)];
    if (/^[+-]?0*\p{Nd}{1,2}$/u.test(power) && isAmbiguous(mantissa)) throw twoReadings(mantissa, `e${power}`);
    if (own) plain = plain.replaceAll(own === "." ? "," : ".", "").replaceAll(own, ".");
    if (!PLAIN.test(plain)) throw new Misread();
    const value = number(plain);
    if (!(value >= 0 && value < 1e15)) throw new Misread();
    return value;
  }

  /** Whether its one mark may be the decimal one or stand between thousands, as in 1.200 and 12,000. */
  function isAmbiguous(cell) {
    const [plain, grouped] = ungrouped(cell);
    const one = ONE_MARK.exec(plain);
    if (grouped || !one) return false;
    const before = [...one[1]];
    return [...one[3]].length === 3 && before.length >= 1 && before.length <= 3 && before[0] !== "0";
  }

  function twoReadings(plain, power = "") {
    const [small, large] = [plain.replaceAll(",", "."), plain.replace(/[.,]/g, "")]
      .map(digits => significant(number(digits + power), 15));
    return new Misread(`which may be ${small} or ${large}; write ${small} or ${large}`);
  }

  function ungrouped(cell) {
    const match = GROUPED.exec(cell);
    return match ? [match[1] + match[2].replace(/\P{Nd}/gu, "") + (match[3] ?? ""), true] : [cell, false];
  }

  function ownMark(plain, grouped) {
    const one = ONE_MARK.exec(plain);
    if (one) return (!grouped && isAmbiguous(plain)) || !(one[1] || one[3]) ? "" : one[2];
    const marked = MARKED.exec(plain);
    if (!marked || marked[1] === marked[2]) return "";
    return marked[2] ?? (marked[1] === "." ? "," : ".");
  }

  /** The number in digits of any script, which come in tens. */
  function number(text) {
    const isDigit = code => /^\p{Nd}$/u.test(String.fromCodePoint(code));
    return Number(text.replace(/\p{Nd}/gu, digit => {
      let zero = digit.codePointAt(0);
      while (isDigit(zero - 1)) zero--;
      return String((digit.codePointAt(0) - zero) % 10);
    }));
  }

  /** A field's text as a sentence can repeat it: cut short where it is long. */
  function quote(text) {
    const signs = [...strip(text)];
    return signs.length <= QUOTED ? signs.join("") : `${signs.slice(0, QUOTED).join("")}…`;
  }

  /** The texts that count, by field: what was entered, unless it cannot be read and what is saved can. */
  function settle(saved, entered, readable) {
    const counts = name => {
      const old = saved[name], now = entered[name];
      const isSlip = Boolean(strip(now)) && !readable(name, now);
      return isSlip && strip(old) && readable(name, old) ? old : now;
    };
    return Object.fromEntries(Object.keys(entered).map(name => [name, counts(name)]));
  }

  /** What stands in the fields without counting, by field. */
  const slips = (valid, entered) =>
    Object.fromEntries(Object.entries(entered).filter(([name, words]) => words !== valid[name]));

  /** A sentence that says which earlier texts count while others stand in their fields, or "". */
  function still(valid, slip) {
    const old = Object.keys(slip).map(name => valid[name] ?? "").filter(strip).map(quote);
    return old.length ? `${old.join(" and ")} still ${old.length === 1 ? "counts" : "count"}.` : "";
  }

  // ---------------------------------------------------------------- as shown

  /** A number to so many decimals, a tie to the even digit as Python rounds it. */
  function fixed(value, decimals) {
    const size = Math.abs(value), sign = value < 0 || Object.is(value, -0) ? "-" : "";
    let text = size.toFixed(decimals);
    const exact = size < 1e20 ? size.toFixed(decimals + 45) : "";
    const tail = exact.slice(exact.indexOf(".") + 1 + decimals);
    if (/^50+$/.test(tail)) { // toFixed rounds such a tie up
      const below = exact.slice(0, exact.indexOf(".") + (decimals ? decimals + 1 : 0));
      if (Number(below.at(-1)) % 2 === 0) text = below;
    }
    return sign + text;
  }

  const grouped = text => text.replace(/^(-?\d+)/, digits => digits.replace(/\B(?=(\d{3})+$)/g, ","));
  const thousands = value => grouped(fixed(value, 0));

  /** A number to so many significant digits without needless zeros, as Python's format "g" writes it. */
  function significant(value, digits) {
    if (value === 0) return Object.is(value, -0) ? "-0" : "0";
    const power = Number(value.toExponential(digits - 1).split("e")[1]);
    if (power >= -4 && power < digits) {
      const text = fixed(value, digits - 1 - power);
      return text.includes(".") ? text.replace(/\.?0+$/, "") : text;
    }
    const [mantissa, exponent] = value.toExponential(digits - 1).split("e");
    const short = mantissa.includes(".") ? mantissa.replace(/\.?0+$/, "") : mantissa;
    return `${short}e${exponent[0]}${exponent.slice(1).padStart(2, "0")}`;
  }
  const general = (value, digits = 6) => grouped(significant(value, digits));

  /** A number as people write it: "1,200", "1.85", "0.05"; whole from a hundred on, else to two decimals. */
  function amount(value) {
    if (!Number.isFinite(value)) return value > 0 ? "no limit" : "unknown";
    return Math.abs(value) >= 100 ? thousands(value) : without(fixed(value, 2).replace(/0+$/, ""), ".");
  }

  /** A number with its noun: "1 day", "24 hours". */
  const counted = (value, one, many) => `${amount(value)} ${amount(value) === "1" ? one : many}`;

  /** A template with {k}, {n} and {who} filled in; {n:# post|# posts} is "1 post" or "20 posts". */
  function fill(template, k = 0, n = 0, who = "") {
    return template.replace(/\{\{|\}\}|\{(k|n|who)(?::([^{}]*))?\}/g, (match, name, forms) => {
      if (!name) return match[0];
      if (name === "who") return who;
      const digits = amount(name === "k" ? k : n);
      if (!forms) return digits;
      const [one, many] = forms.split("|");
      return (digits === "1" ? one : many).replaceAll("#", digits);
    });
  }

  const literal = text => text.replaceAll("{", "{{").replaceAll("}", "}}");

  const UNITS = {share: "%", points: " points"};

  /** A number without a unit of words: "34%", "1.3", "no limit". */
  function plain(value, unit) {
    if (value === null || Number.isNaN(value)) return "unknown";
    if (!Number.isFinite(value)) return "no limit";
    if (unit in UNITS) {
      const text = fixed(100 * value, 0) + UNITS[unit];
      return text === "1 points" || text === "-1 points" ? without(text, "s") : text;
    }
    const size = Math.abs(value);
    if (size >= 100 || (Number.isInteger(value) && value !== 1)) return thousands(value);
    return fixed(value, size >= 10 ? 1 : 2);
  }

  /** A number as a reader writes it: "34%", "1.3 leads a day". */
  function show(value, unit) {
    const text = plain(value, unit);
    return value === null || Math.abs(value) === Infinity || unit in UNITS ? text : `${text} ${unit}`;
  }

  const SIGNS = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#x27;"};
  const escape = text => text.replace(/[&<>"']/g, sign => SIGNS[sign]);
  const capital = text => text && text[0].toUpperCase() + text.slice(1);
  const sentences = (...parts) => parts.filter(Boolean).join(" ");

  /** Words as they are compared: without case, and with single spaces. */
  const folded = text => [...split(text).join(" ")]
    .map(sign => sign === "ı" ? sign : sign.toLowerCase().toUpperCase().toLowerCase()).join("");

  /** The picture of numbers on a line, as inline SVG: one mark above it, an estimate with its interval below. */
  function numberLine(above, below, span, unit) {
    const LEFT = 4, RIGHT = 96, AXIS = 42; // per cent of the width; pixels
    const values = [above, below].flatMap(mark => [mark.value, mark.low, mark.high])
      .filter(value => value !== null && value !== undefined && Number.isFinite(value));
    const first = Math.min(...span, ...values), most = Math.max(...span, ...values);
    const last = most > first ? most : first + 1;
    const x = value => {
      const inside = Math.min(Math.max(value, first), last);
      return Number(fixed(LEFT + (RIGHT - LEFT) * (inside - first) / (last - first), 2));
    };
    const f = value => Number.isInteger(value) ? `${value}.0` : String(value); // as Python writes it
    const anchor = at => at < 35 ? "start" : at > 65 ? "end" : "middle";
    const label = (at, y, text, side, opacity = 1) =>
      `<text x="${f(at)}%" y="${y}" text-anchor="${side}" opacity="${opacity}">${escape(text)}</text>`;
    const tick = value => unit in UNITS ? `${fixed(100 * value, 0)}%` : general(value, 4);
    const bar = x(above.value), middle = x(below.value), y = AXIS + 12;
    const low = x(below.low ?? below.value), high = x(below.high ?? below.value);
    return `<svg width="100%" height="100" role="img" aria-label="${escape(`${above.text}; ${below.text}`)}" `
      + 'fill="currentColor" stroke="none" font-size="14">'
      + `<line x1="${f(LEFT)}%" x2="${f(RIGHT)}%" y1="${AXIS}" y2="${AXIS}" stroke="currentColor" opacity="0.6"/>`
      + label(LEFT, 94, tick(first), "start", 0.8) + label(RIGHT, 94, tick(last), "end", 0.8)
      + `<svg x="${f(bar)}%" overflow="visible"><path d="M0 ${AXIS} l-7 -14 h14 z"/></svg>`
      + `<line x1="${f(bar)}%" x2="${f(bar)}%" y1="${AXIS}" y2="${AXIS + 24}" stroke="currentColor" stroke-dasharray="3 3"/>`
      + label(bar, 18, above.text, anchor(bar))
      + `<line x1="${f(low)}%" x2="${f(high)}%" y1="${y}" y2="${y}" stroke="currentColor" stroke-width="6" opacity="0.45"/>`
      + `<circle cx="${f(middle)}%" cy="${y}" r="6"/>`
      + label(middle, y + 24, below.text, anchor(middle)) + "</svg>";
  }

  return {
    NumberTrouble, strip, split, whole, bar, minutes, quote, settle, slips, still, fixed, thousands, significant, general,
    amount, counted, fill, literal, plain, show, escape, capital, sentences, folded, numberLine,
  };
})();
