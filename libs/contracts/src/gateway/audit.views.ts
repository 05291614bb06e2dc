import { IsIn, IsObject, IsOptional, IsRFC3339, IsString, IsUUID } from 'class-validator';
import { JSONSchema } from 'class-validator-jsonschema';
import { AUDIT_KINDS, type AuditKind } from './audit.inputs';

/** One line of the audit table. */
export class AuditView {
  @IsUUID()
  id!: string;

  @IsRFC3339()
  time!: string;

  @IsIn(AUDIT_KINDS)
  kind!: AuditKind;

  @JSONSchema({ description: 'The user who did it; absent when nobody was signed in' })
  @IsOptional()
  @IsUUID()
  userId?: string;

  @JSONSchema({ description: 'The username, as it was given when signing in' })
  @IsString()
  username!: string;

  @JSONSchema({ description: 'The address the request came from' })
  @IsString()
  address!: string;

  @IsString()
  requestId!: string;

  @JSONSchema({
    description:
      'The particulars: of a report read or export its operation and filter, of a change what was changed',
    type: 'object',
    additionalProperties: true,
  })
  @IsObject()
  details!: Record<string, unknown>;
}
