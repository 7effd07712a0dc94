import type { ModelDocument } from './document.js';
import { DomainError, type Fault } from './errors.js';
import { jsonFaults } from './json.js';
import { refusal, refuseIfAny } from './refusal.js';
import { modelBytesMax, parseModel } from './validate.js';
import { type ModelText, parseYaml, placeText } from './yaml/parse.js';

/**
 * Reads a document as YAML 1.2, of which JSON is a part; `json` refuses what is not JSON. Bytes must be UTF-8.
 * MODEL_INVALID with line and column in the details; TOO_LARGE above 256 KiB.
 */
export function readModel(source: string | Uint8Array, form: 'json' | 'yaml' = 'yaml'): ModelText {
  const bytes = typeof source === 'string' ? Buffer.byteLength(source) : source.byteLength;
  if (bytes > modelBytesMax) {
    throw new DomainError('TOO_LARGE', `the text has more than ${modelBytesMax / 1024} KiB, make it smaller`);
  }
  const text = typeof source === 'string' ? source.replace(/^\uFEFF/, '') : decode(source);
  const read = parseYaml(text);
  if (form === 'json' && !isJson(text)) throw refusal([notJson]);
  refuseIfAny(positioned(jsonFaults(read.value), read));
  return read;
}

/** Reads and validates a document, as `readModel` and `parseModel` do; every fault says where it is. */
export function parseModelText(source: string | Uint8Array, form?: 'json' | 'yaml'): ModelDocument {
  const text = readModel(source, form);
  try {
    return parseModel(text.value);
  } catch (error) {
    if (!(error instanceof DomainError) || error.code !== 'MODEL_INVALID') throw error;
    throw new DomainError(error.code, error.detail, positioned(error.faults, text));
  }
}

const notJson: Fault = {
  path: '',
  code: 'MODEL_INVALID',
  detail: 'the text is not JSON, send YAML with the media type `application/yaml`',
};

function positioned(faults: readonly Fault[], text: ModelText): Fault[] {
  return faults.map((fault) => {
    const position = text.at(fault.path);
    return position === undefined ? fault : { ...fault, detail: fault.detail + placeText(position) };
  });
}

function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    const readable = new TextDecoder('utf-8').decode(bytes);
    const lines = readable.slice(0, readable.indexOf('\uFFFD')).split('\n');
    const place = placeText({ line: lines.length, column: lines.at(-1)!.length + 1 });
    throw refusal([{ path: '', code: 'MODEL_INVALID', detail: `the text is not UTF-8${place}` }]);
  }
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
