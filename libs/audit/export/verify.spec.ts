import { after } from '#access/testing/ledger.suite.js';
import { beforeAll, describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { toldEvents } from '../words/examples.suite.js';
import { trailColumns } from './columns.js';
import { csv } from './csv.js';
import { Export } from './export.js';
import type { Format } from './format.js';
import { jsonLines } from './json-lines.js';
import type { About, Manifest } from './manifest.js';
import { trail, type TrailRecord } from './trail.js';
import { type Verdict, verifyExport } from './verify.js';

const about: About = {
  content: 'trail',
  organization: 'acme',
  model: 'ocp@1',
  asOf: { revision: 12, time: after(12) },
  version: '0.1.0',
};

async function exported(format: Format<TrailRecord>): Promise<{ bytes: Buffer; manifest: Manifest }> {
  const pieces: Uint8Array[] = [];
  const whole = new Export(trail([toldEvents]), format, about);
  for await (const piece of whole) pieces.push(piece);
  return { bytes: Buffer.concat(pieces), manifest: whole.manifest! };
}

/** The bytes in pieces of these sizes, over and over. */
function* pieces(bytes: Buffer, sizes: readonly number[]): Generator<Uint8Array> {
  for (let at = 0, index = 0; at < bytes.length; index += 1) {
    const size = sizes[index % sizes.length]!;
    yield bytes.subarray(at, at + size);
    at += size;
  }
}

const verdict = async (bytes: Buffer, manifest?: Manifest): Promise<Verdict['verdict']> =>
  (await verifyExport([bytes], manifest)).verdict;

describe('an export that carries its manifest', () => {
  let bytes: Buffer;
  let manifest: Manifest;
  beforeAll(async () => {
    ({ bytes, manifest } = await exported(jsonLines));
  });

  it('is whole, in whatever pieces it arrives', async () => {
    const sizes = fc.array(fc.integer({ min: 1, max: 3_000 }), { minLength: 1, maxLength: 5 });
    const property = fc.asyncProperty(sizes, async (sizes) => {
      expect(await verifyExport(pieces(bytes, sizes))).toEqual({ verdict: 'whole', manifest });
    });
    // A byte at a time, and with the manifest in a piece of its own.
    await fc.assert(property, { examples: [[[1]], [[manifest.bytes]], [[manifest.bytes - 1, 1]]] });
    expect(await verdict(bytes, manifest)).toBe('whole');
  });

  it('is cut wherever it ends too early', async () => {
    const property = fc.asyncProperty(fc.nat(bytes.length - 1), async (end) => {
      expect(await verdict(bytes.subarray(0, end))).toBe('cut');
      expect(await verdict(bytes.subarray(0, end), manifest)).toBe('cut');
    });
    await fc.assert(property, { numRuns: 300 });
    expect(await verdict(bytes.subarray(0, -1))).toBe('cut');
  });

  it('is altered by any other byte in a record, a line less, and a line more', async () => {
    const property = fc.asyncProperty(
      // Without the line end before it the manifest is no line of its own, and the export reads as cut.
      fc.nat(manifest.bytes - 2),
      fc.integer({ min: 1, max: 255 }),
      async (at, change) => {
        const other = Buffer.from(bytes);
        other[at] = other[at]! ^ change;

        expect(await verdict(other)).toBe('altered');
      },
    );
    await fc.assert(property, { numRuns: 300 });
    const lines = bytes.toString().split(/(?<=\n)/);
    expect(await verdict(Buffer.from(lines.toSpliced(3, 1).join('')))).toBe('altered');
    expect(await verdict(Buffer.from(lines.toSpliced(3, 0, lines[3]!).join('')))).toBe('altered');
  });

  it('is altered where its own manifest is not the given one', async () => {
    const other = {
      ...manifest,
      sha256: manifest.sha256.replace(/^./, (digit) => (digit === '0' ? '1' : '0')),
    };

    expect(await verdict(bytes, other)).toBe('altered');
  });

  it('is no export at all without a line that is a manifest', async () => {
    for (const junk of [
      '',
      '\n',
      '{"manifest":{}}\n',
      'x'.repeat(200_000),
      `${JSON.stringify({ manifest, more: 1 })}\n`,
    ]) {
      expect(await verdict(Buffer.from(junk))).toBe('cut');
    }
  });
});

describe('an export with its manifest beside it', () => {
  let bytes: Buffer;
  let manifest: Manifest;
  beforeAll(async () => {
    ({ bytes, manifest } = await exported(csv(trailColumns)));
  });

  it('is whole, in whatever pieces it arrives', async () => {
    for (const size of [1, 7, 100_000]) {
      expect(await verifyExport(pieces(bytes, [size]), manifest)).toEqual({ verdict: 'whole', manifest });
    }
  });

  it('is cut when it is shorter, altered when it is longer or other', async () => {
    const other = Buffer.from(bytes);
    other[100] = other[100]! ^ 1;

    expect(await verifyExport([bytes.subarray(0, -10)], manifest)).toEqual({
      verdict: 'cut',
      detail: `it has ${bytes.length - 10} bytes in the place of ${bytes.length}, export it again`,
    });
    expect(await verdict(Buffer.concat([bytes, bytes]), manifest)).toBe('altered');
    expect(await verdict(other, manifest)).toBe('altered');
  });
});
