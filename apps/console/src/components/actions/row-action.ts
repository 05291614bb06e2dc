import type { ReactNode } from 'react';

/** Something that can be done with one row: an entry of its menu. */
export interface RowAction {
  id: string;
  label: string;
  /** Why it cannot be done now, if so: it stays visible and says this. */
  disabled?: string | undefined;
  /** Takes something away from the customer. */
  danger?: boolean;
  run: () => void;
}

/** Shows a dialog, made with what closes it. */
export type OpenDialog = (make: (close: () => void) => ReactNode) => void;
