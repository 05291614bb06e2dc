import type { CustomerLife, SaleChoice } from '../customer-life';

/** Something that happens to a customer who has just bought what the choice says. */
export interface Episode {
  readonly choice: SaleChoice;
  readonly run: (life: CustomerLife) => Promise<unknown>;
}

/** An episode; without a choice any sale will do. */
export function episode(choice: SaleChoice, run: Episode['run']): Episode {
  return { choice, run };
}
