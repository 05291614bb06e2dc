import type { AccessRow } from '../access';
import { Id, ListOf, Moment, Text } from '../fields';

/** An API key, without the key itself. */
export class ApiKeyView {
  @Id()
  id!: string;

  @Text('The API User the key acts for')
  username!: string;

  @Id()
  userId!: string;

  @Text()
  name!: string;

  @Text('How the key begins, to recognise it by')
  prefix!: string;

  @ListOf(Text())
  scopes!: AccessRow[];

  @Moment()
  createdAt!: string;

  @Moment('Present once the key is revoked', { optional: true })
  revokedAt?: string;
}

/** A key just made. Nobody can read it again. */
export class CreatedApiKeyView extends ApiKeyView {
  @Text('The key: goes into X-Api-Key')
  key!: string;
}
