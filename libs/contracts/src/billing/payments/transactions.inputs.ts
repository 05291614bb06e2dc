import { Id } from '../../fields';
import { PageQuery } from '../../paging';

/** Names one transaction. Errors: `billing.not_found`. */
export class TransactionInput {
  @Id()
  id!: string;
}

/** Lists authorised payments that could not be captured. */
export class ListFailedCapturesInput extends PageQuery {}
