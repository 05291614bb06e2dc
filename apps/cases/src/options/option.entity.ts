import { Entity, PrimaryKey, Property } from '@mikro-orm/core';
import type { OptionListName } from '@daybook/contracts';

/** One entry of a list that administrators keep. One in use is retired, never deleted, so that old records keep their words. */
@Entity({ tableName: 'option_item' })
export class OptionItem {
  @PrimaryKey({ type: 'uuid' })
  id!: string;

  @Property({ type: 'integer', version: true })
  version!: number;

  @Property({ type: 'text' })
  list!: OptionListName;

  /** What records refer to; never changes. */
  @Property({ type: 'text' })
  key!: string;

  @Property({ type: 'text' })
  label!: string;

  @Property({ type: 'integer' })
  position!: number;

  @Property({ type: 'boolean' })
  retired = false;

  /** Of a channel category: the user who handles what its channels bring in. */
  @Property({ type: 'uuid', nullable: true })
  ownerId: string | null = null;
}
