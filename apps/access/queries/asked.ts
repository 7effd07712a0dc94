/** What a list was asked with, for its cursor: everything but where and how far to read. */
export function asked(name: string, request: object, ...path: readonly string[]): string[] {
  const { limit: _, cursor: __, atLeast: ___, ...rest } = request as Record<string, unknown>;
  return [name, ...path, JSON.stringify(rest)];
}
