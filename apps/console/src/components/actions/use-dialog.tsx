import { useState, type ReactNode } from 'react';
import type { OpenDialog } from './row-action';

/** The one dialog of a page or a table, and what opens it. */
export function useDialog(): { dialog: ReactNode; open: OpenDialog } {
  const [make, setMake] = useState<{ dialog: (close: () => void) => ReactNode }>();
  return {
    dialog: make?.dialog(() => setMake(undefined)),
    open: (dialog) => setMake({ dialog }),
  };
}
