/* The two intervals of a share that the clinic needs, as course_lib/intervals.py has them: exact and Wilson's. */
"use strict";
const intervals = (() => {
  const EXACT_UP_TO = 20; // of how many a share has Clopper and Pearson's interval
  const EXCESS = 1.4; // how much likelier than it says one limit may be to miss
  const LEVEL = 0.95;
  const TINY = 1e-300;

  const known = new Map(); // a page asks for the same ones again and again

  /** Share k / n, [share, low, high]: exact for few, Wilson's for many; null if n is 0. */
  function proportion(k, n, level = LEVEL) {
    const key = `${k} ${n} ${level}`;
    if (!known.has(key)) known.set(key, workedOut(k, n, level));
    return known.get(key);
  }

  function workedOut(k, n, level) {
    if (n <= EXACT_UP_TO) return clopperPearson(k, n, level);
    const [share, low, high] = wilson(k, n, level);
    const exact = clopperPearson(k, n, 1 - EXCESS * (1 - level));
    return [share, Math.min(low, exact[1]), Math.max(high, exact[2])];
  }

  /** Share k / n with the exact interval of Clopper and Pearson (1934), by quantiles of the beta distribution. */
  function clopperPearson(k, n, level = LEVEL) {
    if (n === 0) return null;
    const tail = (1 - level) / 2;
    return [k / n, k > 0 ? quantile(tail, 0, k, n - k + 1) : 0, k < n ? quantile(tail, 1, k + 1, n - k) : 1];
  }

  /** Share k / n with Wilson's score interval (1927); n is not 0. */
  function wilson(k, n, level = LEVEL) {
    const z = words.z[level];
    const share = k / n;
    const centre = (share + z ** 2 / (2 * n)) / (1 + z ** 2 / n);
    const half = z / (1 + z ** 2 / n) * Math.sqrt(share * (1 - share) / n + z ** 2 / (4 * n ** 2));
    return [share, k === 0 ? 0 : centre - half, k === n ? 1 : centre + half];
  }

  /** Where a beta distribution (whole a, b >= 1) has so much of its mass below (side 0) or above it (side 1). */
  function quantile(mass, side, a, b) {
    if (side === 0 && b === 1) return mass ** (1 / a); // exact, so that 97.5% is rounded as Python rounds it
    if (side === 1 && a === 1) return b === 1 ? 1 - mass : -Math.expm1(Math.log(mass) / b);
    let low = 0, high = 1, x = a / (a + b);
    for (let step = 0; step < 200; step++) {
      const tail = masses(x, a, b)[side];
      if ((side === 0) === (tail > mass)) high = x; else low = x;
      // Newton's step on the logarithm, for a tail is nearly a power; below, of x itself.
      const slope = a * b / (a + b) * binomial(a, b, x) / (x * (1 - x));
      const move = tail * Math.log(tail / mass) / slope;
      let next = side === 0 ? x * Math.exp(-move / x) : x + move;
      if (!(next > low && next < high)) next = (low + high) / 2;
      if (Math.abs(next - x) <= 1e-15 * x) return next;
      x = next;
    }
    return x;
  }

  /** The mass of a beta distribution below x and above it, by its continued fraction. */
  function masses(x, a, b) {
    const front = binomial(a, b, x);
    if (x < (a + 1) / (a + b + 2)) {
      const below = front * b / (a + b) * fraction(x, a, b);
      return [below, 1 - below];
    }
    const above = front * a / (a + b) * fraction(1 - x, b, a);
    return [1 - above, above];
  }

  /** Lentz's way of working a continued fraction out. */
  function fraction(x, a, b) {
    const apart = value => Math.abs(value) < TINY ? TINY : value;
    let c = 1, d = 1 / apart(1 - (a + b) * x / (a + 1)), product = d;
    for (let m = 1; m < 1e7; m++) {
      const even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m));
      d = 1 / apart(1 + even * d); c = apart(1 + even / c); product *= d * c;
      const odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1));
      d = 1 / apart(1 + odd * d); c = apart(1 + odd / c); product *= d * c;
      if (Math.abs(d * c - 1) < 4e-16) break;
    }
    return product;
  }

  /** The binomial chance of a among a + b at x, without loss where a and b are large: C. Loader, "Fast and accurate
      computation of binomial probabilities" (2000): deviance and Stirling's error in place of factorials. */
  function binomial(a, b, x) {
    const n = a + b, gap = a - n * x; // n * (1 - x) would lose what makes b differ from it
    const log = stirling(n) - stirling(a) - stirling(b) - deviance(a, gap) - deviance(b, -gap);
    return Math.exp(log) * Math.sqrt(n / (2 * Math.PI * a * b));
  }

  /** log n! without Stirling's approximation of it. */
  function stirling(n) {
    if (n > 15) {
      const square = n * n;
      return (1 / 12 - (1 / 360 - (1 / 1260 - (1 / 1680 - 1 / 1188 / square) / square) / square) / square) / n;
    }
    let factorial = 1;
    for (let i = 2; i <= n; i++) factorial *= i;
    return Math.log(factorial) - (n + 0.5) * Math.log(n) + n - Math.log(2 * Math.PI) / 2;
  }

  /** k log(k / mean) + mean - k, where k - mean is the gap; by a series where the two are near each other. */
  function deviance(k, gap) {
    const mean = k - gap;
    if (Math.abs(gap) >= 0.1 * (k + mean)) return k * Math.log(k / mean) + mean - k;
    const v = gap / (k + mean);
    let sum = gap * v, term = 2 * k * v;
    for (let i = 1; i < 1000; i++) {
      term *= v * v;
      const next = sum + term / (2 * i + 1);
      if (next === sum) break;
      sum = next;
    }
    return sum;
  }

  return {proportion, clopperPearson};
})();
