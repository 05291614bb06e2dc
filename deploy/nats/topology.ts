// Not through the library's index: that loads the whole framework, and here it is not needed.
import type { SubjectPermissions } from '../../libs/messaging/src/nats/nats-credentials';

/** Who has credentials of its own on NATS. */
export type PartyName = keyof typeof TOPOLOGY;

/** What one party may do on NATS, beside listening on its own inbox `_INBOX_<name>.>`. */
export interface Party extends SubjectPermissions {
  /** It answers requests. */
  readonly answers: boolean;
}

/** Every service may ensure the streams, whoever starts first makes them. */
const ENSURE_STREAMS = ['$JS.API.INFO', ...stream('EVENTS'), ...stream('INTAKE'), ...stream('OUT')];

/**
 * Where those ask from whom a service answers. That it heard a request lets it answer only until it reconnects, and the
 * server starts again while it is at work. An inbox cannot be guessed, and engines have accounts of their own.
 */
const ASKERS = ['gateway', 'customers', 'billing', 'fulfillment', 'cases', 'reporting', 'operations'].map(
  (name) => `_INBOX_${name}.>`,
);

/**
 * Who may publish and subscribe what: the one table. The services' account knows no other rights; engines have accounts
 * of their own (`engine-account.ts`);
 * what is not here is refused by the server and stands in its log.
 */
export const TOPOLOGY = {
  gateway: party({
    publish: ['rpc.>', 'health.*', ...facts('gateway')],
    subscribe: [...answersFor('gateway'), 'heads.*'],
  }),
  /** Asks the others how far the erasure of a customer is, and cases for what goes with replies. */
  customers: service('customers', {
    publish: ['rpc.*.erasure.read', 'rpc.cases.attachments.piece'],
    subscribe: [],
  }),
  billing: service('billing', {
    publish: [
      'rpc.customers.get',
      'rpc.customers.search',
      // Where an order is to go by now.
      'rpc.fulfillment.orders.readdress',
      'out.billing.>',
      'intake.receipts.*',
      ...consumers('INTAKE'),
      // A card's number is erased at once.
      '$JS.API.STREAM.MSG.DELETE.INTAKE',
      ...makesConsumers('OUT'),
    ],
    subscribe: [],
  }),
  /** Has billing promise refunds for parcels that come back. */
  fulfillment: service('fulfillment', {
    publish: ['rpc.billing.refunds.promise', 'rpc.billing.refunds.withdraw_promise'],
    subscribe: [],
  }),
  /** Asks who a customer is whose news may still be on its way, from whom a mail came, and which order a service record names. */
  cases: service('cases', {
    publish: ['rpc.customers.identify', 'rpc.customers.identify_sender', 'rpc.billing.orders.read'],
    subscribe: [],
  }),
  /** Streams exports and live news to the gateway, which answers each piece. */
  reporting: service('reporting'),
  /** For people who look after the server and for tests that break it: everything. */
  operations: party({ publish: ['>'], subscribe: ['>'] }),
} as const satisfies Record<string, Party>;

/** What billing may do in the system account: ask whom the server trusts, read accounts, put engines' there. */
export const ACCOUNT_KEEPER: SubjectPermissions = {
  publish: ['$SYS.REQ.SERVER.PING.VARZ', '$SYS.REQ.ACCOUNT.*.CLAIMS.LOOKUP', '$SYS.REQ.CLAIMS.UPDATE'],
  subscribe: [],
};

/** The names of all parties in the table. */
export const PARTIES = Object.keys(TOPOLOGY) as PartyName[];

function service(name: string, more: SubjectPermissions = { publish: [], subscribe: [] }): Party {
  return party({
    publish: [...facts(name), ...more.publish],
    subscribe: [...answersFor(name), `rpc.${name}.>`, 'heads.*', ...more.subscribe],
  });
}

function party(subjects: SubjectPermissions): Party {
  return { ...subjects, answers: true };
}

/** Tells its own facts and how far its journal goes, to its own replicas too; reads everybody's. */
function facts(name: string): string[] {
  return [
    `events.${name}.>`,
    `heads.${name}`,
    `journal.wake.${name}`,
    'journal.read.*',
    // Whether somebody is at work on what was asked.
    'rpc.*.at_work',
    ...ASKERS,
    ...ENSURE_STREAMS,
    ...consumers('EVENTS'),
  ];
}

function answersFor(name: string): string[] {
  return [`journal.read.${name}`, `journal.wake.${name}`, `health.${name}`];
}

function stream(name: string): string[] {
  return ['CREATE', 'UPDATE', 'INFO'].map((verb) => `$JS.API.STREAM.${verb}.${name}`);
}

/** What it takes to read a stream. What is read too little is read again from the journals. */
function consumers(streamName: string): string[] {
  return [
    ...makesConsumers(streamName),
    `$JS.API.CONSUMER.MSG.NEXT.${streamName}.>`,
    `$JS.ACK.${streamName}.>`,
  ];
}

/** What it takes to make consumers of a stream, for oneself or for others. */
function makesConsumers(streamName: string): string[] {
  return [
    `$JS.API.CONSUMER.CREATE.${streamName}.>`,
    `$JS.API.CONSUMER.DURABLE.CREATE.${streamName}.>`,
    `$JS.API.CONSUMER.INFO.${streamName}.>`,
  ];
}
