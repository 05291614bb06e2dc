import { Button, Skeleton, Table } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { answerOf, api } from '../../../api/client';
import { Chip } from '../../../components/chip';
import { Empty } from '../../../components/empty';
import { ErrorPanel } from '../../../components/error-panel';
import { Money } from '../../../components/money';
import { SEARCH_FIELDS, type CustomerSearch } from './search-fields';
import classes from './search.module.css';

interface SearchResultsProps {
  search: CustomerSearch;
  onSearch: (search: CustomerSearch) => void;
}

/** The customers who were found, best match first; without any condition the newest. */
export function SearchResults({ search, onSearch }: SearchResultsProps) {
  const { t } = useTranslation('customers');
  const query = useInfiniteQuery({
    queryKey: ['customers', search],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam, signal }) =>
      answerOf(
        api.GET('/customers', {
          params: {
            query: { ...search, limit: 50, ...(pageParam === undefined ? {} : { cursor: pageParam }) },
          },
          signal,
        }),
      ),
    getNextPageParam: (page) => page.nextCursor ?? undefined,
  });
  if (query.error !== null) return <ErrorPanel error={query.error} onRetry={() => void query.refetch()} />;
  if (query.data === undefined) return <Skeleton height={320} />;
  const found = query.data.pages.flatMap(({ items }) => items);
  const given = SEARCH_FIELDS.filter((field) => search[field] !== undefined);
  if (found.length === 0)
    return (
      <Empty
        title={t('search.nobody')}
        action={given.map((field) => (
          <Button
            key={field}
            variant="default"
            onClick={() =>
              onSearch(
                Object.fromEntries(given.filter((one) => one !== field).map((one) => [one, search[one]])),
              )
            }
          >
            {t('search.without', { field: t(`search.${field}`) })}
          </Button>
        ))}
      >
        {t('search.nobody_why')}
      </Empty>
    );
  return (
    <section aria-label={t('search.results')} className={classes.results}>
      <Table verticalSpacing={6} highlightOnHover>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('facts.name')}</Table.Th>
            <Table.Th>{t('facts.email')}</Table.Th>
            <Table.Th>{t('facts.phone')}</Table.Th>
            <Table.Th className={classes.wideOnly}>{t('search.place')}</Table.Th>
            <Table.Th className="numeric">{t('lifetime_value')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {found.map((customer) => (
            <Table.Tr key={customer.id}>
              <Table.Td>
                <Link
                  to="/customers/$customerId"
                  params={{ customerId: customer.id }}
                  className={classes.name}
                >
                  {customer.name}
                </Link>{' '}
                {customer.blacklisted && <Chip tone="bad">{t('flag.blacklisted')}</Chip>}{' '}
                {customer.openCases > 0 && (
                  <Chip tone="accent">{t('flag.open_cases', { count: customer.openCases })}</Chip>
                )}
              </Table.Td>
              <Table.Td>{customer.emails[0]?.address ?? '–'}</Table.Td>
              <Table.Td>{customer.phones[0]?.entered ?? '–'}</Table.Td>
              <Table.Td className={classes.wideOnly}>
                {[customer.addresses[0]?.city, customer.country].filter(Boolean).join(', ') || '–'}
              </Table.Td>
              <Table.Td className="numeric">
                {customer.lifetimeValue.length === 0
                  ? '–'
                  : customer.lifetimeValue.map(({ value }) => (
                      <div key={value.currency}>
                        <Money of={value} />
                      </div>
                    ))}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
      {query.hasNextPage && (
        <Button
          variant="subtle"
          fullWidth
          loading={query.isFetchingNextPage}
          onClick={() => void query.fetchNextPage()}
        >
          {t('search.more')}
        </Button>
      )}
    </section>
  );
}
