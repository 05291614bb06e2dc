import { definePluginCall } from './plugin';
import { PluginAnswer, PluginCode } from './plugin-fields';
import { CardLastFour, Line, OneOf, Text, Whole } from '../fields';

/** Asks whether a card was replaced by another. */
export class CardUpdateRequest {
  @Text("The payment processor's token of the card; never a card number.", { min: 1, max: 200 })
  token!: string;
}

/** What became of the card. */
export class CardUpdateAnswer extends PluginAnswer {
  @OneOf(['updated', 'unchanged', 'closed'])
  outcome!: 'updated' | 'unchanged' | 'closed';

  @Line('With `updated`: the token of the card that took its place.', { optional: true, min: 1, max: 200 })
  token?: string;

  @CardLastFour('With `updated`: the last four digits of the new card.', { optional: true })
  cardLastFour?: string;

  @Whole({ optional: true, min: 1, max: 12 })
  expMonth?: number;

  @Whole({ optional: true, min: 2000, max: 2099 })
  expYear?: number;

  @PluginCode("The updater's response code.", { optional: true })
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
