import { CreateCallCenter, DeleteCallCenter, newId, ReadCallCenter } from '@daybook/contracts';
import { eventually } from '@daybook/testing';
import { BillingFixture } from '../testing/billing-fixture';
import { emitFrom } from '../testing/foreign-event';

describe('A call center for which users work', () => {
  let billing: BillingFixture;

  beforeAll(async () => {
    billing = await BillingFixture.start();
  }, 60_000);
  afterAll(() => billing.stop());

  /** Tells as the gateway does, and waits until billing has the user so. */
  async function emit(id: string, callCenterId: string | null, at = new Date(), so = callCenterId) {
    const user = { id, name: 'rep', retired: false, accessLevel: 'sales_rep' };
    const attributes = { ...user, ...(callCenterId === null ? {} : { callCenterId }) };
    await emitFrom(billing, 'gateway', 'gateway.user.changed', {}, { attributes, at });
    await eventually('the user is kept', async () => {
      const query = 'select call_center_id c from call_center_user where user_id = $1';
      const [row] = await billing.database.query<{ c: string | null }>(query, [id]);
      return row !== undefined && row.c === so;
    });
  }
  const remove = (id: string) => billing.caller.call(DeleteCallCenter, { id });
  const refusal = (id: string) => billing.caller.refusal(DeleteCallCenter, { id });

  it('is not deleted before the last of them has left it', async () => {
    const make = () => billing.caller.call(CreateCallCenter, { name: `Center ${newId()}` });
    const [center, other] = [await make(), await make()];
    const [one, two] = [newId(), newId()];
    await emit(one, center.id);
    await emit(two, center.id);
    expect(await refusal(center.id)).toBe('billing.in_use');
    expect(await billing.caller.call(ReadCallCenter, { id: center.id })).toMatchObject({ retired: false });
    await emit(one, other.id);
    expect(await refusal(center.id)).toBe('billing.in_use');
    await emit(two, null);
    // An older word that comes late.
    await emit(two, center.id, new Date(Date.now() - 60_000), null);
    await emit(newId(), null);
    await remove(center.id);
    expect(await billing.caller.refusal(ReadCallCenter, { id: center.id })).toBe('billing.not_found');
    expect(await refusal(other.id)).toBe('billing.in_use');
  });
});
