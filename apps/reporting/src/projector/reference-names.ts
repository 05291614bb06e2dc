import { sequenceOf, type DaybookEvent } from '@daybook/contracts';
import type { MemberName } from '../store/postgres/dimensions';
import type { FilterColumn } from '../store/model/filter-columns';

/** The names that a reference event gives: to the members of every dimension that is named by its type. */
export function memberNamesOf(event: DaybookEvent, columns: readonly FilterColumn[]): MemberName[] {
  const { id, name, retired } = event.data.attributes;
  if (typeof id !== 'string') return [];
  return columns
    .filter((column) => column.namedBy === event.type)
    .map(({ dimension }) => ({
      dimension,
      value: id,
      name: typeof name === 'string' ? name : null,
      retired: retired === true,
      epoch: event.epoch,
      sequence: sequenceOf(event),
    }));
}
