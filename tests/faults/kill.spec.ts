import { endure } from './endure';

describe('While everything is killed in turn', () => {
  it('loses and doubles nothing that was accepted, and never calls itself complete falsely', async () => {
    const endured = await endure({ commands: 150, hands: 4, rounds: 1, pauseMs: 1_200 });
    expect(endured.lies).toEqual([]);
    expect(endured.ok).toBeGreaterThan(80);
    expect(endured.refused).toBeGreaterThan(5);
    expect(endured.watched.complete).toBeGreaterThan(0);
  }, 300_000);
});
