import type { Fault } from '../errors.js';
import { pointer } from '../pointer.js';
import { refusal, refuseIfAny } from '../refusal.js';
import { type Composed, compose } from './compose.js';
import { inspect, offsetOf } from './inspect.js';

/** Line and column, both from 1. */
export type Position = { readonly line: number; readonly column: number };

/** What a text says, and where. */
export type ModelText = {
  readonly value: unknown;
  /** Position of what a JSON Pointer leads to, or of the nearest thing around it. */
  at(path: string): Position | undefined;
};

/** Reads one document of YAML 1.2. MODEL_INVALID for everything that has no plain meaning, with its line and column. */
export function parseYaml(text: string): ModelText {
  const composed = compose(text);
  if (composed === undefined) throw refusal([fault('', 'the text is nested too deeply')]);
  const { document, lines } = composed;
  refuseIfAny([...syntaxFaults(composed), ...streamFaults(composed)]);
  return {
    value: plainValue(document),
    at(path) {
      const offset = offsetOf(document, steps(path));
      return offset === undefined ? undefined : positionOf(lines, offset);
    },
  };
}

/** How a detail ends that has a place in the text. */
export function placeText({ line, column }: Position): string {
  return ` (line ${line}, column ${column})`;
}

function positionOf(lines: Composed['lines'], offset: number): Position {
  const { line, col: column } = lines.linePos(offset);
  return { line, column };
}

function syntaxFaults({ document, lines }: Composed): Fault[] {
  const at = (offset: number): string => placeText(positionOf(lines, offset));
  const complaints = [...document.errors, ...document.warnings]
    // Tags are refused altogether, with their path.
    .filter(({ code }) => code !== 'TAG_RESOLVE_FAILED')
    .map(({ code, message, pos: [offset] }) => {
      const detail = code === 'NON_STRING_KEY' ? 'a key must be text' : lowerFirst(message);
      return fault('', detail + at(offset));
    });
  return [
    ...complaints.filter(({ detail }, index) => detail !== complaints[index - 1]?.detail),
    ...inspect(document).map(({ steps, offset, detail }) => fault(pointer(...steps), detail + at(offset))),
  ];
}

function streamFaults({ document, documents }: Composed): Fault[] {
  const faults: Fault[] = [];
  if (documents > 1) faults.push(fault('', `the text holds ${documents} documents, send one at a time`));
  const { explicit, version } = document.directives.yaml;
  if (explicit && version !== '1.2') {
    faults.push(fault('', `the text asks for YAML ${version}, take out the \`%YAML\` line`));
  }
  return faults;
}

function plainValue(document: Composed['document']): unknown {
  try {
    return document.toJS({ maxAliasCount: 100 });
  } catch {
    // The only thing that can still go wrong: few lines that stand for very many.
    throw refusal([fault('', 'the aliases of the text stand for too much, write it out')]);
  }
}

function fault(path: string, detail: string): Fault {
  return { path, code: 'MODEL_INVALID', detail };
}

function steps(path: string): string[] {
  return path
    .split('/')
    .slice(1)
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));
}

function lowerFirst(message: string): string {
  return message.charAt(0).toLowerCase() + message.slice(1);
}
