import { useState, type ReactNode } from 'react';
import { ActionIcon, Button, Group } from '@mantine/core';
import { Pencil } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { answerOf, api, type View } from '../../api/client';
import type { paths } from '../../api/snapshots/schema';
import { customerChanged, customerQuery } from '../../api/customer-queries';
import { queryClient } from '../../api/query-client';
import { useCommand } from '../../api/use-command';
import { useMay } from '../../api/use-session';
import { ErrorPanel } from '../error-panel';
import classes from './customer.module.css';

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

/** One fact, edited in place and saved by itself. Where somebody was quicker, both values are shown. */
export function FactField<Value>(props: FactFieldProps<Value>) {
  const { customer, label, read, show, edit, write, add, remove } = props;
  const { t } = useTranslation('customers');
  const may = useMay();
  const [draft, setDraft] = useState<{ value: Value; from: Customer }>();
  const [conflict, setConflict] = useState<Customer>();
  const close = () => {
    setDraft(undefined);
    setConflict(undefined);
    saving.reset();
  };
  const saving = useCommand(
    ({ change, version }: { change: CustomerChange; version: number }, key) =>
      answerOf(
        api.PATCH('/customers/{id}', {
          params: {
            path: { id: customer.id },
            header: { 'If-Match': `"${String(version)}"`, 'Idempotency-Key': key },
          },
          body: change,
        }),
      ),
    {
      onSuccess: (changed) => {
        queryClient.setQueryData(customerQuery(customer.id).queryKey, changed);
        close();
        customerChanged(customer.id);
      },
    },
  );
  const save = (now: Customer, change: CustomerChange) =>
    saving.mutate(
      { change, version: now.version },
      {
        onError: (error) => {
          if (error.status !== 412) return;
          void queryClient.fetchQuery({ ...customerQuery(customer.id), staleTime: 0 }).then(setConflict);
        },
      },
    );
  const open = () => setDraft({ value: read(customer), from: customer });
  const mayEdit = may('customers.edit') && !customer.anonymisedAt;

  if (draft === undefined) {
    if (add !== undefined)
      return mayEdit ? (
        <Button variant="subtle" size="compact-xs" mih={24} ml={-8} display="block" onClick={open}>
          {add}
        </Button>
      ) : null;
    return (
      <div className={classes.fact}>
        <div>
          <span className={classes.label}>{label}</span>
          <span className={classes.value}>{show(read(customer)) ?? <i className={classes.none}>–</i>}</span>
        </div>
        {mayEdit && (
          <ActionIcon aria-label={t('fact.edit', { fact: label })} onClick={open}>
            <Pencil size={13} aria-hidden />
          </ActionIcon>
        )}
      </div>
    );
  }
  const now = conflict ?? draft.from;
  const refused = saving.error !== null && saving.error.status !== 412 ? saving.error : null;
  return (
    <form
      className={classes.editor}
      aria-label={label}
      onSubmit={(event) => {
        event.preventDefault();
        save(now, write(draft.value, now));
      }}
    >
      {edit(draft.value, (value) => setDraft({ ...draft, value }))}
      {conflict !== undefined && (
        <div className={classes.conflict} role="alert">
          <p>
            <b>{t('fact.conflict')}</b>
          </p>
          <p>
            {t('fact.theirs')}: {show(read(conflict)) ?? '–'}
          </p>
          <p>
            {t('fact.yours')}: {show(draft.value) ?? '–'}
          </p>
        </div>
      )}
      {refused !== null && <ErrorPanel error={refused} command />}
      <Group gap={6} mt={8}>
        <Button type="submit" loading={saving.isPending}>
          {t(conflict === undefined ? 'fact.save' : 'fact.save_mine')}
        </Button>
        <Button variant="default" onClick={close}>
          {t(conflict === undefined ? 'fact.cancel' : 'fact.keep_theirs')}
        </Button>
        {remove !== undefined && conflict === undefined && (
          <Button variant="subtle" color="gray" ml="auto" onClick={() => save(now, remove.write(now))}>
            {remove.words}
          </Button>
        )}
      </Group>
    </form>
  );
}
