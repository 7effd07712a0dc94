import { Composer, type CST, type Document, Lexer, LineCounter, Parser } from 'yaml';

/** A level of the document takes up to three entries of the parser's stack. */
const stackMax = 100;

export type Composed = {
  /** The first document of the text; the others are only counted. */
  readonly document: Document.Parsed;
  readonly documents: number;
  readonly lines: LineCounter;
};

/**
 * The syntax tree of a text, with the syntax errors in it; `undefined` if it is nested so deeply that composing it
 * would take minutes or the whole stack. Keys are not compared here: the library takes quadratic time for that.
 */
export function compose(text: string): Composed | undefined {
  const lines = new LineCounter();
  const tokens = tokenize(text, lines);
  if (tokens === undefined) return undefined;
  const composer = new Composer({
    version: '1.2',
    schema: 'core',
    strict: true,
    stringKeys: true,
    uniqueKeys: false,
    merge: false,
    resolveKnownTags: false,
  });
  // With the second argument there is a document even in an empty text.
  const [document, ...others] = composer.compose(tokens, true, text.length);
  return document && { document, documents: 1 + others.length, lines };
}

function tokenize(text: string, lines: LineCounter): CST.Token[] | undefined {
  const parser = new Parser(lines.addNewLine);
  const tokens: CST.Token[] = [];
  lines.addNewLine(0);
  for (const lexeme of new Lexer().lex(text)) {
    tokens.push(...parser.next(lexeme));
    if (parser.stack.length > stackMax) return undefined;
  }
  tokens.push(...parser.end());
  return tokens;
}
