import { IsArray, IsIn, IsOptional, IsString, IsUUID, Length } from 'class-validator';
import { JSONSchema } from 'class-validator-jsonschema';
import { IsMoment } from '../moment';
import { PageQuery } from '../paging';

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
  'report_read',
  'export',
] as const;

/** One kind of line in the audit table. */
export type AuditKind = (typeof AUDIT_KINDS)[number];

/** Reads the audit table, newest first. */
export class ListAuditInput extends PageQuery {
  @JSONSchema({ description: 'Only these kinds' })
  @IsOptional()
  @IsArray()
  @IsIn(AUDIT_KINDS, { each: true })
  kind?: AuditKind[];

  @JSONSchema({ description: 'Only what this user did' })
  @IsOptional()
  @IsUUID()
  userId?: string;

  @JSONSchema({ description: 'Only what was done or tried under this username' })
  @IsOptional()
  @IsString()
  @Length(1, 100)
  username?: string;

  @JSONSchema({ description: 'From this moment on' })
  @IsOptional()
  @IsMoment()
  from?: string;

  @JSONSchema({ description: 'Before this moment' })
  @IsOptional()
  @IsMoment()
  to?: string;
}
