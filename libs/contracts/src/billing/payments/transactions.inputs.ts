import { Id } from '../../fields';

/** Names one transaction. Errors: `billing.not_found`. */
export class TransactionInput {
  @Id()
  id!: string;
}
