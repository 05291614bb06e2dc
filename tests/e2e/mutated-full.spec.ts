import { startSystemForTests, type TestSystem } from '@daybook/testing';
import { sendRubbish } from './mutated-requests';
import { Seller } from './seller';

describe('100,000 mutated requests', () => {
  let system: TestSystem;

  beforeAll(async () => {
    system = await startSystemForTests({ durable: false });
  }, 240_000);
  afterAll(() => system?.discard());

  it.each([1, 2, 3, 4])(
    'are each answered, none with a fault of ours, and nothing stands still: part %i',
    async (seed) => {
      const { faults } = await sendRubbish({
        seller: await Seller.setUp(system),
        gateway: system.urls.gateway,
        natsUrl: system.natsUrl,
        seed,
        requests: 25_000,
        patience: 5_000,
        bound: 1_000,
        shared: false,
      });
      expect(faults).toEqual([]);
    },
    1_800_000,
  );
});
