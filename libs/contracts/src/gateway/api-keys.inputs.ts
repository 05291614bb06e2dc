import { accessMatrix, isScope, type AccessRow } from '../access';
import { PageQuery } from '../paging';
import { USERNAME_PATTERN } from './users.inputs';
import { Code, Flag, Id, Ids, Line, Name, SomeOf } from '../fields';

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
  @Code(USERNAME_PATTERN, 'The username of the API User the key acts for, shown in the report', {
    min: 1,
    max: 100,
  })
  username!: string;

  @Name('What the key is for, to tell several of one API User apart', { min: 1, max: 200 })
  name!: string;

  @SomeOf(apiScopes, 'The rows of the access matrix that are open to the key', {
    min: 1,
    max: 100,
    unique: true,
  })
  scopes!: AccessRow[];

  @Ids(
    'The campaigns the API User is kept to; absent leaves an existing API User as it is, and opens all to a new one',
    { optional: true, max: 500, unique: true },
  )
  campaignIds?: string[];
}

/** Names one API key. Errors: `gateway.api_key_not_found`. */
export class ApiKeyInput {
  @Id()
  id!: string;
}

/** Lists API keys, newest first. */
export class ListApiKeysInput extends PageQuery {
  @Line('Only keys of this API User', { optional: true, min: 1, max: 100 })
  username?: string;

  @Flag('true: only keys that work; false: only revoked ones', { optional: true })
  active?: boolean;
}
