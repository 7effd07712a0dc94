const patience = 5_000;

/** Asks again until the answer is the one that is waited for; the last answer where that takes too long. */
export async function eventually<Answer>(
  ask: () => Promise<Answer>,
  isIt: (answer: Answer) => boolean,
): Promise<Answer> {
  const began = performance.now();
  for (;;) {
    const answer = await ask();
    if (isIt(answer) || performance.now() - began > patience) return answer;
  }
}
