/** What time it is, in UTC milliseconds. Tests bring their own. */
export class Clock {
  constructor(readonly now: () => number) {}
}
