import { useState } from 'react';
import { Checkbox, MultiSelect, Select, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { callCentersQuery, campaignsQuery, productsQuery } from '../../../api/catalog-queries';
import { answerOf, api } from '../../../api/client';
import { CustomerPicker } from '../../../components/customer/customer-picker';
import { FilterFields, MomentFilter } from '../../../components/lists/filter-fields';
import { valueOf, valuesOf } from '../../../lib/search-parameters';
import type { Filter } from './order-list';
import type { ListSearch } from './use-list-search';

interface ListFiltersProps {
  filters: readonly Filter[];
  list: ListSearch;
  /** Whether they stand behind a button, on a phone. */
  folded: boolean;
}

/** The filters of a list; each takes effect at once and stands in the address. */
export function ListFilters({ filters, list, folded }: ListFiltersProps) {
  return (
    <FilterFields folded={folded} narrowed={list.narrowed} onClear={list.clear}>
      {filters.map((filter) => (
        <FilterField key={filter.name} filter={filter} list={list} />
      ))}
    </FilterFields>
  );
}

interface FilterFieldProps {
  filter: Filter;
  list: ListSearch;
}

function FilterField({ filter, list: { search, change } }: FilterFieldProps) {
  const { t } = useTranslation('orders');
  const { t: actions } = useTranslation('actions');
  const { name, kind } = filter;
  const label = t(`lists.filter.${name}`);
  const value = valueOf(search, name);
  const put = (next: string | readonly string[] | undefined) => change({ [name]: next });
  const several = { label, name, values: valuesOf(search, name), put };
  switch (kind) {
    case 'text':
    case 'last4':
      return (
        <TextFilter
          key={value}
          label={label}
          digits={kind === 'last4' ? 4 : 0}
          value={value ?? ''}
          put={put}
        />
      );
    case 'moment':
      return <MomentFilter label={label} value={value} put={put} />;
    case 'flag':
      return (
        <Checkbox
          label={label}
          mb={8}
          checked={value !== undefined}
          onChange={({ currentTarget: { checked } }) => put(checked ? 'true' : undefined)}
        />
      );
    case 'customer':
      return <CustomerPicker label={label} value={value ?? null} onChange={(id) => put(id ?? undefined)} />;
    case 'house':
      return <HouseFilter label={label} value={value ?? null} put={put} />;
    case 'statuses':
      return (
        <Several
          {...several}
          data={filter.of.map((one) => ({ value: one, label: actions(`status.${one}`) }))}
        />
      );
    case 'words':
      return (
        <Several
          {...several}
          data={filter.of.map((one) => ({
            value: one,
            label:
              filter.words === 'transaction_type'
                ? actions(`transaction_type.${one}` as 'transaction_type.sale')
                : t(`lists.purpose.${one}` as 'lists.purpose.order'),
          }))}
        />
      );
    default:
      return <CatalogFilter {...several} kind={kind} />;
  }
}

interface SeveralProps {
  label: string;
  values: string[];
  put: (values: readonly string[]) => void;
}

function Several({ label, values, put, data }: SeveralProps & { data: { value: string; label: string }[] }) {
  const { t } = useTranslation('orders');
  return (
    <MultiSelect
      label={label}
      data={data}
      searchable
      clearable
      clearButtonProps={{ 'aria-label': t('lists.clear_one', { filter: label }) }}
      nothingFoundMessage={t('lists.no_options')}
      value={values}
      onChange={put}
    />
  );
}

type CatalogKind = 'campaigns' | 'products' | 'callCenters';

function CatalogFilter({ kind, ...several }: SeveralProps & { kind: CatalogKind }) {
  const campaigns = useQuery({ ...campaignsQuery, enabled: kind === 'campaigns' }).data;
  const products = useQuery({ ...productsQuery, enabled: kind === 'products' }).data;
  const callCenters = useQuery({ ...callCentersQuery, enabled: kind === 'callCenters' }).data;
  const rows = { campaigns, products, callCenters }[kind] ?? [];
  return <Several {...several} data={rows.map(({ id, name }) => ({ value: id, label: name }))} />;
}

interface OneProps {
  label: string;
  put: (value: string | undefined) => void;
}

function HouseFilter({ label, value, put }: OneProps & { value: string | null }) {
  const { t } = useTranslation('orders');
  const houses = useQuery({
    queryKey: ['fulfillment-houses', 'names'],
    queryFn: ({ signal }) => answerOf(api.GET('/fulfillment-houses', { signal })),
    // Whoever may not see the houses finds parcels without them.
    retry: false,
  }).data;
  return (
    <Select
      label={label}
      data={(houses?.items ?? []).map(({ id, name }) => ({ value: id, label: name }))}
      clearable
      clearButtonProps={{ 'aria-label': t('lists.clear_one', { filter: label }) }}
      value={value}
      onChange={(id) => put(id ?? undefined)}
    />
  );
}

/** Takes effect when one has typed it: by Enter, or by going on. */
function TextFilter({ label, digits, value, put }: OneProps & { digits: number; value: string }) {
  const { t } = useTranslation('orders');
  const [typed, setTyped] = useState(value);
  const said = typed.trim();
  const right = said === '' || digits === 0 || (said.length === digits && /^\d+$/.test(said));
  const take = () => {
    if (right && said !== value) put(said === '' ? undefined : said);
  };
  return (
    <TextInput
      label={label}
      inputMode={digits > 0 ? 'numeric' : undefined}
      maxLength={digits > 0 ? digits : 200}
      value={typed}
      error={right || said.length < digits ? undefined : t('lists.digits', { count: digits })}
      onChange={({ currentTarget: { value: now } }) => setTyped(now)}
      onBlur={take}
      onKeyDown={({ key }) => {
        if (key === 'Enter') take();
      }}
    />
  );
}
