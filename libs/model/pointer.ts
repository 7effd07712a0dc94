/** JSON Pointer (RFC 6901) to the place that the steps lead to. No step: the whole document, an empty text. */
export function pointer(...steps: readonly PropertyKey[]): string {
  return steps.map((step) => `/${String(step).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}
