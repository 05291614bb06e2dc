import { plainToInstance } from 'class-transformer';
import { validateSync } from 'class-validator';
import {
  HOUSE_WEBHOOKS,
  HouseWebhookBody,
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
import { faultsOf, whyNotJson } from '@daybook/messaging';
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

  const envelope = plainToInstance(HouseWebhookBody, parsed);
  const envelopeFaults = faultsIn(envelope);
  if (envelopeFaults.length > 0) return invalid(envelopeFaults);
  const known: HouseWebhook | undefined = HOUSE_WEBHOOKS.find((each) => each.type === envelope.type);
  if (known === undefined)
    return fault('fulfillment.webhook_type_unknown', 'It is not one of the types that houses may send.');
  const data = plainToInstance(known.data, envelope.data);
  const dataFaults = faultsIn(data, 'data');
  if (dataFaults.length > 0) return invalid(dataFaults);

  const happenedAt = new Date(envelope.timestamp);
  if (Number.isNaN(happenedAt.getTime()))
    return invalid([{ field: 'timestamp', message: 'timestamp must be a time of RFC 3339' }]);
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
export function invalid(errors: FieldFault[]): WebhookFault {
  const fields = [...new Set(errors.map((error) => error.field))].join(', ');
  return { code: 'fulfillment.webhook_invalid', detail: `Wrong or unknown: ${fields}.`, errors };
}

function fault(code: ErrorCode, detail: string): WebhookFault {
  return { code, detail, errors: [] };
}

function faultsIn(instance: object, path = ''): FieldFault[] {
  return faultsOf(validateSync(instance, { whitelist: true, forbidNonWhitelisted: true }), path);
}
