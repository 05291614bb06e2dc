import { PageQuery } from '../../paging';
import { Code, Flag, Id, Line, Note, Whole } from '../../fields';

/** Registers a billing engine and makes its NATS credentials. Errors: `billing.name_taken`, `billing.credentials_unavailable`. */
export class RegisterBillingEngineInput {
  @Code(
    /^[a-z0-9][a-z0-9-]{0,62}$/,
    'Its place in NATS subjects: lower-case letters, digits and dashes; never changes',
    { examples: ['acme'] },
  )
  name!: string;

  @Line('What it bills, for people', { min: 1, max: 200, examples: ['Monthly subscriptions in Sweden'] })
  bills!: string;
}

/** Lists billing engines by name. */
export class ListBillingEnginesInput extends PageQuery {}

/** Names one billing engine. Errors: `billing.not_found`. */
export class BillingEngineInput {
  @Id()
  id!: string;
}

/** Changes, retires or reinstates a billing engine. Errors: `billing.not_found`, `request.stale`. */
export class ChangeBillingEngineInput extends BillingEngineInput {
  @Line('What it bills, for people', { optional: true, min: 1, max: 200 })
  bills?: string;

  @Flag(
    'true: its messages are rejected with `intake.engine_retired`, and it gets no new purchases; its credentials stay. false reinstates it',
    { optional: true },
  )
  retired?: boolean;
}

/**
 * Makes further NATS credentials for an engine, as for a rotation. Errors: `billing.not_found`,
 * `billing.reference_retired`, `billing.credentials_unavailable`, `billing.revocation_unavailable`.
 */
export class IssueEngineCredentialsInput extends BillingEngineInput {
  @Note('Why, for people', { optional: true, min: 1, max: 500 })
  reason?: string;

  @Whole(
    'Hours for which the credentials made before still work; 0: they are revoked at once. Absent: they go on working',
    { optional: true, min: 0, max: 720 },
  )
  overlapHours?: number;

  @Whole('Hours after which the new ones end by themselves. Absent: never', {
    optional: true,
    min: 1,
    max: 87_600,
  })
  validForHours?: number;
}

/** Lists the credentials of an engine, the newest first. Errors: `billing.not_found`. */
export class ListEngineCredentialsInput extends PageQuery {
  @Id()
  id!: string;
}

/** Names one of an engine's credentials. Errors: `billing.not_found`. */
export class EngineCredentialInput extends BillingEngineInput {
  @Id()
  credentialId!: string;
}
