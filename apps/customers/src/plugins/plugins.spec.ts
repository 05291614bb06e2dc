import {
  CheckCustomerAddress,
  newId,
  SendCustomerSms,
  StartCustomerCall,
  type CustomerView,
} from '@daybook/contracts';
import { PluginDouble, testActor, type PluginMood } from '@daybook/testing';
import { ada, CustomersFixture } from '../testing/customers-fixture';

describe('Plugins of the customers service', () => {
  let plugins: PluginDouble;
  let customers: CustomersFixture;
  let customer: CustomerView;

  beforeAll(async () => {
    plugins = await PluginDouble.start();
    const secret = plugins.secret;
    customers = await CustomersFixture.start({
      PLUGIN_ADDRESS_CHECK_URL: plugins.url,
      PLUGIN_ADDRESS_CHECK_SECRET: secret,
      PLUGIN_PHONE_SWITCH_URL: plugins.url,
      PLUGIN_PHONE_SWITCH_SECRET: secret,
      PLUGIN_SMS_URL: plugins.url,
      PLUGIN_SMS_SECRET: secret,
      PLUGIN_TIMEOUT_MS: '5000',
    });
  }, 60_000);
  afterAll(async () => {
    await customers.stop();
    await plugins.stop();
  });
  beforeEach(async () => {
    plugins.mood = 'answers';
    plugins.questions.length = 0;
    plugins.answers['/check'] = { provider: 'Streets', verified: true };
    plugins.answers['/calls'] = { provider: 'Switch' };
    plugins.answers['/messages'] = { provider: 'Texts' };
    customer = await customers.create();
  });
  const lastFact = async () => (await customers.factsOf(customer.id)).at(-1);

  it('verify an address and record it for the agent who asked, without the address in the fact', async () => {
    const agent = testActor({ username: 'carol' });
    const view = await customers.caller.call(CheckCustomerAddress, { id: customer.id }, agent);
    expect(view).toMatchObject({
      customerId: customer.id,
      addressId: customer.addresses[0]?.id,
      outcome: 'verified',
      provider: 'Streets',
    });
    expect(plugins.questions).toMatchObject([
      { path: '/check', body: { address: { line1: '12 Main St', country: 'US' } } },
    ]);
    expect(await lastFact()).toMatchObject({
      type: 'customers.address.verified',
      actorname: 'carol',
      data: { attributes: { provider: 'Streets', address: 'shipping' }, personal: { name: ada.name } },
    });
    expect(JSON.stringify(await lastFact())).not.toContain('12 Main St');
  });

  it('say why an address is not verified', async () => {
    plugins.answers['/check'] = { provider: 'Streets', verified: false, reasonCode: 'no_such_street' };
    const view = await customers.caller.call(CheckCustomerAddress, { id: customer.id });
    expect(view).toMatchObject({ outcome: 'not_verified', reasonCode: 'no_such_street' });
    expect(await lastFact()).toMatchObject({
      type: 'customers.address.verify_failed',
      data: { attributes: { provider: 'Streets', reasonCode: 'no_such_street' } },
    });
  });

  it.each<[PluginMood, string]>([
    ['keeps silent', 'timed_out'],
    ['fails', 'error_500'],
    ['talks rubbish', 'unreadable'],
    ['signs wrongly', 'signature_invalid'],
    ['refuses', 'closed_today'],
  ])('make a failed check a fact and no error when the plugin %s', async (mood, reasonCode) => {
    plugins.mood = mood;
    const view = await customers.caller.call(CheckCustomerAddress, { id: customer.id });
    expect(view).toMatchObject({ outcome: 'failed', provider: 'address-check', reasonCode });
    expect(await lastFact()).toMatchObject({
      type: 'customers.address.verify_failed',
      data: { attributes: { provider: 'address-check', reasonCode } },
    });
  });

  it('are asked once more under the same name, or not at all, when an agent repeats a request', async () => {
    const actor = testActor();
    const idempotencyKey = newId();
    const check = () =>
      customers.caller.call(CheckCustomerAddress, { id: customer.id }, actor, { idempotencyKey });
    expect(await check()).toEqual(await check());
    expect(new Set(plugins.questions.map(({ headers }) => headers['idempotency-key'])).size).toBe(1);
    expect((await customers.typesOf(customer.id)).slice(1)).toEqual(['customers.address.verified']);
  });

  it('start a call to a number of the customer', async () => {
    const agent = testActor({ username: 'carol' });
    const view = await customers.caller.call(StartCustomerCall, { id: customer.id }, agent);
    expect(view).toMatchObject({ outcome: 'started', number: '+14155552671', provider: 'Switch' });
    expect(plugins.questions[0]?.body).toEqual({
      callId: view.id,
      to: '+14155552671',
      agent: { id: agent.id, username: 'carol' },
      customerId: customer.id,
    });
    expect(await lastFact()).toMatchObject({
      type: 'customers.call.started',
      actorname: 'carol',
      data: { attributes: { callId: view.id }, personal: { to: '+14155552671' } },
    });
  });

  it.each<[PluginMood, string, string]>([
    ['refuses', 'refused', 'closed_today'],
    ['fails', 'failed', 'error_500'],
    ['keeps silent', 'unknown', 'timed_out'],
  ])('start no call and record none when the switch %s', async (mood, outcome, reasonCode) => {
    plugins.mood = mood;
    const view = await customers.caller.call(StartCustomerCall, { id: customer.id });
    expect(view).toMatchObject({ outcome, reasonCode });
    expect(await customers.typesOf(customer.id)).toEqual(['customers.customer.created']);
  });

  it('send a text message, whose words stand in the personal part of the fact alone', async () => {
    const text = 'Your parcel is on its way.';
    const view = await customers.caller.call(SendCustomerSms, { id: customer.id, text });
    expect(view).toMatchObject({ outcome: 'started', provider: 'Texts' });
    expect(plugins.questions[0]?.body).toEqual({ messageId: view.id, to: '+14155552671', text });
    expect(await lastFact()).toMatchObject({
      type: 'customers.sms.sent',
      data: { attributes: {}, personal: { to: '+14155552671', text } },
    });
  });

  it('are not asked about what the customer does not have', async () => {
    const { id } = await customers.create({ name: 'Nobody Known' });
    const refusal = customers.caller.refusal.bind(customers.caller);
    expect(await refusal(CheckCustomerAddress, { id })).toBe('customers.no_address');
    expect(await refusal(CheckCustomerAddress, { id, addressId: newId() })).toBe('customers.address_unknown');
    expect(await refusal(StartCustomerCall, { id })).toBe('customers.number_unknown');
    expect(await refusal(StartCustomerCall, { id: customer.id, number: '+14155550000' })).toBe(
      'customers.number_unknown',
    );
    expect(await refusal(StartCustomerCall, { id: newId() })).toBe('customers.not_found');
    expect(plugins.questions).toEqual([]);
  });
});

describe('Without plugins', () => {
  let customers: CustomersFixture;
  beforeAll(async () => {
    customers = await CustomersFixture.start();
  }, 60_000);
  afterAll(() => customers.stop());

  it('their features are off, and say so', async () => {
    const { id } = await customers.create();
    expect(await customers.caller.refusal(CheckCustomerAddress, { id })).toBe('customers.feature_off');
    expect(await customers.caller.refusal(StartCustomerCall, { id })).toBe('customers.feature_off');
    expect(await customers.caller.refusal(SendCustomerSms, { id, text: 'Hello' })).toBe(
      'customers.feature_off',
    );
  });
});
