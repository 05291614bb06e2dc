import { useLocalStorage } from '@mantine/hooks';

/** The columns of the details, in their order, with their share of the width. */
export const COLUMNS = {
  dateCreated: '182px',
  username: 'minmax(90px, 0.7fr)',
  customer: 'minmax(120px, 1fr)',
  action: 'minmax(170px, 1fr)',
  message: 'minmax(180px, 3fr)',
  accessLevel: 'minmax(110px, 0.9fr)',
  orderNumber: '94px',
  isNote: '76px',
} as const;
export type Column = keyof typeof COLUMNS;

const ALL = Object.keys(COLUMNS) as Column[];

/** Which columns the person wants to see; kept in this browser. */
export function useColumns(): { columns: Column[]; turn: (column: Column, on: boolean) => void } {
  const [hidden, setHidden] = useLocalStorage<Column[]>({ key: 'daybook.hidden-columns', defaultValue: [] });
  return {
    columns: ALL.filter((column) => !hidden.includes(column)),
    turn: (column, on) =>
      setHidden(on ? hidden.filter((one) => one !== column) : [...hidden, column].slice(0, ALL.length - 1)),
  };
}

export const allColumns: readonly Column[] = ALL;
