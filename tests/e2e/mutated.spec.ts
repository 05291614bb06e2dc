import { sendRubbish } from './mutated-requests';
import { systemUnderTest } from './system-address';
import { Seller } from './seller';

describe('Mutated requests', () => {
  it('are each answered, none with a fault of ours, and nothing stands still: 5,000 of them', async () => {
    const system = systemUnderTest();
    const seller = await Seller.setUp(system);
    const { faults, statuses } = await sendRubbish({
      seller,
      gateway: system.urls.gateway,
      natsUrl: system.natsUrl,
      seed: 20_261_129,
      requests: 5_000,
      // The machine may be busy with other tests.
      patience: 15_000,
      shared: true,
    });
    expect(faults).toEqual([]);
    expect(statuses.get(400)).toBeGreaterThan(1_000);
    expect(statuses.get(200)).toBeGreaterThan(100);
  }, 400_000);
});
