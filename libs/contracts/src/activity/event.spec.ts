import { attributeFaults, customFieldsSetBy, isNote, moneyMovedBy, shownAttributes } from './event';
import { messageOf } from './message';
import { activity } from './define';
import type { ActivityKey } from './entries';
import { placeholdersOf, renderMessage } from './message-template';
import { spanishMessages } from './messages-es';
import { englishValues } from './values-en';
import { spanishValues } from './values-es';
import { fieldsOf } from '../fields/field';
import { NoAttributes } from './attributes/shared-attributes';
import { catalog } from './catalog';

const orderId = '0190a000-0000-7000-8000-000000000001';
const amount = { amount: '39.90', currency: 'USD' };

describe('the message of an event', () => {
  it('leaves typed text as it was typed', () => {
    const data = { attributes: {}, personal: { text: 'iPhone arrived broken' } };
    expect(messageOf({ type: 'customers.note.added', data })).toBe('iPhone arrived broken');
  });

  it('is made of its attributes', () => {
    const data = { attributes: { productName: 'Green Tea', orderId, amount } };
    expect(messageOf({ type: 'billing.rebill.succeeded', data })).toBe(
      'Rebill of Green Tea succeeded: 39.90 USD',
    );
  });

  it('says what is optional only where it is known', () => {
    const attributes = { productName: 'Green Tea', orderId };
    const failed = (more: object): string =>
      messageOf({ type: 'billing.rebill.failed', data: { attributes: { ...attributes, ...more } } });
    expect(failed({ processor: 'dibs', responseCode: '51' })).toBe(
      'Rebill of Green Tea declined by dibs (51)',
    );
    expect(failed({ responseCode: '51' })).toBe('Rebill of Green Tea declined (51)');
    expect(failed({})).toBe('Rebill of Green Tea declined');
  });

  it('reads in Spanish with the same values, and as the catalog has it where nobody translated it', () => {
    const data = { attributes: { productName: 'Green Tea', orderId, amount } };
    expect(messageOf({ type: 'billing.rebill.succeeded', data }, catalog, 'es')).toBe(
      'Recobro de Green Tea con éxito: 39.90 USD',
    );
    const praised = activity({
      key: 'customers.agent.praised',
      reportAction: 'customer_updated',
      title: 'Agent Praised',
      attributes: NoAttributes,
      message: 'The agent was praised',
      category: 'customer',
    });
    expect(
      messageOf({ type: 'customers.agent.praised', data: { attributes: {} } }, catalog.with(praised), 'es'),
    ).toBe('The agent was praised');
  });

  it('has in each language the same places, in parts that are left out alike', () => {
    const placesOf = (template: string): string[] =>
      template
        .split(/\[([^\]]*)\]/)
        .flatMap((part, at) => placeholdersOf(part).map((place) => `${place}${at % 2 === 1 ? '?' : ''}`))
        .sort();
    for (const entry of catalog.activities) {
      const translated = spanishMessages[entry.key as ActivityKey];
      expect([entry.key, placesOf(translated ?? 'not translated')]).toEqual([
        entry.key,
        placesOf(entry.message),
      ]);
    }
    expect(Object.keys(spanishMessages).sort()).toEqual(catalog.activities.map(({ key }) => key).sort());
  });

  it('reads in Spanish also what is one of few values, and leaves names as they are', () => {
    const data = { attributes: { caseNumber: 'C-7', fieldNames: ['priority', 'Gift'] } };
    expect(messageOf({ type: 'cases.case.updated', data }, catalog, 'es')).toBe(
      'Caso C-7 modificado: prioridad, Gift',
    );
    const places = catalog.activities.flatMap(({ message, attributes }) =>
      placeholdersOf(message).flatMap((place) => {
        const { schema } = fieldsOf(attributes).get(place)?.kind ?? {};
        return (schema?.enum ?? schema?.items?.enum ?? []).map((value) => [place, String(value)]);
      }),
    );
    expect(places.length).toBeGreaterThan(20);
    expect(places.filter(([place, value]) => spanishValues[place]?.[value] === undefined)).toEqual([]);
  });

  it('reads in English in words, and not in codes', () => {
    const data = {
      attributes: { caseNumber: 'C-7', target: 'first_reply', dueAt: '2026-03-02T10:05:00.000Z' },
    };
    expect(messageOf({ type: 'cases.case.target_missed', data })).toBe(
      'Case C-7 missed its first reply target, due 2026-03-02 10:05 UTC',
    );
    const codes = Object.entries(spanishValues).flatMap(([place, words]) =>
      Object.keys(words)
        .filter((value) => /_|[a-z][A-Z\d]|^ip$/.test(value) && englishValues[place]?.[value] === undefined)
        .map((value) => [place, value]),
    );
    expect(codes).toEqual([]);
  });

  it('is what the agent wrote, braces and all', () => {
    const personal = { text: 'Call {productName} back [soon]' };
    expect(messageOf({ type: 'customers.note.added', data: { attributes: {}, personal } })).toBe(
      personal.text,
    );
  });

  it('reads as a dash where it was erased', () => {
    expect(messageOf({ type: 'customers.note.added', data: { attributes: {}, personal: {} } })).toBe('–');
  });

  it('begins with a capital letter unless a name or what a person typed comes first', () => {
    const template = '[{personal.text} ][{name}: ]by {context.orderNumber}';
    const of = (data: { personal?: object; name?: string }): string =>
      renderMessage(template, {
        attributes: { name: data.name },
        personal: { ...data.personal },
        context: { orderNumber: '7' },
      });
    expect(of({ personal: { text: 'iPhone' }, name: 'a' })).toBe('iPhone a: by 7');
    expect(of({ name: 'eBook' })).toBe('eBook: by 7');
    expect(of({})).toBe('By 7');
  });

  it('joins lists, takes the order number from the context and counts zero as a value', () => {
    const data = {
      attributes: { fieldNames: ['street', 'city'], score: 0 },
      context: { orderNumber: '1001' },
    };
    expect(renderMessage('order {context.orderNumber}: {fieldNames}[ ({score})]', data)).toBe(
      'Order 1001: street, city (0)',
    );
  });

  it('is the type where the catalog does not know it', () => {
    expect(messageOf({ type: 'billing.unheard.of', data: { attributes: {} } })).toBe('billing.unheard.of');
    const data = { attributes: {}, personal: { text: 'Hello' } };
    expect(messageOf({ type: 'customers.note.added', data }, catalog.without('customers.note.added'))).toBe(
      'customers.note.added',
    );
  });
});

