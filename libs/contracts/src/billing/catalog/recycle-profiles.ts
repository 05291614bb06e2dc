import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsBoolean,
  IsInt,
  IsOptional,
  IsString,
  IsUUID,
  Length,
  Max,
  Min,
  ValidateNested,
} from 'class-validator';
import { JSONSchema } from 'class-validator-jsonschema';
import { Money } from '../../money';
import { CatalogItemInput } from './campaigns.inputs';

/** One try at a declined cycle. */
export class RecycleTry {
  @JSONSchema({ description: 'How many days after the decline before it' })
  @IsInt()
  @Min(1)
  @Max(90)
  afterDays!: number;

  @JSONSchema({
    description: 'Percent taken off what the cycle costs; either this or `amountOff`, or neither',
  })
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(99)
  percentOff?: number;

  @JSONSchema({ description: 'Taken off what the cycle costs' })
  @IsOptional()
  @ValidateNested()
  @Type(() => Money)
  amountOff?: Money;
}

const tries =
  'The tries in their order, each at most as dear as it says. After the last of them the cycle is given up';
const minimum =
  'What a cycle costs at least, however much is taken off. All amounts of a profile are in one currency';

/** Creates a recycle profile. Errors: `billing.name_taken`, `billing.recycle_profile_invalid`. */
export class CreateRecycleProfileInput {
  @IsString()
  @Length(1, 100)
  name!: string;

  @JSONSchema({ description: tries })
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(20)
  @ValidateNested({ each: true })
  @Type(() => RecycleTry)
  tries!: RecycleTry[];

  @JSONSchema({ description: minimum })
  @IsOptional()
  @ValidateNested()
  @Type(() => Money)
  minimumPrice?: Money;
}

/**
 * Changes, retires or reinstates a recycle profile. Errors: `billing.not_found`, `billing.name_taken`,
 * `billing.recycle_profile_invalid`, `request.stale`.
 */
export class ChangeRecycleProfileInput extends CatalogItemInput {
  @IsOptional()
  @IsString()
  @Length(1, 100)
  name?: string;

  @JSONSchema({ description: `${tries}. Takes the place of the list before` })
  @IsOptional()
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(20)
  @ValidateNested({ each: true })
  @Type(() => RecycleTry)
  tries?: RecycleTry[];

  @JSONSchema({ description: minimum })
  @IsOptional()
  @ValidateNested()
  @Type(() => Money)
  minimumPrice?: Money;

  @JSONSchema({ description: 'A retired one stays with the campaigns that have it and is offered no more' })
  @IsOptional()
  @IsBoolean()
  retired?: boolean;
}

/** A recycle profile: when a declined cycle is tried again, and for how much. */
export class RecycleProfileView {
  @IsUUID()
  id!: string;

  @JSONSchema({ description: 'Goes into If-Match when it is changed' })
  @IsInt()
  version!: number;

  @IsString()
  name!: string;

  @IsArray()
  @ValidateNested({ each: true })
  @Type(() => RecycleTry)
  tries!: RecycleTry[];

  @IsOptional()
  @ValidateNested()
  @Type(() => Money)
  minimumPrice?: Money;

  @IsBoolean()
  retired!: boolean;
}
