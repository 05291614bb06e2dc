import { PageQuery } from '../paging';
import { Id, Line, Moment, SomeOf } from '../fields';

/** What the audit table keeps. */
export const AUDIT_KINDS = [
  'sign_in_succeeded',
  'sign_in_failed',
  'sign_in_throttled',
  'signed_out',
  'signed_out_everywhere',
  'password_changed',
  'user_created',
  'user_changed',
  'api_key_created',
  'api_key_revoked',
  'administration_changed',
  'report_read',
  'export',
] as const;

/** One kind of line in the audit table. */
export type AuditKind = (typeof AUDIT_KINDS)[number];

/** Reads the audit table, newest first. */
export class ListAuditInput extends PageQuery {
  @SomeOf(AUDIT_KINDS, 'Only these kinds', { optional: true })
  kind?: AuditKind[];

  @Id('Only what this user did', { optional: true })
  userId?: string;

  @Line('Only what was done or tried under this username', { optional: true, min: 1, max: 100 })
  username?: string;

  @Line('Only what changed this: its address below /api/v1, as `/campaigns/<id>` or `/settings`', {
    optional: true,
    min: 1,
    max: 200,
  })
  about?: string;

  @Moment('From this moment on', { optional: true })
  from?: string;

  @Moment('Before this moment', { optional: true })
  to?: string;
}
