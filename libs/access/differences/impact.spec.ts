import { beforeEach, describe, expect, it } from '@jest/globals';
import { Ledger } from '../testing/ledger.suite.js';
import { model } from '../testing/models.suite.js';
import { type Impact, type ImpactLimits, impactOf } from './impact.js';
import { house, using } from './told.suite.js';

let ledger: Ledger;
let then: number;

beforeEach(() => {
  ledger = house();
  then = ledger.revision;
});

function impact(limits?: ImpactLimits): Impact {
  const instant = ledger.access.history.time(ledger.revision);
  return impactOf(ledger.view({ revision: then, instant }), ledger.view(), limits);
}

/** `0 room.look room:a` for a person, `guest house:root 1 room.look room:a` for a role. */
function words({ gained, lost }: Impact): { gained: string[]; lost: string[] } {
  const { roles, tree } = ledger.access;
  const [more, less] = [gained, lost].map((lines) =>
    lines.map((line) => {
      const who =
        'person' in line ? line.person : `${roles.id(line.role)} ${tree.ref(line.place)} ${line.holders}`;
      return `${who} ${line.permission} ${tree.ref(line.node)}`;
    }),
  );
  return { gained: more!, lost: less! };
}

describe('the impact of a change', () => {
  it('is what people and roles gain and lose, a line for each permission on each resource', () => {
    ledger.assign('ben', 'host', 'room:a').override('room:b', 'room', { host: ['use'] });

    expect(words(impact())).toEqual({
      gained: ['1 room.look room:a', '1 room.use room:a'],
      lost: ['guest house:root 1 room.look room:b'],
    });
    expect(impact()).toMatchObject({ counts: { gained: 2, lost: 1 }, truncated: undefined });
  });

  it('is nothing where nothing changes in effect', () => {
    ledger.assign('ana', 'guest', 'floor:1').replace('host', []);

    expect(impact()).toEqual({ gained: [], lost: [], counts: { gained: 0, lost: 0 }, truncated: undefined });
  });

  it('does not grow with those who hold a role', () => {
    for (let user = 0; user < 50; user++) ledger.activate(`u${user}`).assign(`u${user}`, 'guest');
    then = ledger.revision;
    ledger.replace('guest', using);

    expect(words(impact()).gained).toEqual([
      'guest house:root 51 room.use room:a',
      'guest house:root 51 room.use room:b',
    ]);
  });

  it('counts on where it lists no more lines', () => {
    ledger.assign('ben', 'host').revoke('ana', 'guest');
    const cut = impact({ lines: 1, budget: 100 });

    expect(words(cut)).toEqual({ gained: ['1 room.look room:a'], lost: ['0 room.look room:a'] });
    expect(cut).toMatchObject({ counts: { gained: 4, lost: 2 }, truncated: 'lines' });
    expect(impact({ lines: 4, budget: 6 }).truncated).toBeUndefined();
  });

  it('stops counting at its budget and says so', () => {
    ledger.assign('ben', 'host');
    const cut = impact({ lines: 100, budget: 3 });

    expect(cut.counts.gained + cut.counts.lost).toBe(3);
    expect(cut.truncated).toBe('counted');
  });
});

describe('the impact of a foundation', () => {
  it('is all that the first people can do, told where it is decided', () => {
    ledger = new Ledger(model('ocp')).register('group:sales').activate('ana').assign('ana', 'org_admin');

    expect(words(impactOf(undefined, ledger.view()))).toEqual({
      gained: [
        '0 org.manage_members organization:root',
        '0 org.manage_groups organization:root',
        '0 org.manage_roles organization:root',
        '0 org.assign_roles organization:root',
        '0 org.view_audit organization:root',
      ],
      lost: [],
    });
  });
});
