import { useRouter, useSearch } from '@tanstack/react-router';
import type { View } from '../../api/client';
import type { HistoryFilter } from '../../api/customer-queries';
import { valueOf, valuesOf } from '../../lib/search-parameters';
import { HistoryPanel } from './history-panel';

/** A history's filter as it stands in the address. */
function filterOf(search: Readonly<Record<string, unknown>>): HistoryFilter {
  const from = valueOf(search, 'from');
  const to = valueOf(search, 'to');
  const type = valuesOf(search, 'type');
  return {
    ...(from === undefined ? {} : { from }),
    ...(to === undefined ? {} : { to }),
    ...(type.length === 0 ? {} : { type }),
    ...(valueOf(search, 'legacy') === 'true' ? { legacy: true } : {}),
  };
}

interface RecordHistoryProps {
  customerId: string;
  /** Only what is about one order, and the notes. */
  orderId?: string;
  /** Only a part of that: what is about one purchase or fulfillment of it. */
  about?: (entry: View<'TimelineItemView'>['about']) => boolean;
}

/** The history at the right of a record, what narrows it in the address. Notes are the customer's: they stand on each. */
export function RecordHistory({ customerId, orderId, about }: RecordHistoryProps) {
  const router = useRouter();
  const search: Readonly<Record<string, unknown>> = useSearch({ strict: false });
  return (
    <HistoryPanel
      customerId={customerId}
      filter={filterOf(search)}
      onFilter={(filter) => void router.navigate({ to: '.', search: { ...filter }, replace: true })}
      {...(orderId === undefined ? {} : { orderId })}
      {...(about === undefined ? {} : { about: (entry) => entry.isNote || about(entry.about) })}
    />
  );
}
