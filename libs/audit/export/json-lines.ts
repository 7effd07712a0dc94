import type { Format } from './format.js';

/** One JSON object a line, and the manifest as the last: `{"manifest":{...}}`. */
export const jsonLines: Format<object> = {
  name: 'jsonl',
  mediaType: 'application/jsonl; charset=utf-8',
  extension: 'jsonl',
  head: '',
  lines: (records) => records.map((record) => `${JSON.stringify(record)}\n`).join(''),
  carriesManifest: true,
};
