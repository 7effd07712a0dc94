import { Access } from '#access/access.js';
import type { Fact } from '#events/event.js';
import { busyTime, summary } from './measure.js';
import { large, ledger, manyChanges } from './organization.js';
import { atLeast, count, heading, line, perSecond, rates, times } from './print.js';

// Events that the fold takes in a second. They come as they do from a store: parsed from text a moment ago.

const rounds = 5;
const page = 10_000;
const bar = 200_000;

const texts = Array.from(ledger(large, manyChanges), (fact) => JSON.stringify(fact));

const parsing: number[] = [];
const folding: number[] = [];
for (let round = 0; round < rounds; round++) {
  const access = new Access();
  let [parsed, folded] = [0, 0];
  for (let from = 0; from < texts.length; from += page) {
    const start = busyTime();
    // The texts were written from facts.
    const facts = texts.slice(from, from + page).map((text) => JSON.parse(text) as Fact);
    const between = busyTime();
    for (const fact of facts) access.evolve(fact);
    folded += busyTime() - between;
    parsed += between - start;
  }
  parsing.push(parsed / texts.length);
  folding.push(folded / texts.length);
}
const [baseline, fold] = [summary(parsing), summary(folding)];

heading(`replay: ${count(texts.length)} events, ${count(large.people)} people`);
line('baseline: JSON.parse of the events', perSecond(baseline), rates(baseline));
const ratio = times(fold.median, baseline.median);
const verdict = atLeast(1e9 / fold.median, bar, `${count(bar)}/s`);
line('into the fold', perSecond(fold), ratio, rates(fold), verdict);
