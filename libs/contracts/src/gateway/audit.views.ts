import { AUDIT_KINDS, type AuditKind } from './audit.inputs';
import { Id, Moment, OneOf, OpenObject, Text } from '../fields';

/** One line of the audit table. */
export class AuditView {
  @Id()
  id!: string;

  @Moment()
  time!: string;

  @OneOf(AUDIT_KINDS)
  kind!: AuditKind;

  @Id('The user who did it; absent when nobody was signed in', { optional: true })
  userId?: string;

  @Text('The username, as it was given when signing in')
  username!: string;

  @Text('The address the request came from')
  address!: string;

  @Text()
  requestId!: string;

  @OpenObject(
    'The particulars: of a report read or export its operation and filter, of a change what was changed (`about`: the address of what was changed, `changed`: what it was changed to, `outcome`: `unknown` where it was asked for and nobody heard whether it was done)',
  )
  details!: Record<string, unknown>;
}
