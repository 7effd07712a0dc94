import { Command } from 'commander';
import { exitCodes } from '../../exit-codes.js';
import { type JsonOption, withJson } from '../../options.js';
import type { Session } from '../../session.js';
import { printFaults, readDocument } from './document.js';

export function modelTestCommand(session: Session): Command {
  const { output } = session;
  return withJson(
    new Command('test')
      .description('Runs the golden cases of a document')
      .argument('<file>', 'the document, or - for standard input'),
  ).action(async (path: string, { json }: JsonOption) => {
    const { document, faults } = await readDocument(session, path);
    if (document === undefined) {
      await printFaults(session, path, faults, json);
      session.exitCode = exitCodes.no;
      return;
    }
    const { runModelTests } = await import('#access/golden.js');
    const failures = runModelTests(document);
    const tests = document.tests ?? [];
    for (const { name, expect } of tests) {
      const failed = failures.filter(({ test }) => test === name);
      const cases = expect.reduce((sum, { allow = [], deny = [] }) => sum + allow.length + deny.length, 0);
      if (json) {
        await output.json({ test: name, passed: failed.length === 0, cases, failures: failed });
        continue;
      }
      const verdict = failed.length === 0 ? output.style('green', 'passed') : output.style('red', 'failed');
      await output.line(`${verdict}  ${name} (${cases} cases)`);
      await output.lines(failed.map(({ detail, path }) => `        ${detail} ${output.style('dim', path)}`));
    }
    const wrong = new Set(failures.map(({ test }) => test)).size;
    if (!json) output.note(`${tests.length - wrong} passed, ${wrong} failed`);
    session.exitCode = wrong === 0 ? exitCodes.ok : exitCodes.no;
  });
}
