import { consumingServices, type ConsumingService } from './dead-letters';
import { defineOperation, type AnyOperation, type Operation } from './operation';
import { Flag, Id, Moment, OneOf, Parts } from './fields';

/** How far the erasure of a customer can be in a service. */
export const erasureStates = ['erased', 'under_way', 'not_heard', 'unknown'] as const;
export type ErasureState = (typeof erasureStates)[number];

/** Asks one service how far the erasure of a customer is there. */
export class ReadErasureInput {
  @Id()
  customerId!: string;
}

/** How far the erasure of a customer is in one service. */
export class ServiceErasureView {
  @OneOf(consumingServices)
  service!: ConsumingService;

  @OneOf(
    erasureStates,
    '`erased`: nothing personal is left there; `under_way`: heard, and not all of it is done; `not_heard`: the news is on its way; `unknown`: the service does not answer just now.',
  )
  state!: ErasureState;

  @Moment('When everything there was erased.', { optional: true })
  erasedAt!: string | null;
}

/** What of a customer is erased, and what is outstanding where. */
export class AnonymisationView {
  @Id()
  customerId!: string;

  @Moment()
  anonymisedAt!: string;

  @Flag('Whether nothing is outstanding anywhere.')
  complete!: boolean;

  @Parts(ServiceErasureView)
  services!: ServiceErasureView[];
}

function operationOf(service: ConsumingService): Operation<ReadErasureInput, ServiceErasureView> {
  return defineOperation({
    name: `${service}.erasure.read`,
    kind: 'query',
    summary: `Say how far the erasure of a customer is in ${service}`,
    tag: 'customers',
    input: ReadErasureInput,
    output: ServiceErasureView,
    access: 'customers.anonymise',
    timeoutMs: 3_000,
  });
}

/** For each service with personal data the call by which customers asks how far the erasure is there. */
export const erasureOperations: Readonly<
  Record<ConsumingService, Operation<ReadErasureInput, ServiceErasureView>>
> = {
  customers: operationOf('customers'),
  billing: operationOf('billing'),
  fulfillment: operationOf('fulfillment'),
  cases: operationOf('cases'),
  reporting: operationOf('reporting'),
};

/** All of them, for the operations table. */
export const allErasureOperations: readonly AnyOperation[] = Object.values(erasureOperations);
