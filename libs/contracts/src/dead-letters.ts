import { Keyset } from './keyset';
import type { ServiceName } from './actor';
import { defineOperation, type AnyOperation, type Operation } from './operation';
import { page, PageQuery, type Page } from './paging';
import { Flag, Id, Moment, OneOf, Text, Whole } from './fields';

/** Services that consume events. */
export const consumingServices = ['customers', 'billing', 'fulfillment', 'cases', 'reporting'] as const;
/** The name of a consuming service. */
export type ConsumingService = (typeof consumingServices)[number];

/** Which dead letters are asked for. */
export class DeadLetterQuery extends PageQuery {
  /** Also those that were applied since. */
  @Flag('Also those that were applied since.', { optional: true, default: false })
  resolved?: boolean;
}

/** Names one dead letter. */
export class DeadLetterRef {
  @Id()
  id!: string;
}

/** What a consumer could not apply. */
export class DeadLetterView {
  @Id()
  id!: string;

  @OneOf(consumingServices, 'The service whose consumer it is.', { optional: true })
  service?: ConsumingService;

  @Text()
  consumer!: string;

  @Text({ optional: true })
  producer!: string | null;

  @Whole({ optional: true })
  epoch!: number | null;

  @Whole({ optional: true })
  sequence!: number | null;

  @Text({ optional: true })
  eventType!: string | null;

  @Text('Why it could not be applied.')
  reason!: string;

  @Text('The bytes as they came; see `encoding`.')
  payload!: string;

  @OneOf(['utf8', 'base64'], 'utf8: the payload is text; base64: it was not valid text.')
  encoding!: 'utf8' | 'base64';

  @Moment()
  failedAt!: string;

  @Whole()
  attempts!: number;

  @Moment({ optional: true })
  resolvedAt!: string | null;
}

/** The calls by which the gateway asks one service for its dead letters. */
export interface DeadLetterOperations {
  list: Operation<DeadLetterQuery, Page<DeadLetterView>>;
  read: Operation<DeadLetterRef, DeadLetterView>;
  replay: Operation<DeadLetterRef, DeadLetterView>;
}

function operationsOf(service: ServiceName): DeadLetterOperations {
  return {
    list: defineOperation({
      name: `${service}.dead_letters.list`,
      kind: 'query',
      summary: `List what consumers of ${service} could not apply`,
      tag: 'dead-letters',
      input: DeadLetterQuery,
      output: page(DeadLetterView),
      access: 'operations.view',
    }),
    read: defineOperation({
      name: `${service}.dead_letters.read`,
      kind: 'query',
      summary: `Read a dead letter of ${service}`,
      tag: 'dead-letters',
      input: DeadLetterRef,
      output: DeadLetterView,
      access: 'operations.view',
      errors: ['dead_letter.not_found'],
    }),
    replay: defineOperation({
      name: `${service}.dead_letters.replay`,
      summary: `Apply a dead letter of ${service} again`,
      tag: 'dead-letters',
      input: DeadLetterRef,
      output: DeadLetterView,
      access: 'operations.change',
      errors: ['dead_letter.not_found', 'dead_letter.still_failing'],
    }),
  };
}

/** For each consuming service the calls to its dead letters. */
export const deadLetterOperations: Readonly<Record<ConsumingService, DeadLetterOperations>> = {
  customers: operationsOf('customers'),
  billing: operationsOf('billing'),
  fulfillment: operationsOf('fulfillment'),
  cases: operationsOf('cases'),
  reporting: operationsOf('reporting'),
};

/** All of them, for the operations table. */
export const allDeadLetterOperations: readonly AnyOperation[] = consumingServices.flatMap((service) => {
  const { list, read, replay } = deadLetterOperations[service];
  return [list, read, replay];
});

/** The order in which dead letters are listed: the newest first. Ids sort by time in every service. */
export const newestDeadLetters = new Keyset('dead-letters', 'id');
