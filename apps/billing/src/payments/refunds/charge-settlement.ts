import { DomainError } from '@daybook/contracts';
import { ProcessorSilent, type ChargeState, type ProcessorClient } from '../processor/processor-client';
import type { Transaction } from '../transaction.entity';

/**
 * How a charge stands at the processor, which alone knows whether it has settled; null where that is known already, or
 * is not the processor's.
 * @throws DomainError `internal.unavailable` when the processor does not say
 */
export async function chargeStateOf(
  processor: ProcessorClient,
  charge: Transaction,
): Promise<ChargeState | null> {
  if (charge.settled || charge.processorReference === null || !charge.refundable) return null;
  try {
    return await processor.charge(charge.processorReference);
  } catch (error) {
    if (error instanceof ProcessorSilent)
      throw new DomainError('internal.unavailable', { detail: error.message, retryAfter: 3 });
    throw error;
  }
}
