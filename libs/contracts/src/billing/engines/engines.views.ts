import { Flag, Id, ListOf, Moment, OneOf, Text, Whole } from '../../fields';

/** A registered billing engine. */
export class BillingEngineView {
  @Id()
  id!: string;

  @Whole()
  version!: number;

  @Text('Its place in NATS subjects')
  name!: string;

  @Text()
  bills!: string;

  @Text('Where it publishes: the type of the message takes the place of `>`')
  publishesOn!: string;

  @ListOf(Text(), 'Where it hears receipts and what billing asks of it')
  subscribesTo!: string[];

  @Text('Its own durable consumer of what it is told: stream `OUT`, by this name')
  consumer!: string;

  @Flag('true: its messages are rejected with `intake.engine_retired`')
  retired!: boolean;

  @Moment()
  registeredAt!: string;

  @Moment('When the newest of its messages came, taken or not, to the minute; absent: none ever did', {
    optional: true,
  })
  heardAt?: string;
}

/** How far a test message is; none: nobody asked for one within the last days. */
export const ENGINE_TEST_STATES = ['none', 'waiting', 'sent', 'acknowledged'] as const;
export type EngineTestState = (typeof ENGINE_TEST_STATES)[number];

/** The last test message to an engine. It waits in the engine's consumer behind all that it has not acknowledged yet. */
export class EngineTestView {
  @OneOf(ENGINE_TEST_STATES)
  state!: EngineTestState;

  @Id('The `id` of the CloudEvent that the engine reads.', { optional: true })
  id?: string;

  @Moment({ optional: true })
  askedAt?: string;

  @Moment('When it was put into the stream; absent: not yet.', { optional: true })
  sentAt?: string;

  @Moment('When the engine was seen to have acknowledged it; absent: not yet.', { optional: true })
  acknowledgedAt?: string;
}

/** An engine with the credentials just made for it. Nobody can read them again. */
export class EngineCredentialsView extends BillingEngineView {
  @Text(
    'Text of its NATS credentials file: user JWT and nkey seed; absent where the NATS server asks for none',
    { optional: true },
  )
  credentials?: string;

  @Id('Names these credentials, to revoke them; absent where there are none', { optional: true })
  credentialId?: string;

  @Moment('When they end by themselves; absent: never', { optional: true })
  expiresAt?: string;

  @Text('Prefix its NATS client must use for inboxes')
  inboxPrefix!: string;
}

/** What can be the matter with credentials: they work, they have ended by themselves, or they were revoked. */
export const ENGINE_CREDENTIAL_STATES = ['good', 'expired', 'revoked'] as const;
export type EngineCredentialState = (typeof ENGINE_CREDENTIAL_STATES)[number];

/** NATS credentials that were made for an engine; never with the secret. */
export class EngineCredentialView {
  @Id()
  id!: string;

  @Text('Public key of the NATS user, as it stands in the log of the server')
  userKey!: string;

  @OneOf(ENGINE_CREDENTIAL_STATES)
  state!: EngineCredentialState;

  @Text({ optional: true })
  reason?: string;

  @Moment()
  issuedAt!: string;

  @Text('Username of who had them made')
  issuedBy!: string;

  @Moment('When they end, or ended, without being revoked; absent: never', { optional: true })
  expiresAt?: string;

  @Moment({ optional: true })
  revokedAt?: string;

  @Text('Username of who revoked them', { optional: true })
  revokedBy?: string;

  @Moment(
    'Since when the NATS server refuses them because we told it to; absent while they work, or ended by themselves',
    { optional: true },
  )
  refusedSince?: string;
}
