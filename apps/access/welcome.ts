import type { Config } from './config.js';
import { change, type Demo, story } from './demo.js';
import type { Made } from './first-start.js';
import type { Service } from './service.js';

/** What whoever makes a first start has to know, said once. */
export function welcome(url: string, { operatorKey, demo }: Made, { config, masterKey }: Service): string {
  return [
    '',
    '-'.repeat(80),
    `Grantline listens on ${url}  (${url}/docs describes every call)`,
    '',
    ...ofMasterKey(config.store, masterKey),
    ...ofOperator(operatorKey),
    ...(demo === undefined ? [] : ofDemo(url, keyInShell(operatorKey), demo)),
    '-'.repeat(80),
    '',
  ].join('\n');
}

function ofMasterKey(store: Config['store'], { configured, file }: Service['masterKey']): string[] {
  if (store === 'memory') {
    return ['GRANTLINE_STORE=memory: EVERYTHING IS LOST when this process ends. For trials only.', ''];
  }
  return [
    '!! KEEP THE MASTER KEY SAFE. The names and addresses of all people are encrypted under it.',
    `!! If the key ${configured ? 'of GRANTLINE_MASTER_KEY' : `in ${file}`} is lost, they are lost, in every backup too.`,
    '!! Copy it to where you keep such secrets, away from the backups of the data.',
    '',
  ];
}

/** A key that somebody has configured is not shown to others. */
function ofOperator({ secret, configured, file }: Made['operatorKey']): string[] {
  if (configured) return ['The operator "root" has the key of GRANTLINE_OPERATOR_KEY.', ''];
  const kept = file === undefined ? '' : ` and kept in ${file}`;
  return [`The key of the operator "root", shown this once${kept}:`, '', `  ${secret}`, ''];
}

function keyInShell({ secret, configured }: Made['operatorKey']): string {
  return configured ? '$GRANTLINE_OPERATOR_KEY' : secret;
}

function ofDemo(url: string, key: string, { organization, revision }: Demo): string[] {
  const base = `${url}/v1/organizations/${organization}`;
  const question = {
    subject: { type: 'user', id: story.user },
    action: { name: story.permission },
    resource: { type: story.type, id: story.id },
  };
  const check = (options: object) =>
    curl(key, `${base}/access/v1/evaluation`, { ...question, context: { grantline: options } });
  return [
    `Try it on the organization "${organization}".`,
    '',
    '1. May Ben see the sales dashboards? No, and the answer says what took it away:',
    '',
    check({ explain: true }),
    '',
    '2. List the role of Ben on them, too:',
    '',
    curl(key, `${base}/commands`, change),
    '',
    '   (Ask 1 again: now he may.)',
    '',
    `3. The same question as of revision ${revision}, before the change:`,
    '',
    check({ explain: true, asOf: revision }),
    '',
  ];
}

function curl(key: string, url: string, body: object): string {
  return [
    `curl -s ${url} \\`,
    `  -H "Authorization: Bearer ${key}" -H 'Content-Type: application/json' \\`,
    `  -d '${JSON.stringify(body)}'`,
  ].join('\n');
}
