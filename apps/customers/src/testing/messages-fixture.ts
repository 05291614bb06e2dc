import {
  ListCustomerMessages,
  newId,
  type CustomerMessageView,
  type DaybookEvent,
  type EventAbout,
  type EventContext,
} from '@daybook/contracts';
import { clock } from '@daybook/persistence';
import { eventually, PluginDouble, emitFrom } from '@daybook/testing';
import { ada, CustomersFixture } from './customers-fixture';
import { SmtpDouble } from './smtp-double';

/** The key with which links are signed in the tests. */
export const CONSENT_LINKS_KEY = Buffer.alloc(32, 3).toString('base64');

/** Where customers answer to in the tests. */
export const MAILBOX = { address: 'cases@shop.example', key: Buffer.alloc(32, 5).toString('base64') };

export const price = { amount: '39.90', currency: 'USD' };

/** Two replicas of the customers service with a mail server and an SMS plugin, and a customer of its own for each test. */
export class MessagesFixture {
  mailbox = '';
  customerId = '';

  private constructor(
    readonly smtp: SmtpDouble,
    readonly plugins: PluginDouble,
    readonly service: CustomersFixture,
  ) {}

  static async start(): Promise<MessagesFixture> {
    const [smtp, plugins] = await Promise.all([SmtpDouble.start(), PluginDouble.start()]);
    plugins.answers['/messages'] = { provider: 'Texts' };
    const service = await CustomersFixture.start({
      SMTP_URL: smtp.url,
      MAIL_FROM: 'Shop <shop@example.com>',
      MESSAGES_EVERY_MS: '20',
      PUBLIC_URL: 'https://service.example.com',
      CONSENT_LINKS_KEY,
      CASES_MAILBOX: MAILBOX.address,
      CASES_MAILBOX_KEY: MAILBOX.key,
      PLUGIN_SMS_URL: plugins.url,
      PLUGIN_SMS_SECRET: plugins.secret,
      PLUGIN_TIMEOUT_MS: '5000',
    });
    await service.addReplica();
    return new MessagesFixture(smtp, plugins, service);
  }

  async stop(): Promise<void> {
    await this.service.stop();
    await Promise.all([this.smtp.stop(), this.plugins.stop()]);
  }

  /** A new customer, a mail server in a good mood, and the clock as it is. */
  async begin(): Promise<void> {
    this.smtp.mood = 'takes';
    clock.set(new Date());
    this.mailbox = `ada.${newId()}@example.com`;
    this.customerId = (await this.service.create({ ...ada, emails: [{ address: this.mailbox }] })).id;
  }

  contextOf(changes: Partial<EventContext> = {}): Partial<EventContext> {
    return {
      customerId: this.customerId,
      orderId: newId(),
      orderNumber: 'D-100001',
      campaignId: newId(),
      country: 'US',
      ...changes,
    };
  }

  /** As billing would. */
  emit(
    type: string,
    attributes: object,
    context = this.contextOf(),
    about: EventAbout = {},
  ): Promise<DaybookEvent> {
    return emitFrom(this.service, 'billing', type, context, {
      attributes: attributes as Record<string, unknown>,
      about,
    });
  }

  completed(context = this.contextOf()): Promise<DaybookEvent> {
    return this.emit(
      'billing.order.completed',
      { productNames: ['Vitamins', 'Honey'], amount: price },
      context,
    );
  }

  async messages(): Promise<CustomerMessageView[]> {
    return (await this.service.caller.call(ListCustomerMessages, { id: this.customerId })).items;
  }

  /** The customer's messages, newest first, once there are so many and none of them waits. */
  settled(count: number): Promise<CustomerMessageView[]> {
    return eventually(`${count} messages are settled`, async () => {
      const all = await this.messages();
      if (all.length === count && all.every(({ status }) => status !== 'waiting')) return all;
      throw new Error(`there are ${all.map(({ kind, status }) => `${kind} ${status}`).join(', ') || 'none'}`);
    });
  }

  /** The customer's one message was tried, in vain, and nobody is at it. */
  missed(): Promise<true> {
    return eventually('the message was tried in vain', async () => {
      const query = `select 1 from message where customer_id = $1 and last_error is not null and leased_until is null`;
      return (await this.service.database.query(query, [this.customerId])).length === 1 ? true : undefined;
    });
  }

  async sentFacts(): Promise<DaybookEvent[]> {
    return (await this.service.factsOf(this.customerId)).filter(({ type }) => type.endsWith('.sent'));
  }

  /** Everything that was told before is applied: a message about an order told after it is there. */
  async heard(): Promise<void> {
    const context = this.contextOf();
    await this.completed(context);
    await eventually('what was told last is heard', async () =>
      (await this.messages()).find(({ orderId }) => orderId === context.orderId),
    );
  }

  /** A campaign's switch, from when it is known here: events may come in any order. */
  async campaign(id: string, autoresponders: boolean): Promise<void> {
    await this.emit('billing.campaign.changed', { id, name: 'Quiet', retired: false, autoresponders }, {});
    await eventually('the campaign is known', async () => {
      const query = 'select 1 from known_campaign where id = $1 and autoresponders = $2';
      return (await this.service.database.query(query, [id, autoresponders])).length === 1;
    });
  }
}
