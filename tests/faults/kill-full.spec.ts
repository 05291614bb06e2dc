import { endure } from './endure';

describe('While everything is killed again and again', () => {
  it('loses and doubles nothing of 1,000 commands, and never calls itself complete falsely', async () => {
    const endured = await endure({ commands: 1_000, hands: 6, rounds: 4, pauseMs: 2_000 });
    expect(endured.lies).toEqual([]);
    expect(endured.ok).toBeGreaterThan(600);
    expect(endured.watched.complete).toBeGreaterThan(0);
  }, 1_200_000);
});
