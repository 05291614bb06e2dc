import { IsIn, IsInt, IsOptional, IsString, Length, Matches, Max, Min } from 'class-validator';
import { JSONSchema } from 'class-validator-jsonschema';
import { definePluginCall } from './plugin';
import { PluginAnswer, PluginCode } from './plugin-fields';

/** Asks whether a card was replaced by another. */
export class CardUpdateRequest {
  @IsString()
  @Length(1, 200)
  @JSONSchema({ description: "The payment processor's token of the card; never a card number." })
  token!: string;
}

/** What became of the card. */
export class CardUpdateAnswer extends PluginAnswer {
  @IsIn(['updated', 'unchanged', 'closed'])
  outcome!: 'updated' | 'unchanged' | 'closed';

  @IsOptional()
  @IsString()
  @Length(1, 200)
  @JSONSchema({ description: 'With `updated`: the token of the card that took its place.' })
  token?: string;

  @IsOptional()
  @Matches(/^\d{4}$/)
  @JSONSchema({ description: 'With `updated`: the last four digits of the new card.' })
  cardLastFour?: string;

  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(12)
  expMonth?: number;

  @IsOptional()
  @IsInt()
  @Min(2000)
  @Max(2099)
  expYear?: number;

  @IsOptional()
  @PluginCode("The updater's response code.")
  responseCode?: string;
}

/** Looks for a card's successor. */
export const UpdateCard = definePluginCall({
  plugin: 'card-updater',
  path: '/update',
  summary: 'Find the card that took the place of another',
  request: CardUpdateRequest,
  answer: CardUpdateAnswer,
});
