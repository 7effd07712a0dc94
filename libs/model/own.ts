/** The member of that name, never what every object inherits: `constructor` and the like are good names in a model. */
export function own<T>(map: Readonly<Record<string, T>>, name: string): T | undefined {
  return Object.hasOwn(map, name) ? map[name] : undefined;
}
