import { StoreCorrupt } from '#store/event-store.js';
import { describe, expect, it } from '@jest/globals';
import { open, seal } from './cipher.js';

const key = new Uint8Array(32).fill(1);

describe('sealed bytes', () => {
  it('open under the same key, in the same place', () => {
    expect(open(key, seal(key, 'Grüße', 'place'), 'place').toString()).toBe('Grüße');
    expect(open(key, seal(key, Uint8Array.of(0, 255), 'place'), 'place')).toEqual(Buffer.of(0, 255));
    expect(open(key, seal(key, '', 'place'), 'place')).toHaveLength(0);
  });

  it('read `v1.<iv>.<ciphertext>.<tag>` and never the same twice', () => {
    expect(seal(key, 'ana', 'place')).toMatch(/^v1\.[\w-]{16}\.[\w-]{4}\.[\w-]{22}$/);
    expect(seal(key, 'ana', 'place')).not.toBe(seal(key, 'ana', 'place'));
  });

  it('do not open elsewhere, under another key, changed or cut', () => {
    const sealed = seal(key, 'ana', 'place');
    const [version, iv, ciphertext, tag] = sealed.split('.');
    expect(() => open(key, sealed, 'other place')).toThrow(StoreCorrupt);
    expect(() => open(new Uint8Array(32).fill(2), sealed, 'place')).toThrow(StoreCorrupt);
    const damaged = [
      '',
      'ana',
      `v2.${iv}.${ciphertext}.${tag}`,
      `${version}.${iv}.${ciphertext}`,
      `${version}.${iv}..${tag}`,
      `${version}.${iv}.AAAA.${tag}`,
      `${version}.${iv}.${ciphertext}.`,
      `${version}.${iv}.${ciphertext}.${tag!.slice(0, 6)}`,
      `${version}..${ciphertext}.${tag}`,
    ];
    for (const text of damaged) expect(() => open(key, text, 'place')).toThrow(StoreCorrupt);
  });
});
