import { useState, type ReactNode } from 'react';
import { Button, Checkbox, Stack, TagsInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { answerOf, api, type View } from '../../../api/client';
import { ActionDialog } from '../../../components/actions/action-dialog';
import { useDialog } from '../../../components/actions/use-dialog';
import { Moment } from '../../../components/moment';
import { useCommands } from '../../../commands/use-commands';

type Customer = View<'CustomerView'>;
type Entry = View<'BlacklistEntryInput'>;

/** What of a customer's own record new orders are matched by. */
const OF_RECORD = ['email', 'phone', 'state', 'country'] as const;

/** Blacklists a customer, or lifts that: always with the reason why. */
export function BlacklistButton({ customer }: { customer: Customer }) {
  const { t } = useTranslation('customers');
  const { dialog, open } = useDialog();
  const title = customer.blacklisted ? t('blacklist.lift') : t('blacklist.put');
  const begin = () =>
    open((close): ReactNode =>
      customer.blacklisted ? (
        <LiftDialog customer={customer} onClose={close} />
      ) : (
        <PutDialog customer={customer} onClose={close} />
      ),
    );
  useCommands([{ id: 'customers.blacklist', title, group: t('title'), run: begin }]);
  return (
    <>
      <Button variant="default" onClick={begin}>
        {title}
      </Button>
      {dialog}
    </>
  );
}

function PutDialog({ customer, onClose }: { customer: Customer; onClose: () => void }) {
  const { t } = useTranslation('customers');
  const [kinds, setKinds] = useState<string[]>(['email', 'phone']);
  const [bins, setBins] = useState<string[]>([]);
  const [ips, setIps] = useState<string[]>([]);
  const entries: Entry[] = [
    ...OF_RECORD.filter((kind) => kinds.includes(kind)).map((kind) => ({ kind })),
    ...bins.map((value) => ({ kind: 'card_bin' as const, value })),
    ...ips.map((value) => ({ kind: 'ip' as const, value })),
  ];
  return (
    <ActionDialog
      title={t('blacklist.put')}
      facts={[[t('kind'), customer.name]]}
      consequence={t('blacklist.consequence')}
      button={t('blacklist.put')}
      danger
      ready={entries.length > 0}
      customerId={customer.id}
      input={entries}
      send={(reason, key) =>
        answerOf(
          api.PUT('/customers/{id}/blacklist', {
            params: { path: { id: customer.id }, header: { 'Idempotency-Key': key } },
            body: { reason, entries },
          }),
        )
      }
      done={() => t('blacklist.done', { name: customer.name })}
      onClose={onClose}
    >
      <Stack gap="sm">
        <Checkbox.Group label={t('blacklist.by')} value={kinds} onChange={setKinds}>
          <Stack gap={12} mt={8}>
            {OF_RECORD.map((kind) => (
              <Checkbox key={kind} value={kind} label={t(`blacklist.kind.${kind}`)} />
            ))}
          </Stack>
        </Checkbox.Group>
        <TagsInput label={t('blacklist.kind.card_bin')} value={bins} onChange={setBins} />
        <TagsInput label={t('blacklist.kind.ip')} value={ips} onChange={setIps} />
      </Stack>
    </ActionDialog>
  );
}

function LiftDialog({ customer, onClose }: { customer: Customer; onClose: () => void }) {
  const { t } = useTranslation('customers');
  const blacklist = useQuery({
    queryKey: ['customer', customer.id, 'blacklist'],
    queryFn: ({ signal }) =>
      answerOf(api.GET('/customers/{id}/blacklist', { params: { path: { id: customer.id } }, signal })),
  }).data;
  const entries = blacklist?.entries ?? [];
  const [entry] = entries;
  const kinds = [...new Set(entries.map(({ kind }) => kind))];
  const valuesOf = (kind: Entry['kind']) =>
    entries.filter((one) => one.kind === kind).map(({ value }) => value);
  return (
    <ActionDialog
      title={t('blacklist.lift')}
      facts={[
        [t('kind'), customer.name],
        ...kinds.map((kind) => [t(`blacklist.kind.${kind}`), valuesOf(kind).join(', ')] as const),
        ...(entry === undefined
          ? []
          : ([
              [t('blacklist.since'), <Moment key="since" at={entry.since} as="date" />],
              [t('account.by'), entry.by],
              [t('account.reason'), entry.reason],
            ] as const)),
      ]}
      button={t('blacklist.lift')}
      customerId={customer.id}
      send={(reason, key) =>
        answerOf(
          api.DELETE('/customers/{id}/blacklist', {
            params: { path: { id: customer.id }, header: { 'Idempotency-Key': key } },
            body: { reason },
          }),
        )
      }
      done={() => t('blacklist.lifted', { name: customer.name })}
      onClose={onClose}
    />
  );
}
