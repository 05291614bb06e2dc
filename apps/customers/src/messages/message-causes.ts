import {
  templatePlaceholders,
  type AttributesOf,
  type CatalogKey,
  type DaybookEvent,
  type MessageKind,
  type Money,
} from '@daybook/contracts';
import { MessageCause, type FilledIn } from './message-cause.entity';

/** What customers are written about: the one table of it. */
const kindOf: Partial<Record<CatalogKey, MessageKind>> = {
  'billing.order.completed': 'welcome',
  'billing.rebill.succeeded': 'receipt',
  'billing.recycle.saved': 'receipt',
  'billing.refund.succeeded': 'refund',
  'billing.refund.recorded_outside': 'refund',
  'billing.transaction.voided': 'void',
  'billing.consent.requested': 'consent_request',
};

/** What an event gives a customer to be written about; null where it gives nothing. */
export function causeOf(event: DaybookEvent): MessageCause | null {
  const kind = kindOf[event.type as CatalogKey];
  const { context, attributes, about } = event.data;
  if (kind === undefined || context.customerId === undefined) return null;
  const names: readonly string[] = templatePlaceholders[kind];
  const said = { ...attributes, ...withQuantities(attributes), orderNumber: context.orderNumber };
  const filledIn = Object.entries(said).filter(
    ([name, value]) => names.includes(name) && value !== undefined,
  );
  return Object.assign(new MessageCause(), {
    id: event.id,
    kind,
    customerId: context.customerId,
    orderId: about.orderId ?? context.orderId ?? null,
    transactionId: about.transactionId ?? null,
    filledIn: Object.fromEntries(filledIn) as FilledIn,
    context,
    correlationId: event.correlationid,
    happenedAt: new Date(event.time),
  });
}

/** The products by how many of them there are, where they are several. */
function withQuantities(attributes: DaybookEvent['data']['attributes']): Partial<FilledIn> {
  const { items, productName, quantity } = attributes as Partial<
    AttributesOf<'billing.order.completed'> & AttributesOf<'billing.rebill.succeeded'>
  >;
  const counted = (name: string, many = 1): string => (many === 1 ? name : `${many} × ${name}`);
  return {
    ...(items === undefined
      ? {}
      : { productNames: items.map((one) => counted(one.productName, one.quantity)) }),
    ...(productName === undefined ? {} : { productName: counted(productName, quantity) }),
  };
}

/** The texts that a template has filled in, in the customer's language. */
export function textsOf(
  { filledIn }: MessageCause,
  customer: { name: string; language: string | null },
): Record<string, string> {
  const texts = Object.entries(filledIn).map(([name, value]) => [name, textOf(value, customer.language)]);
  return { ...(Object.fromEntries(texts) as Record<string, string>), customerName: customer.name };
}

function textOf(value: FilledIn[string], language: string | null): string {
  if (Array.isArray(value)) return value.join(', ');
  return typeof value === 'string' ? value : moneyText(value, language);
}

/** The amount to the last digit: as a text, it is never made a float. */
export function moneyText({ amount, currency }: Money, language: string | null): string {
  const [known = 'en'] = Intl.NumberFormat.supportedLocalesOf(language === null ? [] : [language]);
  const format = new Intl.NumberFormat(known, { style: 'currency', currency });
  // A text message with a space that does not break costs twice as much.
  return format.format(amount as Intl.StringNumericLiteral).replace(/[\u00a0\u202f]/g, ' ');
}
