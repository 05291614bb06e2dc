import type { CaseFieldsInput, UpdateCaseInput } from '@daybook/contracts';

/** What a new case is made of. */
export interface NewCase extends CaseFieldsInput {
  number: number;
  customerId: string;
  subject: string;
}

/** What may be changed in a case, besides who is in charge. */
export type CaseChange = Omit<UpdateCaseInput, 'id' | 'responsibleId'>;
