import { Controller, type Type } from '@nestjs/common';
import {
  erasureOperations,
  type Call,
  type ConsumingService,
  type ReadErasureInput,
  type ServiceErasureView,
} from '@daybook/contracts';
import { erasureOf, UnitOfWork } from '@daybook/persistence';
import { Handles } from '../operations/handles';

/** The controller by which a service says how far the erasure of a customer is. */
export function erasureController(service: ConsumingService): Type<object> {
  @Controller()
  class ErasureController {
    constructor(private readonly work: UnitOfWork) {}

    @Handles(erasureOperations[service])
    async read({ customerId }: ReadErasureInput, _call: Call): Promise<ServiceErasureView> {
      const { heard, erasedAt } = await this.work.read((em) => erasureOf(em, customerId));
      if (!heard) return { service, state: 'not_heard', erasedAt: null };
      return {
        service,
        state: erasedAt === null ? 'under_way' : 'erased',
        erasedAt: erasedAt?.toISOString() ?? null,
      };
    }
  }
  return ErasureController;
}