describe('the attributes of an event', () => {
  it('may be plain data with nested money', () => {
    expect(
      attributeFaults('billing.rebill.succeeded', { productName: 'Green Tea', orderId, amount }),
    ).toEqual([]);
    expect(attributeFaults('customers.customer.created', {})).toEqual([]);
  });

  it('are refused with every fault named', () => {
    const faults = attributeFaults('billing.rebill.succeeded', {
      productName: 7,
      orderId,
      amount: { amount: 39.9, currency: 'USD' },
      mood: 'good',
    });
    expect(faults.join('\n')).toContain('productName: ');
    expect(faults.join('\n')).toContain('amount.amount: ');
    expect(faults.join('\n')).toContain('mood: is not a field of this request');
    expect(attributeFaults('customers.customer.created', { mood: 'good' })).toHaveLength(1);
  });

  it('take maps of texts, days and moments as they are written', () => {
    const attributes = { orderId, fieldNames: ['Gift'], customFieldsSet: { Gift: 'yes' } };
    expect(attributeFaults('billing.order.updated', attributes)).toEqual([]);
    expect(
      attributeFaults('billing.order.updated', { ...attributes, customFieldsSet: { Gift: 1 } }),
    ).toHaveLength(1);
    const moved = { billDayFrom: '2026-11-21', billDayTo: 'soon' };
    expect(attributeFaults('billing.purchase.billing_date_changed', moved).join()).toContain('billDayTo');
    const missed = { caseNumber: '12', target: 'resolution', dueAt: '2026-11-21T10:00:00Z' };
    expect(attributeFaults('cases.case.target_missed', missed)).toEqual([]);
  });

  it('are shown without what the entry only carries, and with what it names as personal', () => {
    const data = {
      attributes: { template: 'welcome' },
      personal: { subject: 'Hello', to: 'ann@example.com', name: 'Ann' },
    };
    expect(shownAttributes({ type: 'customers.email.sent', data })).toEqual({
      subject: 'Hello',
      to: 'ann@example.com',
    });
    expect(shownAttributes({ type: 'billing.unheard.of', data })).toEqual({ template: 'welcome' });
  });

  it('tell which custom fields were set', () => {
    expect(customFieldsSetBy({ data: { attributes: { customFieldsSet: { Gift: 'yes' } } } })).toEqual({
      Gift: 'yes',
    });
    expect(customFieldsSetBy({ data: { attributes: {} } })).toEqual({});
  });
});

describe('Is Note', () => {
  it('says that a person typed the text', () => {
    expect(isNote({ type: 'customers.note.added', actortype: 'user' })).toBe(true);
    expect(isNote({ type: 'cases.case.noted', actortype: 'user' })).toBe(true);
    expect(isNote({ type: 'customers.note.added', actortype: 'api' })).toBe(false);
    expect(isNote({ type: 'billing.rebill.succeeded', actortype: 'user' })).toBe(false);
    expect(isNote({ type: 'billing.unheard.of', actortype: 'user' })).toBe(false);
  });
});

describe('The money that an event moved', () => {
  const moved = (type: string, attributes: object) =>
    moneyMovedBy({ type, data: { attributes: { ...attributes } } });
  const sold = 'billing.order.completed';
  const said = (payment?: string): string =>
    messageOf({ type: sold, data: { attributes: { productNames: ['Tea'], amount, payment } } });

  it('is none where it was only authorised, whatever became of that', () => {
    expect(moved(sold, { amount, payment: 'authorised' })).toBeNull();
    expect(moved('billing.transaction.voided', { amount, authorised: true })).toBeNull();
    expect(moved('billing.chargeback.created', { amount, authorised: true })).toBeNull();
    expect(moved(sold, { amount, payment: 'paid' })).toEqual(amount);
    expect(moved('billing.capture.succeeded', { amount })).toEqual(amount);
    expect(moved('billing.transaction.voided', { amount })).toEqual(amount);
  });

  it('is not called paid by the order’s message before it was taken', () => {
    expect(said('paid')).toBe('Order of Tea paid: 39.90 USD');
    expect(said('authorised')).toBe('Order of Tea authorised: 39.90 USD');
    expect(said()).toBe('Order of Tea: 39.90 USD');
  });
});
