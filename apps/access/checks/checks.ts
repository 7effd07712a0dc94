import type { Facts } from '#access/facts.js';
import type { View } from '#access/view.js';
import { codes, DomainError } from '#model/errors.js';
import type { Caller } from '#platform/caller.js';
import type { Metrics } from '../metrics/metrics.js';
import { type Asker, needs } from '../questions/asker.js';
import type { When } from '../questions/as-of.js';
import type { Batch } from './batch-request.js';
import { type Acquainted, decide, explained } from './decision.js';
import type { Question } from './evaluation-request.js';
import { presentExplanation } from './explanation.js';

const allow = '{"decision":true}';
const deny = '{"decision":false}';

/** Answers checks for somebody, as JSON text. */
export class Checks {
  constructor(private readonly metrics: Metrics) {}

  /**
   * Refuses who may not ask at all. What a person may ask depends on each question.
   *
   * @throws DomainError FORBIDDEN
   */
  permit(caller: Caller, { asOf }: When): void {
    needs(caller, 'check');
    if (asOf !== undefined) needs(caller, 'audit');
  }

  /** The plain answer to somebody who may ask anything. */
  plain(view: View<Facts>, directory: Acquainted, question: Question): string {
    return this.#counted(decide(view, directory, question, true));
  }

  /** @throws DomainError FORBIDDEN for a person who asks about others without the right */
  one(asker: Asker, view: View, question: Question, { explain, asOf }: When & { explain: boolean }): string {
    if (asker.person !== undefined) permitPerson(asker, question, asOf !== undefined);
    return this.#answer(asker, view, question, explain);
  }

  /** What a person may not ask is an error of its item. */
  many(asker: Asker, view: View, batch: Batch, { asOf }: When): string {
    return answersTo(batch, ({ question, explain }) =>
      this.#oneOfMany(asker, view, question, { explain, ...(asOf !== undefined && { asOf }) }),
    );
  }

  /** Plain answers to somebody who may ask anything. */
  manyPlain(view: View<Facts>, directory: Acquainted, batch: Batch): string {
    return answersTo(batch, ({ question }) => this.plain(view, directory, question));
  }

  #oneOfMany(asker: Asker, view: View, question: Question, options: When & { explain: boolean }): string {
    if (asker.person === undefined) return this.#answer(asker, view, question, options.explain);
    try {
      return this.one(asker, view, question, options);
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      const { code, detail } = error;
      return JSON.stringify({
        decision: false,
        context: { error: { status: codes[code], code, message: detail } },
      });
    }
  }

  #answer(asker: Asker, view: View, question: Question, explain: boolean): string {
    const { directory } = asker.ledger;
    const trusted = asker.person === undefined;
    if (!explain) return this.#counted(decide(view, directory, question, trusted));
    const explanation = explained(view, directory, question, trusted);
    const plain = this.#counted(explanation.decision);
    if (!mayExplain(asker, question, explanation.decision)) return plain;
    const names = (person: number) => directory.name(person);
    const context = JSON.stringify({ grantline: presentExplanation(explanation, view.revision, names) });
    return `${plain.slice(0, -1)},"context":${context}}`;
  }

  #counted(decision: boolean): string {
    if (decision) {
      this.metrics.allowed += 1;
      return allow;
    }
    this.metrics.denied += 1;
    return deny;
  }
}

/** All answers as one, up to the one that the batch stops at. */
function answersTo({ items, stopAt }: Batch, answerTo: (item: Batch['items'][number]) => string): string {
  const answers: string[] = [];
  for (const item of items) {
    const answer = answerTo(item);
    answers.push(answer);
    if (stopAt !== undefined && answer.startsWith(stopAt ? '{"decision":true' : '{"decision":false')) break;
  }
  return `{"evaluations":[${answers.join(',')}]}`;
}

function permitPerson(asker: Asker, question: Question, past: boolean): void {
  const ref = `${question.resourceType}:${question.resource}`;
  if (past) asker.needsRight(['view_audit'], ref);
  if (!isAboutSelf(asker, question)) asker.needsRight(['list_members'], ref);
}

/** Why somebody is allowed is the person's own matter; what hides a right tells about others. */
function mayExplain(asker: Asker, question: Question, decision: boolean): boolean {
  if (asker.person === undefined || (decision && isAboutSelf(asker, question))) return true;
  return asker.hasRight(['view_audit'], `${question.resourceType}:${question.resource}`);
}

function isAboutSelf(asker: Asker, { subjectType, subject }: Question): boolean {
  return subjectType === 'user' && asker.isSelf(subject);
}
