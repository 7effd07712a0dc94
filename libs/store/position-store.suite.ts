import { expect, it } from '@jest/globals';
import { freshHome, type MakeHome } from './home.suite.js';
import type { PositionStore } from './position-store.js';

/** The promises of a home of positions. `durable`: what was saved is there when the home is opened again. */
export function positionStoreSuite(make: MakeHome<PositionStore>, { durable }: { durable: boolean }): void {
  const { store, reopen } = freshHome(make);

  it('knows nothing of a consumer that saved nothing', async () => {
    await store().save('publisher', '1');
    expect(await store().load('mailer')).toBeUndefined();
  });

  it('answers the last position of each consumer, forwards or backwards', async () => {
    await store().save('publisher', '9007199254740993');
    await store().save('mailer', 'C:5/P:5');
    await store().save('publisher', '3');
    expect(await store().load('publisher')).toBe('3');
    expect(await store().load('mailer')).toBe('C:5/P:5');
  });

  if (durable) {
    it('outlives the store', async () => {
      await store().save('publisher', '17');
      await reopen();
      expect(await store().load('publisher')).toBe('17');
    });
  }
}
