import { randomUUID } from 'node:crypto';
import type { CustomerView, ServiceRecordDetailView } from '@daybook/contracts';
import { eventually } from '@daybook/testing';
import { HttpClient } from '../../../deploy/clients/http-client';
import { systemUnderTest } from '../system-address';
import { drives } from './drives';
import { Scenario } from './scenario';

/** Every activity of service records, by the faces that people and connectors of channels are to them. */
describe('What happens in a service record', () => {
  let scenario: Scenario;
  const mark = randomUUID().slice(0, 8);

  beforeAll(async () => {
    scenario = await Scenario.open({ captureAt: 'sale' });
  });

  const customer = (): Promise<CustomerView> =>
    scenario.admin.post<CustomerView>('/customers', {
      name: `Cleo Case ${scenario.seller.mark}`,
      emails: [{ address: `c${randomUUID().slice(0, 13)}@customers.example` }],
    });

  async function started(fields: object = {}): Promise<ServiceRecordDetailView> {
    const { id: customerId } = await customer();
    return eventually('the service record is started', () =>
      scenario.admin.post<ServiceRecordDetailView>('/service-records', {
        customerId,
        channel: 'line',
        conversation: { text: 'Where is it?', direction: 'inbound' },
        ...fields,
      }),
    );
  }

  const ofRecord = ({ customer: about }: ServiceRecordDetailView, attributes: object) => ({
    customerId: about?.id ?? '',
    attributes,
  });

  drives(
    'cases.record.started',
    'POST /service-records',
    'an agent starts a service record',
    () => scenario,
    async () => ofRecord(await started(), { channel: 'LINE', handler: 'admin' }),
  );

  drives(
    'cases.record.started',
    'POST /service-records/conversations',
    'a connector delivers a conversation of a new contact',
    () => scenario,
    async () => {
      const { id: customerId } = await customer();
      await deliver({ customerId, contact: `U-${customerId}`, messageId: randomUUID() });
      return { customerId, attributes: { channel: 'LINE' } };
    },
  );

  drives(
    'cases.conversation.recorded',
    'POST /service-records/{id}/conversations',
    'an agent records a call back',
    () => scenario,
    async () => {
      const made = await started();
      const call = { channel: 'phone', direction: 'outbound', summary: 'Told about the delay' };
      await scenario.admin.post(`/service-records/${made.id}/conversations`, call);
      return { ...ofRecord(made, { channel: 'Phone', direction: 'outbound' }), times: 2 };
    },
  );

  drives(
    'cases.conversation.recorded',
    'POST /service-records/conversations',
    'a connector delivers two conversations, one of them twice',
    () => scenario,
    async () => {
      const { id: customerId } = await customer();
      const first = { customerId, contact: `U-${customerId}`, messageId: randomUUID() };
      await deliver(first);
      await deliver(first);
      await deliver({ ...first, messageId: randomUUID() });
      return { customerId, attributes: { channel: 'LINE' }, times: 2 };
    },
  );

  drives(
    'cases.record.updated',
    'PATCH /service-records/{id}',
    'an agent changes the result of a service that has ended',
    () => scenario,
    async () => {
      const made = await started();
      await scenario.admin.post(`/service-records/${made.id}/end`, { result: 'contact-again' });
      await scenario.admin.send('PATCH', `/service-records/${made.id}`, { body: { result: 'completed' } });
      return ofRecord(made, { fieldNames: ['result'], result: 'Completed' });
    },
  );

  drives(
    'cases.record.ended',
    'POST /service-records/{id}/end',
    'an agent ends a service',
    () => scenario,
    async () => {
      const made = await started();
      const ending = { result: 'completed', reason: 'question', notes: 'Happy now' };
      await scenario.admin.post(`/service-records/${made.id}/end`, ending);
      return ofRecord(made, { result: 'Completed', reason: 'Question', text: 'Happy now' });
    },
  );

  drives(
    'cases.record.ended',
    'PATCH /service-records/{id}',
    'a service that has ended turns out to be somebody’s',
    () => scenario,
    async () => {
      const nobodys = { channel: 'line', conversation: { text: 'Who is it?' } };
      const { id } = await scenario.admin.post<ServiceRecordDetailView>('/service-records', nobodys);
      await scenario.admin.post(`/service-records/${id}/end`, { result: 'completed' });
      const { id: customerId } = await customer();
      await eventually('the customer is known', () =>
        scenario.admin.send('PATCH', `/service-records/${id}`, { body: { customerId } }),
      );
      return { customerId, attributes: { result: 'Completed' } };
    },
  );

  async function deliver(conversation: object): Promise<void> {
    const key = await connector();
    const body = { channel: 'line', text: 'Hello', ...conversation };
    await eventually('the conversation is delivered', () => key.post('/service-records/conversations', body));
  }

  let key: Promise<HttpClient> | undefined;
  const connector = (): Promise<HttpClient> =>
    (key ??= scenario.admin
      .post<{ key: string }>('/api-keys', {
        username: `line-${mark}`,
        name: 'LINE',
        scopes: ['conversations.deliver'],
      })
      .then((made) => new HttpClient(`${systemUnderTest().urls.gateway}/api/v1`, { 'x-api-key': made.key })));
});
