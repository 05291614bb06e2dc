import { DomainError, type CaseStatus } from '@daybook/contracts';
import type { SchemeRules } from './case-scheme.entity';

/** Which state a case may go to from which: the only table of it. A scheme allows all of it, or less. */
const transitions: Readonly<Record<CaseStatus, readonly CaseStatus[]>> = {
  open: ['pending', 'resolved', 'closed'],
  pending: ['open', 'resolved', 'closed'],
  resolved: ['open', 'closed'],
  closed: ['open'],
};

/** Whether cases take a step at all, whatever their scheme. */
export function isPossible(from: CaseStatus, to: CaseStatus): boolean {
  return transitions[from].includes(to);
}

/** @throws DomainError `cases.not_in_state` when the table, or the scheme, does not allow the step */
export function assertTransition(from: CaseStatus, to: CaseStatus, rules: SchemeRules | null): void {
  if (!isPossible(from, to)) {
    throw new DomainError('cases.not_in_state', { detail: `A case that is ${from} cannot become ${to}.` });
  }
  const allowed = rules?.transitions?.filter((step) => step.from === from).flatMap((step) => step.to);
  if (allowed !== undefined && !allowed.includes(to)) {
    throw new DomainError('cases.not_in_state', {
      detail: `The scheme of its type does not let a case that is ${from} become ${to}.`,
    });
  }
}
