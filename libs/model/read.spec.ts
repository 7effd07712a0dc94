import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { DomainError } from './errors.js';
import { parseModelText, readModel } from './read.js';
import { faultsIn, shipped, shippedText } from './testing/shipped.suite.js';

const details = (source: string | Uint8Array, form?: 'json' | 'yaml') =>
  faultsIn(() => readModel(source, form)).map(({ path, detail }) => `${path} ${detail}`);

describe('a text', () => {
  it('is read as YAML', () => {
    expect(readModel('a: [x, "y"]\nb: {c: 1}\nd: off\n').value).toEqual({
      a: ['x', 'y'],
      b: { c: 1 },
      d: 'off',
    });
  });

  it('is read as JSON without being told so', () => {
    expect(readModel('{\n\t"a": [1, true, null],\n\t"b": "\\u00e9\\/"\n}').value).toEqual({
      a: [1, true, null],
      b: 'é/',
    });
  });

  it('is read from bytes, with or without a byte order mark', () => {
    const bytes = new TextEncoder().encode('\uFEFFa: ä');

    expect(readModel(bytes).value).toEqual({ a: 'ä' });
    expect(readModel('\uFEFF{"a": "ä"}', 'json').value).toEqual({ a: 'ä' });
  });

  it('may repeat itself by way of anchors', () => {
    expect(readModel('a: &tree [x, y]\nb: *tree\n').value).toEqual({ a: ['x', 'y'], b: ['x', 'y'] });
  });

  it('says where everything stands', () => {
    const { at } = readModel('a:\n  b: 1\n  c:\n    - x\n    - y: 2\n');

    expect(at('/a/c/1/y')).toEqual({ line: 5, column: 7 });
    expect(at('/a/b')).toEqual({ line: 2, column: 3 });
    expect(at('')).toEqual({ line: 1, column: 1 });
  });

  it('says where the nearest thing stands when something is missing', () => {
    const { at } = readModel('a: &tree\n  b: {c: 1}\nd: *tree\n');

    expect(at('/a/b/nothing/below')).toEqual({ line: 2, column: 3 });
    expect(at('/d/b/c')).toEqual({ line: 2, column: 7 });
  });

  it('means the same as JSON does, whatever the value', () => {
    fc.assert(
      fc.property(fc.jsonValue({ noUnicodeString: false }), fc.constantFrom(0, 2, '\t'), (value, indent) => {
        const text = JSON.stringify(value, null, indent);
        fc.pre(!text.includes('"__proto__"'));
        expect(readModel(text, 'json').value).toEqual(JSON.parse(text));
      }),
    );
  });

  it('is refused in a sentence or read, whatever it is', () => {
    const pieces = fc.constantFrom(
      ...'{}[],:&*!?|>-#%@`"\'\n\t a0~.<',
      '---\n',
      '\n  ',
      '&a ',
      '*a',
      '!!map ',
      '__proto__: ',
    );
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 40 }), (parts) => {
        expect(() => faultsIn(() => readModel(parts.join('')))).not.toThrow();
      }),
    );
  });
});

