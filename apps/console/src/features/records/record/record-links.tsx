import { useState } from 'react';
import { MultiSelect } from '@mantine/core';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { answerOf, api } from '../../../api/client';
import { customerRows } from '../../../api/customer-queries';
import { PlaceLink } from '../../../components/place-link';

/** A case or an order, as people know it; a case with what it is about. */
export interface Linked {
  id: string;
  number: string;
  subject?: string;
}

/** What the record was about, a link each. */
export function Links({ to, links }: { to: '/cases' | '/orders'; links: readonly Linked[] }) {
  return links.map(({ id, number }) => (
    <div key={id}>
      <PlaceLink to={`${to}/${id}`}>{number}</PlaceLink>
    </div>
  ));
}

interface LinkFieldProps {
  customerId: string;
  draft: readonly Linked[];
  change: (draft: Linked[]) => void;
}

/** Chooses cases of the customer. */
export function CaseLinks({ customerId, ...props }: LinkFieldProps) {
  const { t } = useTranslation('records');
  const cases = useQuery({
    queryKey: ['customer', customerId, 'cases'],
    queryFn: ({ signal }) =>
      answerOf(
        api.GET('/customers/{id}/cases', {
          params: { path: { id: customerId }, query: { limit: 50 } },
          signal,
        }),
      ),
  }).data?.items;
  return <LinkField label={t('fact.cases')} {...props} found={cases ?? []} />;
}

/** Chooses orders of the customer. */
export function OrderLinks({ customerId, ...props }: LinkFieldProps) {
  const { t } = useTranslation('records');
  const orders = useInfiniteQuery(customerRows(customerId, 'orders')).data?.pages.flatMap(
    ({ items }) => items,
  );
  return (
    <LinkField
      label={t('fact.orders')}
      {...props}
      found={(orders ?? []).map(({ id, orderNumber }) => ({ id, number: orderNumber }))}
    />
  );
}

interface FoundProps extends Omit<LinkFieldProps, 'customerId'> {
  label: string;
  found: readonly Linked[];
}

function LinkField({ label, draft, change, found }: FoundProps) {
  const { t } = useTranslation('records');
  const [opened, setOpened] = useState(false);
  const all = new Map([...draft, ...found].map((one) => [one.id, one]));
  return (
    <MultiSelect
      label={label}
      data={[...all.values()].map(({ id, number, subject }) => ({
        value: id,
        label: subject === undefined ? number : `${number} · ${subject}`,
      }))}
      searchable
      maxValues={20}
      nothingFoundMessage={t('filter.no_options')}
      comboboxProps={{ withinPortal: false }}
      // Closed by each choice: it would stand over the buttons.
      dropdownOpened={opened}
      onDropdownOpen={() => setOpened(true)}
      onDropdownClose={() => setOpened(false)}
      value={draft.map(({ id }) => id)}
      onChange={(ids) => {
        setOpened(false);
        change(
          ids.flatMap((id) => {
            const one = all.get(id);
            return one === undefined ? [] : [{ id, number: one.number }];
          }),
        );
      }}
    />
  );
}
