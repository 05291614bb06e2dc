import type { ReactNode } from 'react';
import { answerOf, api, type View } from '../../api/client';
import type { paths } from '../../api/snapshots/schema';
import { customerChanged, customerQuery } from '../../api/customer-queries';
import { queryClient } from '../../api/query-client';
import { useMay } from '../../api/use-session';
import { EditableFact } from '../record/editable-fact';

export type Customer = View<'CustomerView'>;
export type CustomerChange = NonNullable<
  paths['/customers/{id}']['patch']['requestBody']
>['content']['application/json'];

interface FactFieldProps<Value> {
  customer: Customer;
  label: string;
  /** The value in a customer as it is now. */
  read: (customer: Customer) => Value;
  show: (value: Value) => ReactNode;
  edit: (draft: Value, change: (draft: Value) => void) => ReactNode;
  /** What is sent: the fact in its place among the customer's others, as they are now. */
  write: (draft: Value, now: Customer) => CustomerChange;
  /** For a fact that is not there yet: its editor is opened by a button with these words. */
  add?: string;
  /** Takes the fact away. */
  remove?: { words: string; write: (now: Customer) => CustomerChange };
}

/** One fact of a customer. */
export function FactField<Value>({ customer, write, remove, ...fact }: FactFieldProps<Value>) {
  const may = useMay();
  const send = (change: CustomerChange, now: Customer, key: string) =>
    answerOf(
      api.PATCH('/customers/{id}', {
        params: {
          path: { id: customer.id },
          header: { 'If-Match': `"${String(now.version)}"`, 'Idempotency-Key': key },
        },
        body: change,
      }),
    );
  return (
    <EditableFact
      {...fact}
      row={customer}
      editable={may('customers.edit') && !customer.anonymisedAt}
      save={(draft, now, key) => send(write(draft, now), now, key)}
      remove={remove && { words: remove.words, save: (now, key) => send(remove.write(now), now, key) }}
      reload={() => queryClient.fetchQuery({ ...customerQuery(customer.id), staleTime: 0 })}
      onSaved={(changed) => {
        queryClient.setQueryData(customerQuery(customer.id).queryKey, changed);
        customerChanged(customer.id);
      }}
    />
  );
}
