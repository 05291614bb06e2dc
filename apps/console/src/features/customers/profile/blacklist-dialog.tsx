import { useState } from 'react';
import { Checkbox, Stack, TagsInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { answerOf, api, type View } from '../../../api/client';
import { ActionDialog } from '../../../components/actions/action-dialog';
import { Moment } from '../../../components/moment';

type Entry = View<'BlacklistEntryInput'>;

interface BlacklistDialogProps {
  customer: View<'CustomerView'>;
  close: () => void;
}

/** What of a customer's own record new orders are matched by. */
const OF_RECORD = ['email', 'phone', 'state', 'country'] as const;

/** Who stands on the blacklist is taken off it, everybody else put on it. */
export function BlacklistDialog(props: BlacklistDialogProps) {
  return props.customer.blacklisted ? <LiftDialog {...props} /> : <PutDialog {...props} />;
}

function PutDialog({ customer, close }: BlacklistDialogProps) {
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
      onClose={close}
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

function LiftDialog({ customer, close }: BlacklistDialogProps) {
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
      onClose={close}
    />
  );
}
