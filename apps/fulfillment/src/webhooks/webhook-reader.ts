import {
  HOUSE_WEBHOOKS,
  HouseWebhookBody,
  read,
  WEBHOOK_MAX_AGE_DAYS,
  WEBHOOK_MAX_AHEAD_MINUTES,
  type ErrorCode,
  type FieldFault,
  type FulfillmentWebhookData,
  type HouseWebhook,
  type ItemWebhookData,
  type ReasonWebhookData,
  type ReturnWebhookData,
} from '@daybook/contracts';
import { whyNotJson } from '@daybook/messaging';
import type { HouseMessageType } from '../fulfillments/fulfillment-transitions';

/** A webhook that is as its type demands. */
export interface ReadWebhook {
  type: HouseMessageType;
  happenedAt: Date;
  data: FulfillmentWebhookData & Partial<ReasonWebhookData & ReturnWebhookData & ItemWebhookData>;
}

/** Why a webhook cannot be taken. */
export interface WebhookFault {
  code: ErrorCode;
  detail: string;
  errors: FieldFault[];
}

/** Reads the body of a genuine webhook: what it says, or what is wrong with it. */
export function readWebhook(body: Buffer, now: Date): ReadWebhook | WebhookFault {
  const text = body.toString('utf8');
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch (error) {
    return fault('fulfillment.webhook_not_json', whyNotJson(error));
  }
  if (parsed === null || typeof parsed !== 'object' || Array.isArray(parsed)) {
    return fault('fulfillment.webhook_not_json', 'The body must be a JSON object.');
  }
  // Its escaped form would pass for text, but the database has no such character.
  if (JSON.stringify(parsed).includes('\\u0000'))
    return fault('fulfillment.webhook_invalid', 'It holds a null character.');

  const { value: envelope, faults } = read(HouseWebhookBody, parsed);
  if (faults.length > 0) return invalid(faults);
  const known: HouseWebhook | undefined = HOUSE_WEBHOOKS.find((each) => each.type === envelope.type);
  if (known === undefined)
    return fault('fulfillment.webhook_type_unknown', 'It is not one of the types that houses may send.');
  const { value: data, faults: dataFaults } = read(known.data, envelope.data);
  if (dataFaults.length > 0)
    return invalid(dataFaults.map(({ field, message }) => ({ field: `data.${field}`, message })));

  const happenedAt = new Date(envelope.timestamp);
  const age = now.getTime() - happenedAt.getTime();
  if (age > WEBHOOK_MAX_AGE_DAYS * 86_400_000 || age < -WEBHOOK_MAX_AHEAD_MINUTES * 60_000) {
    return fault('fulfillment.webhook_time_out_of_range', 'The timestamp lies out of range.');
  }
  return { type: envelope.type.slice('fulfillment.'.length) as HouseMessageType, happenedAt, data };
}

/** Whether a reading ended in a fault. */
export function isFault(read: ReadWebhook | WebhookFault): read is WebhookFault {
  return 'code' in read;
}

/** The fault of fields that are wrong or not known. */
export function invalid(errors: readonly FieldFault[]): WebhookFault {
  const fields = [...new Set(errors.map((error) => error.field))].join(', ');
  return { code: 'fulfillment.webhook_invalid', detail: `Wrong or unknown: ${fields}.`, errors: [...errors] };
}

function fault(code: ErrorCode, detail: string): WebhookFault {
  return { code, detail, errors: [] };
}
