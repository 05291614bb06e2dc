import { DomainError, type CaseStatus } from '@daybook/contracts';

/** Which state a case may go to from which: the only table of it. */
const transitions: Readonly<Record<CaseStatus, readonly CaseStatus[]>> = {
  open: ['pending', 'resolved', 'closed'],
  pending: ['open', 'resolved', 'closed'],
  resolved: ['open', 'closed'],
  closed: ['open'],
};

/** @throws DomainError `cases.not_in_state` when the table does not allow the step */
export function assertTransition(from: CaseStatus, to: CaseStatus): void {
  if (!transitions[from].includes(to)) {
    throw new DomainError('cases.not_in_state', { detail: `A case that is ${from} cannot become ${to}.` });
  }
}
