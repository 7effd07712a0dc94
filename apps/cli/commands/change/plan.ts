import { inWords } from '#audit/words.js';
import type { Effect, Impact, Submitted } from '#client/trail.js';
import type { Session } from '../../session.js';
import { whose } from '../affected.js';
import { Table } from '../../terminal/table.js';
import { printable } from '../../terminal/printable.js';

const eventsShown = 50;
const effectsShown = 200;

/** Prints what commands would come to: the events, warnings, and who would gain and lose what. */
export async function printPlan(session: Session, plan: Submitted): Promise<void> {
  const { output } = session;
  const { events, eventCount, warnings, impact } = plan;
  if (eventCount === 0) {
    await output.line('nothing would change');
    return;
  }
  await output.line(output.style('bold', eventCount === 1 ? '1 event' : `${eventCount} events`));
  await output.lines(events.slice(0, eventsShown).map((event) => `  ${inWords(event)}`));
  await more(session, eventCount - Math.min(events.length, eventsShown));
  await output.lines(
    warnings.map(({ code, detail }) => `${output.style('yellow', 'warning')} ${code}: ${printable(detail)}`),
  );
  if (impact !== undefined) await printImpact(session, impact);
}

/** Who gains and who loses something: nobody, where nobody can do anything else than before. */
async function printImpact(session: Session, { gained, lost, counts }: Impact): Promise<void> {
  const { output } = session;
  const total = counts.gained + counts.lost;
  await output.line(
    output.style('bold', total === 0 ? 'nobody gains or loses anything' : impactHeading(counts)),
  );
  const lines = [
    ...gained.map((effect) => ({ sign: '+', ...effect })),
    ...lost.map((effect) => ({ sign: '-', ...effect })),
  ].slice(0, effectsShown);
  await new Table<Effect & { sign: string }>(output, [
    ['', ({ sign }) => sign],
    ['who', whose],
    ['permission', ({ permission }) => permission],
    ['resource', ({ resource }) => resource],
  ]).rows(lines);
  await more(session, total - lines.length);
}

function impactHeading({ gained, lost }: Impact['counts']): string {
  return `${gained} gained, ${lost} lost`;
}

async function more({ output }: Session, count: number): Promise<void> {
  if (count > 0) await output.line(`  … and ${count} more, --json lists more of them`);
}
