import type { TrailEvent } from '../trail-event.js';

type Groups = AsyncIterable<readonly TrailEvent[]>;

/** Trails merged by time, each with its oldest event first. Of events at the same time those of the first trail go first. */
export async function* inTimeOrder(...trails: readonly Groups[]): AsyncGenerator<readonly TrailEvent[]> {
  const sources = trails.map(oneByOne);
  try {
    const heads = await Promise.all(sources.map((source) => source.next()));
    while (true) {
      let earliest = -1;
      heads.forEach((head, index) => {
        if (head.done === true) return;
        const least = heads[earliest];
        if (least === undefined || least.done === true || head.value.time < least.value.time)
          earliest = index;
      });
      const head = heads[earliest];
      if (head === undefined || head.done === true) return;
      yield [head.value];
      heads[earliest] = await sources[earliest]!.next();
    }
  } finally {
    await Promise.all(sources.map((source) => source.return(undefined)));
  }
}

async function* oneByOne(groups: Groups): AsyncGenerator<TrailEvent, undefined> {
  for await (const group of groups) yield* group;
}
