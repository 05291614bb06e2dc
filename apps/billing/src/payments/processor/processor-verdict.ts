import type { Card } from './card';

/** What the processor said of a transaction, in the end. */
export interface ProcessorVerdict {
  succeeded: boolean;
  declineKind: 'soft' | 'hard' | null;
  responseCode: string;
  /** Its own id of the charge. */
  reference?: string;
  bin?: string;
  last4?: string;
  captured?: boolean;
  settled?: boolean;
  /** More of the card that was charged, where the processor was asked and said it. */
  card?: Card;
}
