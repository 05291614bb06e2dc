import { definePluginCall } from './plugin';
import { PluginAddress, PluginAnswer, PluginCode } from './plugin-fields';
import { Flag, Id, Money, Part, Parts, Sum, Text, Whole } from '../fields';

/** A line of an order, as plugins get it. */
export class PluginOrderLine {
  @Text({ min: 1, max: 100 })
  sku!: string;

  @Whole({ min: 1 })
  quantity!: number;

  @Sum('quantity × unit price, before tax.')
  price!: Money;
}

/** Asks for the tax of an order that is about to be paid. */
export class TaxCalculationRequest {
  @Id()
  customerId!: string;

  @Part(PluginAddress, 'Where it is shipped to; absent where nothing is.', { optional: true })
  address?: PluginAddress;

  @Parts(PluginOrderLine, { min: 1, max: 100 })
  lines!: PluginOrderLine[];

  @Sum('Sum of the lines: what is taxed.')
  amount!: Money;
}

/** The tax of an order. */
export class TaxCalculationAnswer extends PluginAnswer {
  // Judged where it is charged, which tells why it is not.
  @Sum(
    'Added to the amount. In its currency, with no more fraction digits than that has, and not more than the amount itself: anything else is not believed.',
  )
  tax!: Money;
}

/** Asks the tax service to book the tax of an order that was paid. */
export class TaxCollectionRequest {
  @Id()
  orderId!: string;

  @Sum('What was paid, tax included.')
  paid!: Money;

  @Sum()
  tax!: Money;
}

/** Whether the tax is booked. */
export class TaxCollectionAnswer extends PluginAnswer {
  @Flag()
  collected!: boolean;

  @PluginCode('Why it is not.', { optional: true })
  responseCode?: string;
}

/** Calculates the tax of an order. */
export const CalculateTax = definePluginCall({
  plugin: 'tax',
  path: '/calculate',
  summary: 'Calculate the tax of an order that is about to be paid',
  description: 'While it is not answered the order waits; an order whose tax is not known is paid without.',
  request: TaxCalculationRequest,
  answer: TaxCalculationAnswer,
});

/** Books the tax of an order. */
export const CollectTax = definePluginCall({
  plugin: 'tax',
  path: '/collect',
  summary: 'Book the tax of an order that was paid',
  request: TaxCollectionRequest,
  answer: TaxCollectionAnswer,
});
