import { Entity, PrimaryKey, Property } from '@mikro-orm/core';
import {
  DomainError,
  newId,
  type AddOptionInput,
  type ChangeOptionInput,
  type OptionListName,
} from '@daybook/contracts';

/** One entry of a list that administrators keep. One in use is retired, never deleted, so that old records keep their words. */
@Entity({ tableName: 'option_item' })
export class OptionItem {
  @PrimaryKey({ type: 'uuid' })
  id: string = newId();

  @Property({ type: 'integer', version: true })
  version!: number;

  @Property({ type: 'text' })
  list!: OptionListName;

  /** What records refer to; never changes. */
  @Property({ type: 'text' })
  key!: string;

  @Property({ type: 'text' })
  label!: string;

  /** Place in the list, from 0. */
  @Property({ type: 'integer' })
  position!: number;

  @Property({ type: 'boolean' })
  retired = false;

  /** Of a channel category: the user who handles what its channels bring in. */
  @Property({ type: 'uuid', nullable: true })
  ownerId: string | null = null;

  /** @throws DomainError `cases.option_key_missing` when the label has nothing to make a key from; `.option_owner_misplaced` */
  static add(input: AddOptionInput, position: number): OptionItem {
    const option = new OptionItem();
    option.list = input.list;
    option.key = input.key ?? keyOf(input.label);
    option.position = position;
    option.change(input);
    return option;
  }

  /** Changes label, owner and whether it is retired. @throws DomainError `cases.option_owner_misplaced` */
  change(given: Pick<ChangeOptionInput, 'label' | 'retired' | 'ownerId'>): void {
    if (given.label !== undefined) this.label = given.label.trim();
    if (given.retired !== undefined) this.retired = given.retired;
    if (given.ownerId !== undefined) {
      if (given.ownerId !== null && this.list !== 'channel-categories') {
        throw new DomainError('cases.option_owner_misplaced');
      }
      this.ownerId = given.ownerId;
    }
  }
}

function keyOf(label: string): string {
  const key = label
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
    .slice(0, 64);
  if (key === '') throw new DomainError('cases.option_key_missing');
  return key;
}
