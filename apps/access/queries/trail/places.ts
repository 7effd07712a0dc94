import type { View } from '#access/view.js';
import type { PresentedEvent } from '#ledger/present.js';

/** Whether the event names a resource at or below one of the places, as the tree stands. */
export function liesIn(view: View, places: ReadonlySet<number>, { data }: PresentedEvent): boolean {
  return someText(data, (text) => {
    const node = view.find(text.replace(/\/\*\*$/, ''));
    return (
      node !== undefined && view.access.tree.path(node, view.revision).some((above) => places.has(above))
    );
  });
}

function someText(value: unknown, test: (text: string) => boolean): boolean {
  if (typeof value === 'string') return test(value);
  if (typeof value !== 'object' || value === null) return false;
  return Object.values(value).some((inner) => someText(inner, test));
}
