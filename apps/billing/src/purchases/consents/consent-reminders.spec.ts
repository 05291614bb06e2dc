import {
  AnswerConsent,
  ChangeSettings,
  ListUnansweredConsents,
  newId,
  RequestConsent,
  type PurchaseView,
} from '@daybook/contracts';
import { clock } from '@daybook/messaging';
import { testActor } from '@daybook/testing';
import { PurchaseFixture } from '../../testing/purchase-fixture';

describe('A customer who does not answer whether to be billed', () => {
  let fixture: PurchaseFixture;
  let campaignId: string;

  beforeAll(async () => {
    fixture = await PurchaseFixture.open();
    campaignId = await fixture.campaignWith({ expressConsent: true });
    await fixture.billing.caller.call(ChangeSettings, { consentReminderDays: 4 });
  }, 60_000);
  afterAll(() => fixture.stop());
  afterEach(() => clock.set(new Date()));

  const asked = async (): Promise<PurchaseView> => {
    const bought = await fixture.billedByUs(undefined, { campaignId });
    return fixture.billing.caller.call(RequestConsent, { id: bought.id }, testActor(), {
      idempotencyKey: newId(),
    });
  };
  const listed = async (actor = testActor()): Promise<string[]> =>
    (await fixture.billing.caller.call(ListUnansweredConsents, { limit: 200 }, actor)).items.map(
      ({ id }) => id,
    );

  it('is asked once more after the days of the settings, then stands in a list until there is an answer', async () => {
    const purchase = await asked();
    clock.advance(3 * 86_400_000);
    const other = await asked();
    expect(await listed()).toEqual([]);
    clock.advance(86_400_000 + 60_000);
    await fixture.until(purchase, 'consent.requested', 2);
    expect(await fixture.read(purchase.id)).toMatchObject({
      consent: 'requested',
      consentRemindedAt: expect.any(String) as string,
    });
    expect(await listed()).toEqual([purchase.id]);
    expect(await listed(testActor({ campaignIds: [newId()] }))).toEqual([]);
    expect(await fixture.typesOf(other)).toEqual(['consent.requested']);
    const answer = { id: purchase.id, answer: 'received' };
    await fixture.billing.caller.call(AnswerConsent, answer, testActor(), { idempotencyKey: newId() });
    expect(await listed()).toEqual([]);
    clock.advance(3 * 86_400_000);
    await fixture.until(other, 'consent.requested', 2);
    expect((await fixture.typesOf(purchase)).filter((type) => type === 'consent.requested')).toHaveLength(2);
    // Asked again by hand, the days begin anew.
    await fixture.billing.caller.call(RequestConsent, { id: other.id }, testActor(), {
      idempotencyKey: newId(),
    });
    expect(await listed()).toEqual([]);
  });
});
