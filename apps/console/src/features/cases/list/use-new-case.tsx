import { useState, type ReactNode } from 'react';
import { NewCaseDialog } from './new-case-dialog';

/** Begins a case, for a customer who is known already or is to be found. */
export function useNewCase(): { begin: (customerId?: string) => void; dialog: ReactNode } {
  const [asked, setAsked] = useState<{ customerId: string | undefined }>();
  return {
    begin: (customerId) => setAsked({ customerId }),
    dialog: asked !== undefined && (
      <NewCaseDialog customerId={asked.customerId} onClose={() => setAsked(undefined)} />
    ),
  };
}
