import {
  ArrayMaxSize,
  ArrayMinSize,
  ArrayUnique,
  IsArray,
  IsBoolean,
  IsIn,
  IsOptional,
  IsString,
  IsUUID,
  Length,
  Matches,
} from 'class-validator';
import { JSONSchema } from 'class-validator-jsonschema';
import { accessMatrix, isScope, type AccessRow } from '../access';
import { PageQuery } from '../paging';
import { USERNAME_PATTERN } from './users.inputs';

/** The rows of the access matrix that an API key may be given. */
export const apiScopes: readonly AccessRow[] = (Object.keys(accessMatrix) as AccessRow[]).filter(
  (row) => isScope(row) && row !== 'self',
);

/**
 * Creates an API key. The key itself is in this answer only.
 * An API User of this username is made when there is none; an existing one gets a further key, as for a rotation.
 * Errors: `gateway.username_taken` (a person has that username).
 */
export class CreateApiKeyInput {
  @JSONSchema({ description: 'The username of the API User the key acts for, shown in the report' })
  @IsString()
  @Length(1, 100)
  @Matches(USERNAME_PATTERN)
  username!: string;

  @JSONSchema({ description: 'What the key is for, to tell several of one API User apart' })
  @IsString()
  @Length(1, 200)
  name!: string;

  @JSONSchema({ description: 'The rows of the access matrix that are open to the key' })
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(100)
  @ArrayUnique()
  @IsIn(apiScopes, { each: true })
  scopes!: AccessRow[];

  @JSONSchema({
    description:
      'The campaigns the API User is kept to; absent leaves an existing API User as it is, and opens all to a new one',
  })
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(500)
  @ArrayUnique()
  @IsUUID(undefined, { each: true })
  campaignIds?: string[];
}

/** Names one API key. Errors: `gateway.api_key_not_found`. */
export class ApiKeyInput {
  @IsUUID()
  id!: string;
}

/** Lists API keys, newest first. */
export class ListApiKeysInput extends PageQuery {
  @JSONSchema({ description: 'Only keys of this API User' })
  @IsOptional()
  @IsString()
  @Length(1, 100)
  username?: string;

  @JSONSchema({ description: 'true: only keys that work; false: only revoked ones' })
  @IsOptional()
  @IsBoolean()
  active?: boolean;
}
