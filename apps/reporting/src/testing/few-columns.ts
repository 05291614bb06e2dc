import { filterColumns, type FilterColumn } from '../store/model/filter-columns';

/** Some columns: one key and several, and those that questions of every kind need. */
export const FEW_COLUMNS: FilterColumn[] = filterColumns().filter(({ dimension }) =>
  ['type', 'user', 'campaign', 'country', 'product'].includes(dimension),
);
