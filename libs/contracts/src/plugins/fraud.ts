import { definePluginCall } from './plugin';
import { PluginAddress, PluginAnswer } from './plugin-fields';
import { PluginOrderLine } from './tax';
import { Email, Id, Money, OneOf, Part, Parts, Sum, Text, Whole } from '../fields';

/** What a fraud plugin can say. */
export const fraudVerdicts = ['accept', 'review', 'reject'] as const;
/** One of them. */
export type FraudVerdict = (typeof fraudVerdicts)[number];

/** Who orders. */
export class FraudBuyer {
  @Text({ min: 1, max: 200 })
  name!: string;

  @Email({ optional: true })
  email?: string;

  @Text({ optional: true, min: 3, max: 40 })
  phone?: string;
}

/** Asks how likely an order that is about to be paid is a fraud. */
export class FraudScoreRequest {
  @Id()
  customerId!: string;

  @Id()
  campaignId!: string;

  @Part(FraudBuyer, { optional: true })
  buyer?: FraudBuyer;

  @Part(PluginAddress, 'Where it is shipped to; absent where nothing is.', { optional: true })
  address?: PluginAddress;

  @Parts(PluginOrderLine, { min: 1, max: 100 })
  lines!: PluginOrderLine[];

  @Sum('Sum of the lines, before tax.')
  amount!: Money;
}

/** How likely. */
export class FraudScoreAnswer extends PluginAnswer {
  @OneOf(fraudVerdicts)
  verdict!: FraudVerdict;

  @Whole('Percent, higher is riskier.', { optional: true, min: 0, max: 100 })
  score?: number;
}

/** Scores an order. */
export const ScoreFraud = definePluginCall({
  plugin: 'fraud',
  path: '/score',
  summary: 'Score an order that is about to be paid',
  description: 'While it is not answered the order waits; an order without a score is paid nevertheless.',
  request: FraudScoreRequest,
  answer: FraudScoreAnswer,
});
