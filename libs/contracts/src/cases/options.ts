import { IsBoolean, IsIn, IsInt, IsOptional, IsString, IsUUID, Length, Matches, Min } from 'class-validator';
import { JSONSchema } from 'class-validator-jsonschema';
import { NoCardNumber } from '../card-number';
import { Given } from '../given';
import { optionLists, type OptionListName } from './case-words';
import { OPTION_KEY } from './cases.inputs';

/** Input of ListOptions. */
export class OptionListInput {
  @IsIn(optionLists)
  list!: OptionListName;
}

/** Input of AddOption. */
export class AddOptionInput extends OptionListInput {
  @IsString()
  @Length(1, 100)
  @Matches(/\S/, { message: 'label must not be blank' })
  @NoCardNumber()
  @JSONSchema({ description: 'What people read.', examples: ['Contact again'] })
  label!: string;

  @Given()
  @Length(1, 64)
  @Matches(OPTION_KEY)
  @JSONSchema({ description: 'What records refer to, for ever; made from the label when left out.' })
  key?: string;

  @IsOptional()
  @IsUUID()
  @JSONSchema({
    description: 'Of a channel category: the user who handles what its channels bring in.',
    type: ['string', 'null'],
  })
  ownerId?: string | null;
}

/** Names one option. */
export class OptionInput extends OptionListInput {
  @Length(1, 64)
  @Matches(OPTION_KEY)
  key!: string;
}

/** Input of ChangeOption: only the fields to change. */
export class ChangeOptionInput extends OptionInput {
  @Given()
  @IsString()
  @Length(1, 100)
  @Matches(/\S/, { message: 'label must not be blank' })
  @NoCardNumber()
  label?: string;

  @Given()
  @IsInt()
  @Min(0)
  @JSONSchema({ description: 'Place in the list, from 0; those behind it move up by one.' })
  position?: number;

  @Given()
  @IsBoolean()
  @JSONSchema({ description: 'A retired option stays with the records that have it and is offered no more.' })
  retired?: boolean;

  @IsOptional()
  @IsUUID()
  @JSONSchema({ type: ['string', 'null'] })
  ownerId?: string | null;
}

/** An option of a list. */
export class OptionView {
  @IsUUID()
  id!: string;

  @IsInt()
  version!: number;

  @IsIn(optionLists)
  list!: OptionListName;

  @IsString()
  key!: string;

  @IsString()
  label!: string;

  @IsInt()
  position!: number;

  @IsBoolean()
  retired!: boolean;

  @IsOptional()
  @IsUUID()
  @JSONSchema({ type: ['string', 'null'] })
  ownerId!: string | null;
}
