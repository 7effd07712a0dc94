/** Whether one of the texts holds what is searched for, in whatever case; everything matches where nothing is. */
export function matches(q: string | undefined): (...texts: readonly (string | null)[]) => boolean {
  if (q === undefined) return () => true;
  const wanted = q.toLowerCase();
  return (...texts) => texts.some((text) => text?.toLowerCase().includes(wanted));
}
