/* From answers to scorecard and plan: planning/ of the course, with what its widgets say beside them.
   The clinic's test makes plans of random progress files, here and in Python, and compares every word. */
"use strict";
const planning = (() => {
  const {escape, fixed, minutes: readMinutes, quote, sentences, settle, show, slips, still, strip, thousands, whole} = figures;
  const {PROBLEM, FINE, NOT_SURE, NO_DATA, NOT_FOR_YOU} = judge;
  const MOST = 12, HIGH = 9, LOW = 4; // of a self-score, and from where on evidence is a surprise
  const CAP = 2; // what "always" counts for without evidence
  const DAYS = 90, NONE = 0, BUDGET = "budget";
  const LEAST = 15, ASSUMED = 60, WEEK = 10080, TWO = 30, THREE = 60, AT_MOST = 3; // minutes a week, and acts
  const WIDE = 0.5, STAY = 0.25, DOUBTED = 6;
  const AIM = 2, TRACK = 14, ANSWER = 5; // what anybody can begin with
  const SETTLED = "settled", LEANING = "leaning", BELIEF = "belief", BEGINNING = "beginning", OWN = "own";
  const ROWS = 40;

  const two = number => String(number).padStart(2, "0");

  // ---------------------------------------------------------------- questions of the progress file

  const kindQuestion = () => new progress.Question(words.kind.key, words.kind.seal, progress.oneOf(...Object.keys(words.kinds)));

  function verdictQuestion(reason) {
    const texts = progress.all(judge.TEXTS, progress.text), ids = options => progress.oneOf(...options.map(one => one.id));
    const beside = Object.fromEntries((reason.count?.beside ?? []).map(one => [one.id, ids(one.options)]));
    const row = progress.record({
      ...progress.all(["name", "words", "minutes", "slip"], progress.text), ticks: progress.listing(20, progress.text)});
    return new progress.Question(`${two(reason.number)}.own_numbers`, reason.seals.gate, progress.record({
      gate: ids(reason.gate.options), ...texts, no_more: progress.oneOf(true, false), beside: progress.record(beside),
      rows: progress.listing(ROWS, row), slip: progress.record(texts)}));
  }

  const scoreQuestion = ({number, seals}, id) => new progress.Question(`${two(number)}.self_score.${id}`, seals[id], progress.record({
    answer: progress.oneOf(null, ...Object.keys(words.points)), evidence: progress.text}));

  const decideQuestion = number => new progress.Question(`${two(number)}.decide`, words.decideSeal, progress.record({
    ...progress.all(Object.keys(words.decide), progress.text), review: progress.day,
    slip: progress.record(progress.all(["minutes", "review"], progress.text))}));

  function planQuestion() {
    const numbers = words.reasons.map(one => one.number), chosen = progress.row(AT_MOST, progress.oneOf(NONE, ...numbers));
    const minutes = progress.all(numbers.map(String), progress.text);
    return new progress.Question(words.plan.key, words.plan.seal, progress.record({
      start: progress.filled(progress.day), chosen, suggested: chosen, budget: progress.text,
      minutes: progress.record(minutes), slip: progress.record({...minutes, [BUDGET]: progress.text}),
      id: progress.filled(progress.text)}));
  }

  // ---------------------------------------------------------------- self-score and Decide line

  const replies = reason => Object.fromEntries(reason.statements.map(({id}) =>
    [id, {answer: null, evidence: "", ...scoreQuestion(reason, id).load()}]));

  /** 0 to 3 for one statement; "always" counts as 2 until some evidence is typed. */
  function points(reply) {
    const worth = words.points[reply.answer ?? "no"] ?? 0;
    return strip(reply.evidence ?? "") ? worth : Math.min(worth, CAP);
  }

  const total = given => Object.values(given).reduce((sum, reply) => sum + points(reply), 0);

  /** The self-score of 0 to 12, null unless all statements are answered. */
  const score = given => Object.values(given).every(reply => reply.answer) ? total(given) : null;

  /** The sum out of what could be had, what is still open, and why an "always" is capped. */
  function scoreSummary(given) {
    const most = 3 * Object.keys(given).length, open = Object.values(given).filter(reply => reply.answer === null).length;
    const sum = open ? `${total(given)} of ${most} so far; ${open} of the ${most / 3} not answered yet.` : `${total(given)} of ${most}.`;
    const capped = Object.keys(given).filter(id => given[id].answer === "always" && points(given[id]) < words.points.always);
    if (!capped.length) return sum;
    const which = capped.length === 1 ? `statement ${capped[0]}` : `statements ${joined(capped)}`;
    return `${sum} “Always” counts as ${CAP} instead of 3 in ${which}, until you type what shows it.`;
  }

  const joined = names => names.length < 2 ? names.join("") : `${names.slice(0, -1).join(", ")} and ${names.at(-1)}`;

  const decided = (saved = {}) => Object.fromEntries(Object.keys(words.decide).map(name => [name, saved?.[name] ?? ""]));
  const deed = then => then.startsWith("I ") ? then.slice(2) : then;

  /** Why a field of the Decide line cannot be read, in a sentence; "" if it can. */
  function decideTrouble(name, text) {
    if (name === "minutes") return unreadable(text, words.decide[name]);
    if (name === "review" && text && !progress.isDay(text)) {
      return `The review should be on a day from 2000 to 2199, found ${quote(text)}.`;
    }
    return "";
  }

  function unreadable(text, label) {
    try {
      whole(text, label);
      return "";
    } catch (trouble) {
      if (trouble instanceof figures.NumberTrouble) return trouble.message;
      throw trouble;
    }
  }

  /** The plan line as a reader would say it, with what is still open: {text, tone}. */
  function decideSentence(plan, slip = {}) {
    const names = Object.keys(words.decide);
    const texts = Object.fromEntries(names.map(name => [name, figures.split(plan[name]).join(" ").replace(/\.+$/, "")]));
    const effort = sentencePart([texts.owner, texts.minutes && `${texts.minutes} minutes a week`]);
    let watch = sentencePart([texts.count, texts.target && `target ${texts.target}`]);
    if (texts.review) {
      const when = progress.isDay(texts.review) ? spoken(texts.review) : texts.review;
      watch = watch ? `Review on ${when}: ${watch}` : `Review on ${when}`;
    }
    const terms = [effort, watch].filter(Boolean).map(clause => `${figures.capital(clause)}.`).join(" ");
    const line = strip(`If ${texts.if || "…"}, then I ${deed(texts.then) || "…"}. ${terms}`);
    const entered = {...plan, ...slip};
    const troubles = names.map(name => decideTrouble(name, entered[name])).filter(Boolean);
    if (troubles.length) return {text: sentences(line, ...troubles, still(plan, slip)), tone: "wrong"};
    const open = names.filter(name => !texts[name]).map(name => words.decide[name][0].toLowerCase() + words.decide[name].slice(1));
    if (open.length) return {text: `${line} Still open: ${open.join(", ")}.`, tone: "plain"};
    return {text: `${line} Complete, and saved.`, tone: "right"};
  }

  const sentencePart = parts => parts.filter(Boolean).join(", ");

  // ---------------------------------------------------------------- the scorecard

  /** One row a reason in teaching order, from what is saved: {number, title, belief, own, decide, reason}. */
  function rows() {
    const kind = kindQuestion().load() ?? words.usual;
    return words.reasons.map(raw => {
      const reason = judge.ofKind(raw, kind);
      const own = judge.judged(reason, verdictQuestion(reason).load() ?? {});
      const evidence = own && own.verdict !== NO_DATA ? own : null;
      return {
        number: reason.number, title: reason.title, reason, belief: score(replies(reason)), own, evidence,
        verdict: evidence ? evidence.verdict : NO_DATA, decide: decided(decideQuestion(reason.number).load()),
      };
    });
  }

  function surprise({belief, verdict}) {
    if (belief === null) return "";
    if (belief >= HIGH && verdict === PROBLEM) return "you believed better";
    return belief <= LOW && verdict === FINE ? "you believed worse" : "";
  }

  /** How many rows have which verdict, in a sentence. */
  function summary(scores) {
    const verdicts = scores.map(row => row.verdict), many = kind => verdicts.filter(one => one === kind).length;
    const kinds = [PROBLEM, NOT_SURE, FINE, NO_DATA, ...(many(NOT_FOR_YOU) ? [NOT_FOR_YOU] : [])];
    return `Of ${verdicts.length} reasons: ${kinds.map(kind => `${many(kind)} ${kind}`).join(", ")}. `
      + "A business exactly at its bar is called a problem about 3 times in 100, a healthy one hardly ever. "
      + "So count a lone problem again before you act on it.";
  }

  // ---------------------------------------------------------------- what a plan weighs of each reason

  function candidate({number, reason, own, belief, ...row}) {
    const finding = row.evidence, {act, sign} = reason;
    const verdict = finding?.few ? NO_DATA : row.verdict;
    const isProblem = verdict === PROBLEM, isUnsure = verdict === NOT_SURE, known = verdict !== NO_DATA;
    const gap = finding && isProblem ? gapOf(finding, sign.bar, act.failing ?? null) : null;
    return {
      number, act, title: reason.title, belief, known, gap, settled: gap !== null,
      lean: finding && isUnsure ? leanOf(finding) : null, fine: known && !isProblem && !isUnsure,
    };
  }

  function gapOf(finding, bar, failing) {
    if (finding.estimate === null || failing === null) return 1;
    return Math.min(Math.abs(finding.estimate - finding.bar) / Math.abs(failing - bar), 1);
  }

  function leanOf({low, high, bar, good}) {
    if (low === null || high === null || high <= low) return null;
    const below = (Math.min(Math.max(bar, low), high) - low) / (high - low);
    return good === "above" ? below : 1 - below;
  }

  // ---------------------------------------------------------------- which acts, in which order, for how long

  const places = budget => budget < TWO ? 1 : budget < THREE ? 2 : AT_MOST;
  const first = (list, rank) => list.reduce((best, one) => best === null || compare(rank(one), rank(best)) < 0 ? one : best, null);

  /** Two ranks place by place. */
  function compare(one, other) {
    for (let i = 0; i < one.length; i++) if (one[i] !== other[i]) return one[i] < other[i] ? -1 : 1;
    return 0;
  }

  /** The plan for a scorecard's candidates and minutes a week: {chosen, leftOut}. */
  function choose(candidates, budget, last, typed) {
    const pool = poolOf(candidates, new Set(last)), many = places(budget);
    const picks = pool.settled(many);
    let chosen = picks.map(one => [one, SETTLED]);
    if (chosen.length < Math.min(many, 2)) chosen.push(...pool.unsettled(picks, Math.min(many, 2) - chosen.length));
    if (!chosen.length) chosen = pool.beginning().slice(0, many).map(one => [one, BEGINNING]);
    const ordered = inOrder(chosen), numbers = ordered.map(([one]) => one.number);
    const minutes = shareOut(budget, ordered.map(([one]) => one), typed);
    return {
      chosen: ordered.map(([one, basis]) => ({
        number: one.number, basis, minutes: minutes[one.number], firstSteps: firstSteps(one, numbers, candidates)})),
      leftOut: pool.leftOut(picks, budget),
    };
  }

  /** The plan of the reasons that an owner chose, in that order. */
  function arrange(candidates, numbers, budget, typed, suggestion) {
    const own = [...new Set(numbers)].map(number => candidates.find(one => one.number === number)).filter(Boolean);
    const minutes = shareOut(budget, own, typed);
    return own.map(one => ({
      number: one.number, basis: suggestion.find(other => other.number === one.number)?.basis ?? basisOf(one),
      minutes: minutes[one.number], firstSteps: firstSteps(one, own.map(other => other.number), candidates)}));
  }

  /** Minutes a week by reason: to each the least it needs, then in order up to those typed or the usual ones. */
  function shareOut(budget, acts, typed) {
    let left = budget;
    const minutes = {};
    for (const {number, act} of acts) left -= minutes[number] = Math.min(act.least, typed[number] ?? act.least, left);
    for (const {number, act} of acts) {
      const more = Math.max(Math.min((typed[number] ?? act.usual) - minutes[number], left), 0);
      minutes[number] += more;
      left -= more;
    }
    return minutes;
  }

  function poolOf(all, last) {
    const problems = all.filter(one => one.settled);
    const draw = problems.map(one => one.number).sort((a, b) => a - b).join();
    const lot = one => sha256(`${draw}:${one.number}`);
    const isLast = one => last.has(one.number);
    const rank = one => [
      -Number((one.gap ?? 0) + STAY * isLast(one) >= WIDE), -Number(isLast(one)), one.belief ?? DOUBTED, lot(one)];
    const families = picks => new Set(picks.map(one => one.act.family));
    const writes = one => one.act.kind === "write";
    return {
      /** At most so many settled problems, one a family. */
      settled(many) {
        let picks = [];
        while (picks.length < many) {
          const taken = families(picks), free = problems.filter(one => !taken.has(one.act.family));
          if (!free.length) break;
          picks.push(first(free, rank));
        }
        const others = problems.filter(one => !writes(one));
        if (picks.length && others.length && picks.every(writes)) {
          const rest = picks.slice(0, -1), taken = families(rest), fresh = others.filter(one => !taken.has(one.act.family));
          if (fresh.length) picks = [...rest, first(fresh, rank)];
        }
        return picks;
      },
      /** At most so many more: what leans to the bad side most, then what is believed worst; one of each. */
      unsettled(picks, many) {
        const taken = families(picks), result = [];
        let isWriting = picks.some(writes);
        const leaning = all.filter(one => one.lean !== null && one.lean > 0.5 && !taken.has(one.act.family)
          && !(isWriting && writes(one)));
        if (leaning.length && many) {
          const most = first(leaning, one => [-one.lean, lot(one)]);
          result.push([most, LEANING]);
          taken.add(most.act.family);
          isWriting ||= writes(most);
        }
        const doubted = all.filter(one => isDoubted(one) && !taken.has(one.act.family));
        if (doubted.length && result.length < many && !isWriting) {
          result.push([first(doubted, one => [one.belief, lot(one)]), BELIEF]);
        }
        return result;
      },
      /** What anybody can begin with, as far as it is not settled as fine. */
      beginning() {
        const open = number => all.find(one => one.number === number && !one.fine);
        return [open(AIM) ?? open(TRACK), open(ANSWER)].filter(Boolean);
      },
      /** Every settled problem that was not picked, the nearest first, with what parted it. */
      leftOut(picks, budget) {
        const rest = problems.filter(one => !picks.includes(one));
        return rest.sort((a, b) => compare(rank(a), rank(b))).map(one => ({number: one.number, why: whyNot(one)}));

        function whyNot(one) {
          const pick = picks.find(other => other.act.family === one.act.family);
          if (pick) return `One habit with “${pick.title}”: it may move too; count it again on day ${DAYS}.`;
          const many = places(budget);
          if (many < AT_MOST) return `${budget} minutes a week carry ${many === 1 ? "one act" : "two acts"}.`;
          const theirs = rank(picks.at(-1)), at = rank(one).findIndex((mine, i) => mine !== theirs[i]);
          return PARTED[at];
        }
      },
    };
  }

  const PARTED = [
    "Nearer its bar than the others.",
    "The others were in your last plan.",
    "You scored the others lower.",
    "As urgent as the last one chosen, and left out by lot: swap them if you like.",
  ];

  const isDoubted = one => !one.known && one.belief !== null && one.belief <= DOUBTED;

  /** Settled, leaning, belief; the wide gaps first; stop, write, start, move; and no write after a move. */
  function inOrder(chosen) {
    const bases = [SETTLED, LEANING, BELIEF, BEGINNING];
    const rank = ([one, basis]) => [
      bases.indexOf(basis), Number((one.gap ?? 0) < WIDE), words.actKinds.indexOf(one.act.kind)];
    const ordered = [...chosen].sort((a, b) => compare(rank(a), rank(b)));
    for (const pair of ordered.filter(([one]) => one.act.kind === "write")) {
      const move = ordered.findIndex(([one, basis]) => one.act.kind === "move" && basis === pair[1]);
      const place = ordered.indexOf(pair);
      if (move >= 0 && move < place) {
        ordered.splice(place, 1);
        ordered.splice(move, 0, pair);
      }
    }
    return ordered;
  }

  function firstSteps(one, chosen, candidates) {
    const fine = candidates.filter(other => other.fine).map(other => other.number);
    return (one.act.needs ?? []).filter(number => !chosen.includes(number) && !fine.includes(number));
  }

  function basisOf(one) {
    if (one.settled) return SETTLED;
    if (one.lean !== null && one.lean > 0.5) return LEANING;
    return isDoubted(one) ? BELIEF : OWN;
  }

  // ---------------------------------------------------------------- the plan as it is saved

  const day = (iso, after) => new Date(Date.parse(`${iso}T00:00Z`) + after * 86400000).toISOString().slice(0, 10);
  const MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
    "November", "December"];
  const monthDay = iso => `${Number(iso.slice(8))} ${MONTHS[Number(iso.slice(5, 7)) - 1]}`;
  const spoken = iso => `${monthDay(iso)} ${Number(iso.slice(0, 4))}`;

  /** The settings of a saved answer, filled up; `today` is an ISO date. */
  function settingsOf(saved, today) {
    const weekday = (new Date(`${today}T00:00Z`).getUTCDay() + 6) % 7; // Monday is 0
    return {
      start: saved.start || day(today, 7 - weekday), chosen: saved.chosen ?? null,
      suggested: (saved.suggested ?? []).filter(Boolean),
      texts: {...saved.minutes, ..."budget" in saved ? {[BUDGET]: saved.budget} : {}}, slips: saved.slip ?? {}, id: saved.id ?? "",
    };
  }

  /** Why a field's text is no number of minutes that a plan can use, in a sentence; "" if it is one. */
  function minutesTrouble(name, text) {
    const label = name === BUDGET ? "Your minutes a week" : `The minutes for ${name}`;
    const trouble = unreadable(text, label);
    if (trouble) return trouble;
    const value = whole(text, label);
    if (value === null) return "";
    if (value > WEEK) return `${label} should be at most ${thousands(WEEK)}, which is a whole week, found ${thousands(value)}.`;
    if (name === BUDGET && value < LEAST) return `${label} should be ${LEAST} or more, found ${value}: fewer carry no act.`;
    return "";
  }

  const budgetOf = ({texts}) => minutesTrouble(BUDGET, texts[BUDGET] ?? "") ? null : readMinutes(texts[BUDGET] ?? "");

  /** The settings after these texts were typed: one that cannot be read leaves the one that counts. */
  function withEntered(settings, entered) {
    const before = Object.fromEntries(Object.keys(entered).map(name => [name, settings.texts[name] ?? ""]));
    const valid = settle(before, entered, (name, text) => !minutesTrouble(name, text));
    const others = Object.fromEntries(Object.entries(settings.slips).filter(([name]) => !(name in entered)));
    return {...settings, texts: {...settings.texts, ...valid}, slips: {...others, ...slips(valid, entered)}};
  }

  /** What the settings make of a scorecard: {scores, settings, suggestion, chosen, actions, places, isOwn}. */
  function planOf(scores, settings) {
    const candidates = scores.map(candidate), typed = {};
    for (const row of scores) {
      const text = settings.texts[row.number] || row.decide.minutes;
      const value = minutesTrouble("", text) ? null : readMinutes(text);
      if (value !== null) typed[row.number] = value;
    }
    const budget = budgetOf(settings) || ASSUMED;
    const suggestion = choose(candidates, budget, settings.chosen ?? settings.suggested, typed);
    const own = (settings.chosen ?? []).filter(Boolean);
    const suggested = suggestion.chosen.map(one => one.number);
    const isOwn = settings.chosen !== null && own.join() !== suggested.join();
    const chosen = isOwn ? arrange(candidates, own, budget, typed, suggestion.chosen) : suggestion.chosen;
    const now = isOwn ? settings : {...settings, chosen: null};
    const row = number => scores.find(one => one.number === number);
    return {
      scores, settings: now, suggestion, chosen, isOwn, candidates,
      places: [...chosen.map(one => one.number), NONE, NONE, NONE].slice(0, AT_MOST),
      actions: chosen.map(one => action(row(one.number), one, now.start, now.texts[one.number] ?? "", scores)),
    };
  }

  /** What is saved of a plan. */
  function record({settings, suggestion}) {
    const {start, texts, chosen, id} = settings;
    const minutes = Object.fromEntries(Object.entries(texts).filter(([name, text]) => text && name !== BUDGET));
    const suggested = [...suggestion.chosen.map(one => one.number), NONE, NONE, NONE].slice(0, AT_MOST);
    return {
      start, budget: texts[BUDGET] ?? "", minutes, suggested, ...chosen ? {chosen} : {},
      ...Object.keys(settings.slips).length ? {slip: settings.slips} : {}, ...id ? {id} : {},
    };
  }

  // ---------------------------------------------------------------- its lines

  function action(row, chosen, start, minutes, scores) {
    const {reason} = row, {basis} = chosen, entered = row.decide, end = day(start, DAYS);
    const own = basis === BELIEF ? {} : entered; // where nobody has counted, to count is all there is to do
    return {
      lesson: row.number, title: basis === BELIEF ? `Count first: ${reason.title}` : reason.title,
      if: own.if || (basis === BELIEF ? "it is the first day of this plan" : reason.decide.if_hint),
      then: deed(own.then || (basis === BELIEF
        ? `make the count of “${reason.title}” that nobody has made yet, and come back with it` : reason.decide.then_hint)),
      owner: entered.owner || "me", minutes: chosen.minutes, start, end, sign: own.count || reason.act.number,
      count: countOf(reason, basis, own.count ?? ""), target: own.target || targetOf(reason, row),
      review: entered.review || end, stop: stopRule(basis, end), why: why(row, basis),
      guess: guess(strip(minutes) || entered.minutes, chosen.minutes),
      first: chosen.firstSteps.map(number => scores.find(one => one.number === number).reason.act.step ?? "").join(" "),
      get effort() { return `${this.minutes} minutes a week${this.guess ? ` (${this.guess})` : ""}`; },
    };
  }

  function why({evidence, belief}, basis) {
    if (basis === SETTLED && evidence) {
      return `Settled: ${evidence.facts}${evidence.estimate === null ? "" : `; the bar is ${evidence.bar_words}`}.`;
    }
    if (basis === LEANING && evidence) {
      return `Not settled, and most of what is plausible is bad: ${evidence.facts}; the bar is ${evidence.bar_words}.`;
    }
    if (basis === BELIEF) return `You scored ${belief} of ${MOST}; nobody has counted.`;
    if (basis === BEGINNING) return "Begin with what needs no verdict: nothing is settled yet.";
    return "Your own choice: no count or answer has settled that this is a problem.";
  }

  function countOf({act}, basis, own) {
    if (own) return "Your own number: count it so that more is better, on day 0 and on day 90 the same way.";
    return sentences(act.day0, basis === LEANING && "Does day 0 lean to fine? Then cross this act out.",
      act.slow && `This number is slow: it may not have moved by day ${DAYS}.`);
  }

  function targetOf({act, sign}, {evidence}) {
    const isSame = act.bar === sign.bar && act.good === sign.good && sign.unit === "share";
    const bar = isSame && evidence?.unit === "share" ? evidence.bar : act.bar;
    if (bar === 0 && act.good === "below") return "none";
    return `${show(bar, "share")} ${act.good === "above" ? "or more" : "or less"}`;
  }

  function stopRule(basis, end) {
    if (basis === BELIEF) return `Drop it on ${monthDay(end)} if nobody has counted.`;
    return `On ${monthDay(end)}: better than day 0, keep it; no difference seen, change or drop it; worse, stop.`;
  }

  function guess(typed, minutes) {
    if (!strip(typed)) return "our guess";
    const wanted = readMinutes(typed);
    if (wanted === null) return `our guess: “${quote(typed)}” is no number of minutes`;
    return wanted > minutes ? `you wrote ${thousands(wanted)}; there is room for ${minutes}` : "";
  }

  // ---------------------------------------------------------------- what is said beside it

  /** On what the suggestion rests, and that it can be changed. */
  function whyThese({isOwn, scores, suggestion, chosen, candidates}) {
    if (isOwn) {
      const names = suggestion.chosen.map(one => `“${scores.find(row => row.number === one.number).title}”`);
      return `This is your own choice. Your scorecard suggests ${joined(names) || "no act"}.`;
    }
    const source = "The words come from your Decide lines, and from our examples where those are blank.";
    if (chosen.some(one => one.basis === SETTLED)) {
      return "Settled problems first, one of each habit, and no more than your minutes carry. Swap any of them. " + source;
    }
    if (chosen.length) return `Begin with what needs no verdict: nothing is settled as a problem yet. ${source}`;
    if (candidates.every(one => one.fine)) {
      return "Everything you looked at is fine, so there is nothing to change. Choose one if you know better.";
    }
    return "Nothing is settled, leans to the bad side or is believed to be bad: count one thing more, or choose.";
  }

  /** How the minutes were shared out, in a sentence or two. */
  function shares({settings, chosen}) {
    const given = budgetOf(settings), budget = given || ASSUMED;
    const assumed = given ? "" : `You have not said how many minutes; we take ${ASSUMED} a week. `;
    if (!chosen.length) return strip(assumed);
    const used = chosen.reduce((sum, one) => sum + one.minutes, 0);
    if (chosen.some(one => one.minutes === 0 && strip(settings.texts[one.number] ?? "") !== "0")) {
      return `${assumed}${budget} minutes a week are too few for all of these: drop one, or find more.`;
    }
    const rest = used < budget ? `; ${budget - used} stay yours` : "";
    return `${assumed}${used} of ${assumed ? "" : "your "}${budget} a week${rest}.`;
  }

  /** Every settled problem that is not in the plan, [title, why]. */
  function leftOut({scores, suggestion, chosen}) {
    const isChosen = number => chosen.some(one => one.number === number);
    const whys = new Map(suggestion.leftOut.map(one => [one.number, one.why]));
    for (const one of suggestion.chosen) {
      if (!isChosen(one.number) && one.basis === SETTLED) whys.set(one.number, "You chose something else.");
    }
    return [...whys].filter(([number]) => !isChosen(number))
      .map(([number, text]) => [scores.find(row => row.number === number).title, text]);
  }

  // ---------------------------------------------------------------- the page to print

  const LONGEST = 420, LARGE = 10.5, SMALL = 6.5, FITS = 3000;

  /** plan.html: the plan as one sheet of A4, as planning/page.py makes it; `whole` has what is cut here. */
  function page(actions, text, today, whole = "plan.csv") {
    const start = actions[0]?.start ?? today, blocks = actions.map((one, place) => block(place + 1, one, whole));
    const checks = Object.entries(words.checkIns).map(([after, what]) =>
      `<li><b>Day ${after}, ${spoken(day(start, Number(after)))}.</b> ${escape(what)} <i>________</i></li>`).join("");
    const length = blocks.reduce((sum, one) => sum + one.size, 0) + width(text) + width(Object.values(words.checkIns).join(" "));
    const size = Math.min(Math.max(LARGE * Math.sqrt(FITS / Math.max(length, 1)), SMALL), LARGE);
    return '<!doctype html><html lang="en-GB"><head><meta charset="utf-8"><title>My 90-day plan</title>'
      + `<style>${words.planStyle}@media print{body{font-size:${fixed(size, 1)}pt}}</style></head>`
      + `<body><h1>My 90-day plan, from ${spoken(start)}</h1><p>${escape(short(text, whole))}</p>`
      + `${blocks.map(one => one.html).join("")}<h2>Check-ins</h2><ul>${checks}</ul></body></html>\n`;
  }

  function block(place, one, whole) {
    const cut = text => short(text, whole);
    const terms = Object.entries({
      Why: one.why, First: one.first, Who: `${cut(one.owner)}, ${one.effort} from ${spoken(one.start)}`,
      Number: `${cut(one.sign)}. Target: ${cut(one.target)}.`, Count: one.count,
      Counted: ["day 0: _____ of _____", "day 90: _____ of _____", `weeks in which it happened: _____ of ${words.weeks}`]
        .map(text => text.replaceAll(" ", "\u00a0")).join("     "),
      Review: one.review === one.end ? "" : spoken(one.review),
    }).filter(([, text]) => text);
    const line = `If ${cut(one.if)}, then I ${cut(one.then)}.`;
    return {
      html: `<section><h2>${escape(`${place}. ${one.title}`)}</h2><p class=line>${escape(line)}</p><dl>`
        + `${terms.map(([name, text]) => `<dt>${name}</dt><dd>${escape(text)}</dd>`).join("")}</dl></section>`,
      size: width(line) + terms.reduce((sum, [, text]) => sum + width(text) + 40, 0),
    };
  }

  /** The text, cut where it is longer than a sheet has room for. */
  function short(text, whole) {
    let sum = 0, head = "";
    for (const sign of text) {
      sum += width(sign);
      if (sum > LONGEST) return `${head.replace(/\s+$/, "")}… (whole in ${whole})`;
      head += sign;
    }
    return text;
  }

  function width(text) {
    let sum = 0;
    for (const sign of text) {
      const code = sign.codePointAt(0);
      sum += /^\p{Uppercase}$/u.test(sign) || (code > 0x10ff && words.wide.some(([from, to]) => code >= from && code <= to)) ? 2 : 1;
    }
    return sum;
  }

  // ---------------------------------------------------------------- SHA-256, by which lots are drawn

  const PRIMES = [];
  for (let n = 2; PRIMES.length < 64; n++) if (PRIMES.every(prime => n % prime)) PRIMES.push(n);
  const fraction = root => (root - Math.floor(root)) * 2 ** 32 | 0;
  const ROUNDS = PRIMES.map(prime => fraction(Math.cbrt(prime)));
  const BEGIN = PRIMES.slice(0, 8).map(prime => fraction(Math.sqrt(prime)));

  /** The digest of an ASCII text in hex (FIPS 180-4); the browser's own is not there on plain http. */
  function sha256(text) {
    const bytes = [...text].map(sign => sign.charCodeAt(0)), bits = bytes.length * 8;
    bytes.push(0x80);
    while (bytes.length % 64 !== 56) bytes.push(0);
    for (let shift = 56; shift >= 0; shift -= 8) bytes.push(Math.floor(bits / 2 ** shift) & 255);
    const state = [...BEGIN], turn = (x, n) => x >>> n | x << 32 - n;
    for (let at = 0; at < bytes.length; at += 64) {
      const w = Array.from({length: 16}, (_, i) => bytes.slice(at + 4 * i, at + 4 * i + 4).reduce((x, byte) => x << 8 | byte, 0));
      for (let i = 16; i < 64; i++) {
        const a = w[i - 15], b = w[i - 2];
        w[i] = w[i - 16] + (turn(a, 7) ^ turn(a, 18) ^ a >>> 3) + w[i - 7] + (turn(b, 17) ^ turn(b, 19) ^ b >>> 10) | 0;
      }
      let [a, b, c, d, e, f, g, h] = state;
      for (let i = 0; i < 64; i++) {
        const one = h + (turn(e, 6) ^ turn(e, 11) ^ turn(e, 25)) + (e & f ^ ~e & g) + ROUNDS[i] + w[i] | 0;
        const two = (turn(a, 2) ^ turn(a, 13) ^ turn(a, 22)) + (a & b ^ a & c ^ b & c) | 0;
        [h, g, f, e, d, c, b, a] = [g, f, e, d + one | 0, c, b, a, one + two | 0];
      }
      [a, b, c, d, e, f, g, h].forEach((value, i) => { state[i] = state[i] + value | 0; });
    }
    return state.map(value => (value >>> 0).toString(16).padStart(8, "0")).join("");
  }

  return {
    MOST, NONE, BUDGET, ASSUMED, AT_MOST, kindQuestion, verdictQuestion, scoreQuestion, decideQuestion, planQuestion, replies,
    points, score, scoreSummary, decided, deed, decideTrouble, decideSentence, rows, surprise, summary, settingsOf,
    minutesTrouble, withEntered, planOf, record, whyThese, shares, leftOut, page, spoken, day,
  };
})();
