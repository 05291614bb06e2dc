import { optionLists, type OptionListName } from './case-words';
import { OptionKey } from './option-key';
import { Flag, Id, Name, OneOf, Text, Whole } from '../fields';

/** Input of ListOptions. */
export class OptionListInput {
  @OneOf(optionLists)
  list!: OptionListName;
}

/** Input of AddOption. */
export class AddOptionInput extends OptionListInput {
  @Name('What people read.', { min: 1, max: 100, examples: ['Contact again'] })
  label!: string;

  @OptionKey('What records refer to, for ever; made from the label when left out.', { optional: 'not null' })
  key?: string;

  @Id('Of a channel category: the user who handles what its channels bring in.', { optional: 'or null' })
  ownerId?: string | null;
}

/** Names one option. */
export class OptionInput extends OptionListInput {
  @OptionKey()
  key!: string;
}

/** Input of ChangeOption: only the fields to change. */
export class ChangeOptionInput extends OptionInput {
  @Name({ optional: 'not null', min: 1, max: 100 })
  label?: string;

  @Whole('Place in the list, from 0; those behind it move up by one.', { optional: 'not null', min: 0 })
  position?: number;

  @Flag('A retired option stays with the records that have it and is offered no more.', {
    optional: 'not null',
  })
  retired?: boolean;

  @Id({ optional: 'or null' })
  ownerId?: string | null;
}

/** An option of a list. */
export class OptionView {
  @Id()
  id!: string;

  @Whole()
  version!: number;

  @OneOf(optionLists)
  list!: OptionListName;

  @Text()
  key!: string;

  @Text()
  label!: string;

  @Whole()
  position!: number;

  @Flag()
  retired!: boolean;

  @Id({ optional: true })
  ownerId!: string | null;

  @Whole('How many cases, service records and conversations have it.')
  uses!: number;
}
