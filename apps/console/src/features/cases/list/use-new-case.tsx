import { useState, type ReactNode } from 'react';
import { valueOf } from '../../../lib/search-parameters';
import { onDemand } from '../../../components/on-demand';
import { useCaseSearch } from '../case-search';

const NewCaseDialog = onDemand(() => import('./new-case-dialog').then((it) => it.NewCaseDialog));

/**
 * Begins a case, for a customer who is known already or is to be found.
 * @param first the customer for whom the address asks to begin one
 */
export function useNewCase(first?: string): { begin: (customerId?: string) => void; dialog: ReactNode } {
  const [asked, setAsked] = useState<{ customerId: string | undefined } | undefined>(
    first === undefined ? undefined : { customerId: first },
  );
  const { search, change } = useCaseSearch();
  const close = () => {
    setAsked(undefined);
    if (valueOf(search, 'new') !== undefined) change({ new: undefined });
  };
  return {
    begin: (customerId) => setAsked({ customerId }),
    dialog: asked !== undefined && <NewCaseDialog customerId={asked.customerId} onClose={close} />,
  };
}
