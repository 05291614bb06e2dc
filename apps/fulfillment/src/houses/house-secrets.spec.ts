import { ReceiveFulfillmentWebhook, RotateHouseSecrets } from '@daybook/contracts';
import { FulfillmentFixture, HOUSE_SECRETS_KEY } from '../testing/fulfillment-fixture';

const NEXT_KEY = Buffer.alloc(32, 2).toString('base64');

describe("A house's secrets", () => {
  let fulfillment: FulfillmentFixture;

  beforeAll(async () => {
    fulfillment = await FulfillmentFixture.start();
  }, 60_000);
  afterAll(() => fulfillment.stop());

  async function kept(): Promise<string[]> {
    const found = await fulfillment.database.query<{ secret: string }>('select secret from house_secret');
    return found.map(({ secret }) => secret);
  }

  async function isTaken(secret: string): Promise<boolean> {
    const { id } = await fulfillment.ordered();
    const webhook = fulfillment.signed(fulfillment.message('accepted', id), {}, secret);
    try {
      await fulfillment.caller.call(ReceiveFulfillmentWebhook, webhook);
      return true;
    } catch (error) {
      expect(error).toMatchObject({ code: 'fulfillment.webhook_signature_invalid' });
      return false;
    }
  }

  it('are encrypted in the database, and none of them stands there in the clear', async () => {
    const secrets = await kept();
    expect(secrets).toHaveLength(2);
    for (const secret of secrets) expect(secret).toMatch(/^sealed\.v1\./);
    expect(await isTaken(fulfillment.house.webhookSecret)).toBe(true);
  });

  it('left in the clear by an older version, or encrypted with the key before, are encrypted anew at the start', async () => {
    const before = await kept();
    await fulfillment.database.query(`update house_secret set secret = $1 where purpose = 'webhooks'`, [
      fulfillment.house.webhookSecret,
    ]);
    await fulfillment.restart({ HOUSE_SECRETS_KEY: NEXT_KEY, HOUSE_SECRETS_KEY_BEFORE: HOUSE_SECRETS_KEY });
    for (const secret of await kept()) {
      expect(secret).toMatch(/^sealed\.v1\./);
      expect(before).not.toContain(secret);
    }
    await fulfillment.restart({ HOUSE_SECRETS_KEY: NEXT_KEY });
    expect(await isTaken(fulfillment.house.webhookSecret)).toBe(true);
  });

  it('end at once when they are replaced without overlap', async () => {
    const old = fulfillment.house.webhookSecret;
    const { webhookSecret } = await fulfillment.caller.call(RotateHouseSecrets, {
      id: fulfillment.house.id,
      overlapHours: 0,
    });
    expect(await isTaken(old)).toBe(false);
    expect(await isTaken(webhookSecret)).toBe(true);
  });
});
