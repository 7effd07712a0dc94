import type { FacetDocument, ModelDocument } from './document.js';
import { typesAbove } from './type-tree.js';

/** What the words of a grant can mean. A compiled model is one; a document under validation makes its own. */
export type Vocabulary = {
  readonly types: ReadonlyMap<string, TypeWords>;
  readonly facets: ReadonlyMap<string, FacetWords>;
};

export type TypeWords = { readonly under: ReadonlySet<string>; readonly oneGrantPerScope: boolean };

export type FacetWords = {
  readonly name: string;
  readonly type: string;
  readonly pick: 'one' | 'many';
  /** Whether `word` is a level, a single permission, `*` or the empty level of the facet. */
  knows(word: string): boolean;
  readonly vocabulary: Iterable<string>;
};

/** The names that a document defines, whether or not it makes sense otherwise. */
export class DocumentVocabulary implements Vocabulary {
  readonly types: ReadonlyMap<string, TypeWords>;
  readonly facets: ReadonlyMap<string, FacetWords>;
  /** Facet by permission. */
  readonly permissions: ReadonlyMap<string, string>;
  readonly derived: ReadonlyMap<string, readonly (readonly string[])[]>;
  /** `undefined` unless exactly one type says that it is the root. */
  readonly rootType: string | undefined;
  private readonly above = new Map<string, ReadonlySet<string>>();
  private readonly answers = new Map<string, boolean>();

  constructor(document: ModelDocument) {
    this.types = new Map(
      Object.entries(document.types).map(
        ([name, { under, one_grant_per_scope: oneGrantPerScope = false }]) => [
          name,
          { under: new Set(under), oneGrantPerScope },
        ],
      ),
    );
    const facets = Object.entries(document.facets);
    this.facets = new Map(facets.map(([name, facet]) => [name, facetWords(name, facet)]));
    this.permissions = new Map(
      // A permission of two facets is a fault; until it is mended it belongs to the first.
      facets
        .toReversed()
        .flatMap(([name, facet]) => permissionsOf(facet).map((permission) => [permission, name])),
    );
    this.derived = new Map(
      Object.entries(document.derived ?? {}).map(([name, { any_of: anyOf }]) => [name, anyOf]),
    );
    const [root, ...others] = Object.entries(document.types).filter(([, { root }]) => root);
    this.rootType = others.length === 0 ? root?.[0] : undefined;
  }

  knowsPermission(name: string): boolean {
    return this.permissions.has(name) || this.derived.has(name);
  }

  /** Below a type that is not known anything may lie: the unknown name is one fault and not many. */
  canLieBelow(type: string, ancestor: string): boolean {
    let above = this.above.get(type);
    if (above === undefined) {
      above = typesAbove((name) => this.types.get(name)?.under ?? [], type);
      if ([...above].some((name) => !this.types.has(name))) above = new Set([...above, ...this.types.keys()]);
      this.above.set(type, above);
    }
    return above.has(ancestor);
  }

  /** Whether the permission can ever be allowed at a resource of the type. A name that is not known counts as if. */
  applies(permission: string, type: string): boolean {
    const lists = this.derived.get(permission);
    if (lists === undefined) {
      const home = this.facets.get(this.permissions.get(permission) ?? '')?.type;
      return home === undefined || home === type || this.canLieBelow(type, home);
    }
    const key = `${type}\n${permission}`;
    let answer = this.answers.get(key);
    if (answer === undefined) {
      this.answers.set(key, true); // What leads back to itself is reported as a cycle.
      answer = lists.some((list) => list.every((needed) => this.applies(needed, type)));
      this.answers.set(key, answer);
    }
    return answer;
  }
}

/** Every permission of the facet, wherever it is listed, without repeats. */
export function permissionsOf({ levels = {}, permissions = [] }: FacetDocument): string[] {
  return [...new Set([...permissions, ...Object.values(levels).flatMap((level) => level.permissions ?? [])])];
}

function facetWords(name: string, facet: FacetDocument): FacetWords {
  const vocabulary = new Set([...Object.keys(facet.levels ?? {}), ...permissionsOf(facet), '*']);
  if (facet.none !== undefined) vocabulary.add(facet.none);
  return { name, type: facet.type, pick: facet.pick, vocabulary, knows: (word) => vocabulary.has(word) };
}
