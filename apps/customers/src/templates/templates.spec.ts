import {
  ChangeTemplate,
  CreateTemplate,
  DeleteTemplate,
  ListTemplates,
  newId,
  ReadTemplate,
} from '@daybook/contracts';
import { testActor } from '@daybook/testing';
import { CustomersFixture } from '../testing/customers-fixture';

describe('Templates', () => {
  let service: CustomersFixture;

  beforeAll(async () => {
    service = await CustomersFixture.start();
  });

  afterAll(() => service?.stop());

  const german = {
    kind: 'welcome',
    channel: 'email',
    language: 'DE',
    subject: 'Hallo {{customerName}}',
    text: 'Da!',
  };

  it('are there in English for every kind of e-mail from the start', async () => {
    const { items } = await service.caller.call(ListTemplates, {});
    expect(items.map(({ kind, channel, language, active }) => [kind, channel, language, active])).toEqual(
      ['consent_request', 'receipt', 'refund', 'void', 'welcome'].map((kind) => [kind, 'email', 'en', true]),
    );
  });

  it('are made, read, changed by the version that was seen, and deleted', async () => {
    const { caller } = service;
    const made = await caller.call(CreateTemplate, german);
    expect(made).toMatchObject({ language: 'de', active: true, offForCampaigns: [], version: 1 });
    expect(await caller.refusal(CreateTemplate, { ...german, language: 'de' })).toBe(
      'customers.template_taken',
    );
    const off = await caller.call(ChangeTemplate, { id: made.id, active: false }, testActor(), {
      ifMatch: 1,
    });
    expect(off).toMatchObject({ active: false, version: 2, text: 'Da!' });
    const stale = { ifMatch: 1 };
    expect(await caller.refusal(ChangeTemplate, { id: made.id, text: 'Weg!' }, testActor(), stale)).toBe(
      'request.stale',
    );
    expect(await caller.call(ReadTemplate, { id: made.id })).toEqual(off);
    await caller.call(DeleteTemplate, { id: made.id });
    expect(await caller.refusal(ReadTemplate, { id: made.id })).toBe('customers.template_not_found');
    expect(await caller.refusal(DeleteTemplate, { id: made.id })).toBe('customers.template_not_found');
  });

  it('are made once, however many make the same at once', async () => {
    const made = await Promise.allSettled(
      Array.from({ length: 5 }, () => service.caller.call(CreateTemplate, { ...german, language: 'da' })),
    );
    expect(made.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });

  it.each([
    ['customers.template_placeholder_unknown', { text: 'Dear {{shoeSize}}' }],
    ['customers.template_placeholder_unknown', { text: 'Dear {{customerName' }],
    ['customers.template_placeholder_unknown', { subject: 'To {{refundedTo}}' }],
    ['customers.template_subject_misplaced', { subject: undefined }],
    ['customers.template_subject_misplaced', { channel: 'sms' }],
    ['request.malformed', { subject: 'two\nlines' }],
    ['request.malformed', { kind: 'birthday' }],
    ['request.malformed', { active: null }],
  ])('are refused with %s for %j', async (code, wrong) => {
    expect(await service.caller.refusal(CreateTemplate, { ...german, language: 'fr', ...wrong })).toBe(code);
  });

  it('are for administrators alone', async () => {
    const clerk = testActor({ accessLevel: 'cs_admin' });
    expect(await service.caller.refusal(ListTemplates, {}, clerk)).toBe('request.forbidden');
    expect(await service.caller.refusal(DeleteTemplate, { id: newId() }, clerk)).toBe('request.forbidden');
  });
});
