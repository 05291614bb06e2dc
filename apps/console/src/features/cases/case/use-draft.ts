import { useState } from 'react';

/** What was begun and is not sent. */
export interface CaseDraft {
  mode: 'reply' | 'note';
  reply: string;
  note: string;
  /** Copies of the reply; the case's own where undefined. */
  ccs?: string[];
  /** Files that wait to be sent along. */
  files: { id: string; filename: string }[];
}

/** A draft goes with the tab: what was typed about a customer does not stay on a shared computer. */
const keyOf = (caseId: string): string => `daybook.case-draft.${caseId}`;

const EMPTY: CaseDraft = { mode: 'reply', reply: '', note: '', files: [] };

function stored(caseId: string): CaseDraft {
  const text = sessionStorage.getItem(keyOf(caseId));
  return text === null ? EMPTY : { ...EMPTY, ...(JSON.parse(text) as Partial<CaseDraft>) };
}

/** What one writes in a case: it survives a reload, another case in between, and a colleague who is quicker. */
export function useDraft(caseId: string): [CaseDraft, (change: Partial<CaseDraft>) => void] {
  const [draft, setDraft] = useState(() => stored(caseId));
  const write = (change: Partial<CaseDraft>) =>
    setDraft((now) => {
      const next = { ...now, ...change };
      const empty = next.reply === '' && next.note === '' && next.files.length === 0;
      if (empty) sessionStorage.removeItem(keyOf(caseId));
      else sessionStorage.setItem(keyOf(caseId), JSON.stringify(next));
      return next;
    });
  return [draft, write];
}
