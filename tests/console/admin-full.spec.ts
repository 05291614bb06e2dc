import { randomUUID } from 'node:crypto';
import type {
  BillingEngineView,
  BlacklistView,
  CampaignView,
  CustomerView,
  FulfillmentHouseView,
  FulfillmentSummaryView,
  OrderView,
  Page,
  ProductView,
} from '@daybook/contracts';
import { eventually } from '@daybook/testing';
import { EngineClient } from '../../deploy/clients/engine-client';
import { HttpClient } from '../../deploy/clients/http-client';
import { systemUnderTest } from '../e2e/system-address';
import { ConsoleBrowser, type ConsoleWindow } from './console-browser';

describe('An administrator', () => {
  const system = systemUnderTest();
  const mark = randomUUID().slice(0, 8);
  const engineName = `engine-${mark}`;
  const houseName = `house-${mark}`;
  const price = { amount: '39.90', currency: 'USD' };
  let api: HttpClient;
  let browser: ConsoleBrowser;
  let admin: ConsoleWindow;
  let engine: EngineClient;

  beforeAll(async () => {
    api = await HttpClient.signIn(system.urls.gateway, 'admin', system.adminPassword);
    browser = await ConsoleBrowser.start();
    admin = await browser.window();
  });
  afterAll(async () => {
    await engine?.close();
    await browser?.stop();
  });

  const panel = () => admin.page.getByRole('complementary').last();
  const rowOf = (name: string) => admin.page.getByRole('row', { name });
  const choose = (name: string) => rowOf(name).getByRole('button', { name, exact: true }).click();
  /** A secret that is shown once, and taken down. */
  const secret = async (name: string): Promise<string> =>
    (await admin.page.getByRole('group', { name, exact: true }).textContent()) ?? '';

  it('adds a reason, puts it first by the arrow keys, and sees who did so', async () => {
    await admin.open('/admin/service-reasons');
    await admin.signIn();
    await admin.page.getByRole('heading', { name: 'Service reasons' }).waitFor();
    await admin.page.getByText('returns-exchanges').waitFor();
    expect(await admin.axe()).toEqual([]);
    await admin.page.keyboard.press('n');
    await panel().getByLabel('Label').fill(`Late parcel ${mark}`);
    await panel().getByRole('button', { name: 'Add', exact: true }).click();
    const handle = () => admin.page.getByRole('button', { name: `Move Late parcel ${mark}: number` });
    await handle().waitFor();
    const places = (await admin.page.getByRole('button', { name: /^Move / }).count()) - 1;
    for (let at = places; at > 0; at -= 1) {
      await handle().press('ArrowUp');
      await admin.page
        .getByRole('button', { name: `Late parcel ${mark}: number ${String(at)} of` })
        .waitFor();
    }
    await choose(`Late parcel ${mark}`);
    await panel().getByText('position').first().waitFor();
    expect(await admin.axe()).toEqual([]);
    const { items } = await api.get<{ items: { label: string }[] }>('/options/service-reasons');
    expect(items[0]?.label).toBe(`Late parcel ${mark}`);
  });

  it('loses no press, though what was read before one comes after it', async () => {
    const wait = () => {
      let done = (): void => undefined;
      const over = new Promise<void>((resolve) => (done = resolve));
      return { over, done };
    };
    const [asked, pressed, answered] = [wait(), wait(), wait()];
    let [moves, reads] = [0, 0];
    await admin.page.route(/\/options\/service-reasons/, async (route) => {
      if (route.request().method() === 'PATCH') {
        moves += 1;
        if (moves > 1) await answered.over;
        return route.continue();
      }
      reads += 1;
      if (reads > 1) return route.continue();
      const response = await route.fetch();
      asked.done();
      await pressed.over;
      await route.fulfill({ response });
    });
    const handle = (place: number) =>
      admin.page.getByRole('button', { name: `Move Late parcel ${mark}: number ${String(place)} of` });
    await handle(1).press('ArrowDown');
    await asked.over;
    await admin.page.keyboard.press('ArrowDown');
    const answer = admin.page.waitForResponse(
      (response) => response.request().method() === 'GET' && response.url().includes('/service-reasons'),
    );
    pressed.done();
    await (await answer).finished();
    // Held down, a key repeats as quickly as it is read.
    await admin.page.keyboard.press('ArrowDown');
    await admin.page.keyboard.press('ArrowDown');
    await handle(5).waitFor();
    answered.done();
    const read = async () =>
      (await api.get<{ items: { label: string }[] }>('/options/service-reasons')).items.map(
        ({ label }) => label,
      );
    await eventually('it is the fifth', async () => (await read())[4] === `Late parcel ${mark}`);
    await admin.page.unroute(/\/options\/service-reasons/);
    await handle(5).press('ArrowUp');
    await eventually('it is the fourth', async () => (await read())[3] === `Late parcel ${mark}`);
    await handle(4).waitFor();
  });

  it('adds an engine, whose first message is seen to come through, and which acknowledges a test message', async () => {
    await admin.open('/admin/billing-engines?row=new');
    await panel().getByLabel('Name').fill(engineName);
    await panel().getByLabel('What it bills').fill('Subscriptions');
    await panel().getByRole('button', { name: 'Add', exact: true }).click();
    const credentials = await secret('NATS credentials');
    const inboxPrefix = await secret('Prefix of its inboxes');
    expect(await admin.axe()).toEqual([]);
    await panel().getByRole('button', { name: 'I have it' }).click();
    await panel().getByText('Waiting for its first message').waitFor();
    engine = await EngineClient.connect(system.natsUrl, { name: engineName, credentials, inboxPrefix });
    const message = engine.event('membership.started', { membershipNam: 'Gold', engineReference: mark });
    await engine.publish('membership.started', JSON.stringify(message));
    await eventually('it was heard', async () => {
      const { items } = await api.get<Page<BillingEngineView>>('/billing-engines?limit=200');
      return items.find(({ name }) => name === engineName)?.heardAt !== undefined;
    });
    await panel().getByText('Waiting for its first message').waitFor({ state: 'hidden' });
    await panel().getByRole('button', { name: 'Send a test message' }).dblclick();
    await panel().getByText('Sent; the engine has not acknowledged it yet').waitFor();
    expect(await admin.axe()).toEqual([]);
    expect(await engine.obey()).toBe('engine.test');
    await panel().getByText('The engine acknowledged the test message').waitFor();
    await panel().getByRole('link', { name: 'What was not taken of it' }).click();
  });

  it('mends what was rejected, and sends it again', async () => {
    await admin.page.getByRole('heading', { name: 'Intake rejections' }).waitFor();
    await admin.page.getByRole('row', { name: engineName }).getByRole('button').click();
    const text = panel().getByLabel('Message', { exact: true });
    await text.fill((await text.inputValue()).replace('membershipNam"', 'membershipName"'));
    expect(await admin.axe()).toEqual([]);
    await panel().getByRole('button', { name: 'Send the mended message' }).click();
    await eventually('it is taken, and waits for its purchase', async () => {
      const { items } = await api.get<Page<object>>(`/intake/parked?engine=${engineName}`);
      return items.length === 1;
    });
    await admin.open(`/operations/parked?engine=${engineName}`);
    await choose('membership.started');
    await panel().getByText(mark, { exact: true }).waitFor();
  });

  it('adds a house, takes its secrets down, and sees its first message come through', async () => {
    await admin.open('/admin/fulfillment-houses?row=new');
    await panel().getByLabel('Name').fill(houseName);
    await panel().getByLabel('Orders are posted to').fill(`${system.urls.sandbox}/house/${houseName}/orders`);
    expect(await admin.axe()).toEqual([]);
    await panel().getByRole('button', { name: 'Add', exact: true }).click();
    await new HttpClient(system.urls.sandbox).put(`/house/${houseName}`, {
      inboundSecret: await secret('Secret that orders to the house are signed with'),
      outboundSecret: await secret('Secret that the house signs its webhooks with'),
      webhookUrl: `${system.urls.gateway}/api/v1/webhooks/fulfillment/${houseName}`,
      behaviour: 'hold',
      shipDelayMs: 0,
    });
    await panel().getByRole('button', { name: 'I have it' }).click();
    await panel().getByRole('button', { name: 'Send a test message' }).click();
    await panel().getByText('Taken', { exact: true }).waitFor();
  });

  it('holds the house’s list against what is known, and takes over what is missing', async () => {
    const parcel = await parcelAt(houseName);
    await admin.open('/operations/reconcile');
    await admin.page.getByRole('combobox', { name: 'House' }).click();
    await admin.page.getByRole('option', { name: houseName }).click();
    await admin.page
      .getByLabel('The house’s list as CSV')
      .fill(`fulfillmentId,status,trackingNumber\n${parcel.id},shipped,TRACK-${mark}`);
    await admin.page.getByRole('button', { name: 'Compare' }).click();
    await admin.page.getByText('Can be taken over').waitFor();
    expect(await admin.axe()).toEqual([]);
    await admin.page.getByRole('button', { name: 'Take over one status' }).click();
    await admin.page.getByText('Taken over').waitFor();
    const known = await api.get<FulfillmentSummaryView>(`/fulfillments/${parcel.id}`);
    expect(known).toMatchObject({ status: 'shipped', trackingNumber: `TRACK-${mark}` });
  });

  it('blacklists a customer by what is on record and more, and lifts it', async () => {
    const customer = await api.post<CustomerView>('/customers', {
      name: `Boris ${mark}`,
      emails: [{ address: `boris.${mark}@customers.example` }],
    });
    await admin.open(`/customers/${customer.id}`);
    await admin.page.getByRole('button', { name: 'Blacklist', exact: true }).click();
    await admin.dialog.getByLabel('Phone numbers').uncheck();
    await admin.dialog.getByLabel('IP addresses').fill('192.0.2.7');
    await admin.page.keyboard.press('Enter');
    expect(await admin.axe('[role="dialog"]')).toEqual([]);
    await admin.confirm('Blacklist', 'Orders and never pays');
    const flag = admin.page.locator('[data-tone="bad"]', { hasText: 'Blacklisted' });
    await flag.waitFor();
    const { entries } = await api.get<BlacklistView>(`/customers/${customer.id}/blacklist`);
    expect(entries.map(({ kind, value }) => [kind, value]).sort()).toEqual([
      ['email', `boris.${mark}@customers.example`],
      ['ip', '192.0.2.7'],
    ]);
    await admin.page.getByRole('button', { name: 'Lift the blacklist' }).click();
    await admin.confirm('Lift the blacklist', 'It was his brother');
    await flag.waitFor({ state: 'hidden' });
  });

  it('finds all pages in order, in the dark, on a phone and in Spanish', async () => {
    const other = await browser.window({ narrow: true, dark: true, language: 'es-ES' });
    await other.open('/');
    await other.signIn();
    for (const path of [
      '/',
      '/admin',
      '/admin/products?row=new',
      '/admin/settings',
      '/operations/deliveries',
    ]) {
      await other.open(path);
      await other.page.locator('#page h1:visible, #page h2:visible').first().waitFor();
      expect([path, await other.axe()]).toEqual([path, []]);
      const wide = await other.page.evaluate('document.documentElement.scrollWidth');
      expect([path, wide]).toEqual([path, 390]);
    }
    await other.close();
  });

  it('finds nothing wrong on any page', async () => {
    const found: string[] = [];
    for (const path of ['api-keys?row=new', 'case-schemes?row=new', 'audit', 'system']) {
      await admin.open(`/admin/${path}`);
      await admin.page.locator('#page h1').first().waitFor();
      found.push(...(await admin.axe()).map((fault) => `${path}: ${fault}`));
    }
    expect(found).toEqual([]);
    expect(browser.faults).toEqual([]);
  });

  /** A parcel that a house has, of an order of its own. */
  async function parcelAt(name: string): Promise<FulfillmentSummaryView> {
    const { items } = await api.get<Page<FulfillmentHouseView>>('/fulfillment-houses?limit=200');
    const house = items.find((one) => one.name === name);
    const category = await api.post<{ id: string }>('/campaign-categories', { name: `Parcels ${mark}` });
    const campaign = await api.post<CampaignView>('/campaigns', {
      name: `Parcels ${mark}`,
      categoryId: category.id,
      baseCurrency: 'USD',
      countries: ['US'],
      captureAt: 'sale',
    });
    await api.send('PATCH', `/fulfillment-houses/${house?.id ?? ''}`, {
      body: { campaignIds: [campaign.id] },
    });
    const product = await api.post<ProductView>('/products', {
      name: `Box ${mark}`,
      sku: `BOX-${mark}`,
      pricePoints: [{ name: 'Once', unitPrice: price }],
    });
    const customer = await api.post<{ id: string }>('/customers', { name: `Paula ${mark}` });
    const order = await api.post<OrderView>(
      '/orders',
      {
        customerId: customer.id,
        campaignId: campaign.id,
        items: [{ productId: product.id, pricePointId: product.pricePoints[0]?.id, quantity: 1 }],
        payment: { token: 'tok_success' },
        shippingAddress: { line1: '1 Main Street', city: 'Springfield', postalCode: '12345', country: 'US' },
        customer: { name: `Paula ${mark}` },
      },
      randomUUID(),
    );
    let parcel: FulfillmentSummaryView | undefined;
    await eventually('the house has the parcel', async () => {
      const listed = await api.get<Page<FulfillmentSummaryView>>(`/orders/${order.id}/fulfillments`);
      parcel = listed.items[0];
      return parcel?.status === 'pending' || parcel?.status === 'pending_shipment';
    });
    if (parcel === undefined) throw new Error('the order has no parcel');
    return parcel;
  }
});
