import type { Money } from './fields';

/** The services, by the names that stand in subjects, databases and event sources. */
export const services = ['gateway', 'customers', 'billing', 'fulfillment', 'cases', 'reporting'] as const;
/** The name of a service. */
export type ServiceName = (typeof services)[number];

/** Services whose journals hold events that others consume. */
export const producers = ['customers', 'billing', 'fulfillment', 'cases', 'gateway'] as const;
/** The name of a producing service. */
export type ProducerName = (typeof producers)[number];

/** Access levels of people and keys (Customer Service Report's list, and `finance`). */
export const accessLevels = [
  'admin',
  'cs_agent',
  'affiliate',
  'api_user',
  'cs_admin',
  'sales_rep',
  'finance',
] as const;
/** An access level. */
export type AccessLevel = (typeof accessLevels)[number];

/** Labels of the access levels, as the report shows them. */
export const accessLevelLabels: Readonly<Record<AccessLevel, string>> = {
  admin: 'Admin',
  cs_agent: 'Customer Service Agent',
  affiliate: 'Affiliate',
  api_user: 'API User',
  cs_admin: 'CS Admin',
  sales_rep: 'Sales Rep',
  finance: 'Finance',
};

/** Kinds of actors: a person signed in, an API key, the customer, or the system itself. */
export const actorTypes = ['user', 'api', 'customer', 'system'] as const;
/** A kind of actor. */
export type ActorType = (typeof actorTypes)[number];

/** Who does something, as the gateway's signed token says it. */
export interface Actor {
  type: ActorType;
  /** User id, API key's user id, customer id; null for the system. */
  id: string | null;
  username: string;
  accessLevel: AccessLevel | null;
  callCenterId: string | null;
  /** Campaigns it may see; null means all. */
  campaignIds: string[] | null;
  /** Rows of the access matrix an API key may use; null where the access level alone decides. */
  scopes: string[] | null;
  /** What it may give back a day; null means no limit. */
  refundLimit: Money | null;
}

/** The system as an actor: schedulers, consumers, engines and webhooks. */
export const SYSTEM: Actor = Object.freeze({
  type: 'system',
  id: null,
  username: 'System',
  accessLevel: null,
  callCenterId: null,
  campaignIds: null,
  scopes: null,
  refundLimit: null,
});

/** Who sent a request to the gateway's own door. */
export interface Client {
  /** The address it came from. */
  address: string;
  /** The session whose token was presented; null for keys and for nobody. */
  sessionId: string | null;
}

/** One call as a service's handlers see it. */
export interface Call {
  actor: Actor;
  /** Id of the request, as the caller got it back. */
  requestId: string;
  /** Groups all that follows from one request; the request's id unless it names another. */
  correlationId: string;
  /** Name of the operation. */
  operation: string;
  /** The input as it came, for comparing repeats. */
  input: object;
  idempotencyKey?: string;
  /** The version that If-Match named. */
  ifMatch?: number;
  traceparent?: string;
  /** The gateway's signed token, to pass on where another service is asked on the caller's behalf. */
  token?: string;
  /** Who sent it; known to the gateway alone, for what it answers itself. */
  client?: Client;
}