describe('a text is refused', () => {
  it.each([
    [
      'with a key twice',
      'a: 1\nb: {c: 1, c: 2}',
      ['/b/c the key `c` stands here twice, keep one (line 2, column 11)'],
    ],
    [
      'with a tag',
      'a: !secret x',
      ['/a the tag `!secret` is not taken, write the value without it (line 1, column 12)'],
    ],
    [
      'with a tag of the standard',
      'a: !!binary aGk=',
      ['/a the tag `tag:yaml.org,2002:binary` is not taken, write the value without it (line 1, column 13)'],
    ],
    ['with several documents', 'a: 1\n---\nb: 2\n', [' the text holds 2 documents, send one at a time']],
    ['in YAML 1.1', '%YAML 1.1\n---\na: yes', [' the text asks for YAML 1.1, take out the `%YAML` line']],
    ['with a number that JSON lacks', 'a:\n  - .nan', ['/a/0 `NaN` is no number of JSON (line 2, column 5)']],
    ['with an endless number', 'a: -.inf', ['/a `-Infinity` is no number of JSON (line 1, column 1)']],
    [
      'with a key that changes objects',
      'a:\n  __proto__: {b: 1}',
      ['/a/__proto__ the key `__proto__` is not taken, choose another name (line 2, column 3)'],
    ],
    [
      'with half a character',
      '{"a": "\\ud83d"}',
      ['/a holds half a character, write well-formed Unicode (line 1, column 2)'],
    ],
    ['with an anchor that is nowhere', 'a: *b', ['/a nothing above has the anchor `b` (line 1, column 4)']],
    ['with keys that are no text', '? [a]\n: 1', [' a key must be text (line 1, column 3)']],
    ['with tabs as indentation', 'a:\n\tb: 1', [' tabs are not allowed as indentation (line 2, column 1)']],
    [
      'with a bracket that stays open',
      '{"a": [1',
      [expect.stringMatching(/end with a \] \(line 1/), expect.anything()],
    ],
  ])('%s', (_, text, expected) => {
    expect(details(text)).toEqual(expected);
  });

  it('with bytes that are not UTF-8', () => {
    expect(details(Buffer.from('a: 1\nbc\xff', 'latin1'))).toEqual([
      ' the text is not UTF-8 (line 2, column 3)',
    ]);
  });

  it('with YAML where JSON was announced', () => {
    expect(details('a: 1', 'json')).toEqual([
      ' the text is not JSON, send YAML with the media type `application/yaml`',
    ]);
    expect(details('{"a": 1,}', 'json')).toEqual([
      ' the text is not JSON, send YAML with the media type `application/yaml`',
    ]);
  });

  it('when it contains itself', () => {
    expect(details('a: &a [*a]')).toEqual([
      expect.stringMatching(/ is nested deeper than 32 levels \(line 1, column \d+\)$/),
    ]);
  });

  it.each([
    ['of brackets', '['.repeat(100_000)],
    ['of brackets that are closed', '['.repeat(100_000) + ']'.repeat(100_000)],
    ['of dashes', '- '.repeat(100_000)],
    ['of question marks', '? '.repeat(100_000)],
    ['of maps', '{a: '.repeat(60_000)],
    ['of indentation', Array.from({ length: 300 }, (_, depth) => ' '.repeat(depth) + 'a:').join('\n')],
  ])('with a pile %s', (_, text) => {
    expect(details(text)).toEqual([' the text is nested too deeply']);
  });

  it('with few lines that stand for very many', () => {
    const lines = ['a0: &a0 [x, x, x, x, x, x, x, x, x, x]'];
    for (let n = 1; n < 9; n += 1) lines.push(`a${n}: &a${n} [${`*a${n - 1}, `.repeat(10)}]`);

    expect(details(lines.join('\n'))).toEqual([' the aliases of the text stand for too much, write it out']);
  });

  it('above 256 KiB', () => {
    const text = `a: ${'x'.repeat(256 * 1024 - 3)}`;

    expect(readModel(text).value).toBeDefined();
    for (const source of [`${text}x`, new TextEncoder().encode(`${text}x`), 'ä'.repeat(128 * 1024 + 1)]) {
      expect(() => readModel(source)).toThrow(
        new DomainError('TOO_LARGE', 'the text has more than 256 KiB, make it smaller'),
      );
    }
  });

  it('but not for being 32 levels deep', () => {
    const deep = (levels: number) => '['.repeat(levels) + ']'.repeat(levels);

    expect(details(deep(32))).toEqual([]);
    expect(details(deep(33))).toEqual([expect.stringMatching(/is nested deeper than 32 levels/)]);
    expect(details(Array.from({ length: 32 }, (_, depth) => ' '.repeat(depth) + 'a:').join('\n'))).toEqual(
      [],
    );
  });
});

describe('a document', () => {
  it('is read and validated in one step', () => {
    expect(parseModelText(shippedText('ocp'))).toEqual(shipped('ocp'));
    expect(parseModelText(JSON.stringify(shipped('ocp')), 'json')).toEqual(shipped('ocp'));
  });

  it('says on which lines the faults are', () => {
    const text = shippedText('create')
      .replace('under: [unit]', 'under: [united]')
      .replace('name: create', 'nome: create');
    const line = (needle: string) => text.split('\n').findIndex((line) => line.includes(needle)) + 1;

    expect(faultsIn(() => parseModelText(text)).map(({ detail }) => detail)).toEqual([
      `is missing, add it (line ${line('schema:')}, column 1)`,
      expect.stringMatching(
        new RegExp(`\`nome\` is not a key of the language here.*line ${line('nome:')}, column 1\\)$`),
      ),
    ]);
    const [fault] = faultsIn(() => parseModelText(text.replace('nome', 'name')));
    expect(fault).toMatchObject({ path: '/types/recipe/under/0' });
    expect(fault?.detail).toMatch(
      new RegExp(`^there is no type \`united\`.* \\(line ${line('united')}, column \\d+\\)$`),
    );
  });

  it('is told by its own faults when there is no text to point into', () => {
    expect(faultsIn(() => parseModelText(''))).toEqual([
      { path: '', code: 'MODEL_INVALID', detail: 'must be a map, not nothing' },
    ]);
  });
});
