import { operations, schemaOf, type ClassOf } from '@daybook/contracts';

/** What is shown under another name than it is given by, or in a part of the answer. */
const SHOWN_OTHERWISE: Readonly<Record<string, readonly string[]>> = {
  'billing.purchases.change': ['productOption', 'pricePoint', 'nextBillDate', 'paymentMethod', 'reason'],
  'cases.records.update': ['customerId', 'handlerId', 'caseIds', 'orderIds'],
  'cases.update': ['responsibleId'],
  'fulfillment.items.change': ['quantity'],
};

describe('An operation that edits something', () => {
  const edits = operations.filter(({ route, output }) => route?.method === 'PATCH' && output !== null);

  it.each(edits.map((edit) => [edit.name, edit] as const))(
    '%s answers with every field that it takes',
    (name, { input, output, route }) => {
      const otherwise = [...(route?.parameters ?? []), ...(SHOWN_OTHERWISE[name] ?? [])];
      const shown = fieldsOf(output as ClassOf);
      expect(fieldsOf(input).filter((field) => !shown.includes(field) && !otherwise.includes(field))).toEqual(
        [],
      );
    },
  );
});

function fieldsOf(of: ClassOf): string[] {
  return Object.keys((schemaOf(of) as { properties?: object }).properties ?? {});
}
