import { describe, expect, it } from '@jest/globals';
import { permissionsOf } from '#access/check.js';
import { differences } from '#access/differences/differences.js';
import { type Impact, impactOf } from '#access/differences/impact.js';
import type { View } from '#access/view.js';
import { administeredModels } from '#commands/testing/administered.suite.js';
import type { Sender } from '#commands/testing/orders.suite.js';
import { inEveryStory, type Step, Story } from '#commands/testing/story.suite.js';
import type { Command } from '#commands/schema.js';
import { DomainError } from '#model/errors.js';

/** Everything is counted and listed. */
const limits = { lines: Infinity, budget: Infinity };

/** Whatever is decided happens first on trial, is weighed, and is taken back. */
class Rehearsal extends Story {
  impact: Impact | undefined;

  override decide(sender: Sender, command: Command): Step['outcome'] {
    const { access, now } = this.organization;
    const { revision } = access;
    const mark = access.undo.mark();
    const outcome = super.decide(sender, command);
    this.impact = undefined;
    if (!(outcome instanceof DomainError)) {
      for (const event of outcome) {
        access.evolve({ ...event, revision: access.revision + 1, time: now, actor: 'operator:root' });
      }
      this.impact = impactOf(access.view(revision, now), access.view(access.revision, now), limits);
    }
    access.undo.rollback(mark);
    return outcome;
  }
}

describe.each(administeredModels)('in random stories of the model $name', (document) => {
  it('what a trial says is what differs when it has happened', () => {
    inEveryRehearsal((impact, before, after) => {
      expect(linesOf(impact)).toEqual(linesBetween(before, after));
      expect([impact.counts.gained, impact.counts.lost]).toEqual([impact.gained.length, impact.lost.length]);
    });
  });

  it('what has no impact changes no check', () => {
    inEveryRehearsal(({ counts }, before, after) => {
      if (counts.gained + counts.lost > 0) return;

      expect(allowed(after)).toEqual(allowed(before));
    });
  });

  function inEveryRehearsal(claim: (impact: Impact, before: View, after: View) => void): void {
    const weighed = ({ revision }: Step, story: Story) => {
      const { access, now } = story.organization;
      // Stories are told by the teller that is asked for.
      const { impact } = story as Rehearsal;
      if (impact !== undefined) claim(impact, access.view(revision, now), access.view(access.revision, now));
    };
    inEveryStory(document, weighed, { Teller: Rehearsal });
  }
});

function linesOf({ gained, lost }: Impact): string[] {
  return [
    ...gained.map((line) => `gained ${JSON.stringify(line)}`),
    ...lost.map((line) => `lost ${JSON.stringify(line)}`),
  ].sort();
}

function linesBetween(before: View, after: View): string[] {
  const lines: string[] = [];
  for (const { node, gained, lost, changed: _, causes: __, ...holder } of differences(before, after)) {
    for (const permission of gained) lines.push(`gained ${JSON.stringify({ ...holder, permission, node })}`);
    for (const permission of lost) lines.push(`lost ${JSON.stringify({ ...holder, permission, node })}`);
  }
  return lines.sort();
}

/** Every check that says yes, in words. */
function allowed(view: View): string[] {
  const { people, root, tree } = view.access;
  const persons = Array.from({ length: people.size }, (_, person) => person);
  return tree
    .subtree(root, view.revision)
    .flatMap((node) =>
      persons.flatMap((person) =>
        permissionsOf(view, person, node).map(
          (permission) => `${person} ${view.model.permissions[permission]} ${view.ref(node)}`,
        ),
      ),
    )
    .sort();
}
