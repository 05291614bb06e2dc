import { IsArray, IsOptional, IsRFC3339, IsString, IsUUID } from 'class-validator';
import { JSONSchema } from 'class-validator-jsonschema';
import type { AccessRow } from '../access';

/** An API key, without the key itself. */
export class ApiKeyView {
  @IsUUID()
  id!: string;

  @JSONSchema({ description: 'The API User the key acts for' })
  @IsString()
  username!: string;

  @IsUUID()
  userId!: string;

  @IsString()
  name!: string;

  @JSONSchema({ description: 'How the key begins, to recognise it by' })
  @IsString()
  prefix!: string;

  @IsArray()
  @IsString({ each: true })
  scopes!: AccessRow[];

  @IsRFC3339()
  createdAt!: string;

  @JSONSchema({ description: 'Present once the key is revoked' })
  @IsOptional()
  @IsRFC3339()
  revokedAt?: string;
}

/** A key just made. Nobody can read it again. */
export class CreatedApiKeyView extends ApiKeyView {
  @JSONSchema({ description: 'The key: goes into X-Api-Key' })
  @IsString()
  key!: string;
}
