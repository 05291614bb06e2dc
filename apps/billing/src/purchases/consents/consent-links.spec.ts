import {
  AnswerConsent,
  AnswerConsentLink,
  CancelPurchase,
  newId,
  ReadConsentLink,
  RequestConsent,
  type ConsentLinkView,
  type DaybookEvent,
  type PurchaseView,
} from '@daybook/contracts';
import { clock, consentLinkOf, consentToken } from '@daybook/messaging';
import type { BillingFixture } from '../../testing/billing-fixture';
import { PurchaseFixture } from '../../testing/purchase-fixture';

const KEY = Buffer.alloc(32, 3).toString('base64');

describe('A link by which a customer consents', () => {
  let fixture: PurchaseFixture;
  let billing: BillingFixture;
  let campaignId: string;

  beforeAll(async () => {
    fixture = await PurchaseFixture.open({ CONSENT_LINKS_KEY: KEY });
    billing = fixture.billing;
    await billing.addReplica();
    campaignId = await fixture.campaignWith({ expressConsent: true });
  }, 60_000);
  afterEach(() => clock.set(new Date()));
  afterAll(() => fixture.stop());

  const sold = (): Promise<PurchaseView> => fixture.billedByUs(fixture.shop.monthly, { campaignId });
  /** Asks the customer; answers the token as the customers service makes it of the event. */
  const asked = async ({ id, orderId }: PurchaseView): Promise<string> => {
    await billing.caller.call(RequestConsent, { id });
    const event = (await fixture.reported({ orderId })).at(-1) as DaybookEvent;
    expect(event.type).toBe('billing.consent.requested');
    return consentToken(consentLinkOf(event.id, new Date(event.time)), KEY);
  };
  const answer = (token: string, said = 'received'): Promise<ConsentLinkView> =>
    billing.caller.call(AnswerConsentLink, { token, answer: said });
  const refusals = async (token: string): Promise<string[]> => [
    await billing.caller.refusal(ReadConsentLink, { token }),
    await billing.caller.refusal(AnswerConsentLink, { token, answer: 'received' }),
  ];

  it('says what is asked, as often as it is looked at, and nothing of the person', async () => {
    const bought = await sold();
    const token = await asked(bought);
    const view = await billing.caller.call(ReadConsentLink, { token });
    const { productName, orderNumber, price } = bought;
    expect(view).toEqual({ productName, orderNumber, price, expiresAt: view.expiresAt });
    expect(await billing.caller.call(ReadConsentLink, { token })).toEqual(view);
    expect(await fixture.read(bought.id)).toMatchObject({ consent: 'requested' });
  });

  it.each(['received', 'denied'])('enters the answer %s as the customer’s own, once', async (said) => {
    const bought = await sold();
    const token = await asked(bought);
    await answer(token, said);
    expect(await fixture.read(bought.id)).toMatchObject({ consent: said });
    expect((await fixture.reported(bought)).at(-1)).toMatchObject({
      type: `billing.consent.${said}`,
      actortype: 'customer',
      actorid: bought.customerId,
      actorname: 'Customer',
      data: { about: { purchaseId: bought.id } },
    });
    expect(await refusals(token)).toEqual(['billing.consent_link_used', 'billing.consent_link_used']);
    expect(await fixture.typesOf(bought)).toEqual(['consent.requested', `consent.${said}`]);
  });

  it('enters one of two answers that come at once', async () => {
    const bought = await sold();
    const token = await asked(bought);
    const both = await Promise.allSettled([answer(token, 'received'), answer(token, 'denied')]);
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(await fixture.typesOf(bought)).toHaveLength(2);
  });

  it('is used up by a newer request, and by an answer that somebody else enters', async () => {
    const bought = await sold();
    const [first, second] = [await asked(bought), await asked(bought)];
    expect(await refusals(first)).toEqual(['billing.consent_link_used', 'billing.consent_link_used']);
    await billing.caller.call(AnswerConsent, { id: bought.id, answer: 'denied' });
    expect(await refusals(second)).toEqual(['billing.consent_link_used', 'billing.consent_link_used']);
    expect(await fixture.read(bought.id)).toMatchObject({ consent: 'denied' });
  });

  it('is none where it was not signed by us, and ends after 30 days', async () => {
    const bought = await sold();
    const token = await asked(bought);
    const forged = consentToken(consentLinkOf(newId(), new Date()), Buffer.alloc(32, 4).toString('base64'));
    for (const other of [forged, 'rubbish', `${token}A`, token.slice(1)]) {
      expect(await refusals(other)).toEqual(['billing.consent_link_invalid', 'billing.consent_link_invalid']);
    }
    clock.advance(31 * 86_400_000);
    expect(await refusals(token)).toEqual(['billing.consent_link_expired', 'billing.consent_link_expired']);
  });

  it('asks nothing any more where the purchase has ended', async () => {
    const bought = await sold();
    const token = await asked(bought);
    await billing.caller.call(CancelPurchase, { id: bought.id, reason: 'Too dear' });
    expect(await refusals(token)).toEqual(['billing.purchase_not_live', 'billing.purchase_not_live']);
  });
});
