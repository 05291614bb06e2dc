import {
  DomainError,
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
import { isJsonObject, malformed, readJson } from '@daybook/messaging';
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
  let parsed: unknown;
  try {
    parsed = readJson(body);
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    if (error.code === 'request.card_number') return refused(error.code, error);
    return refused(
      error.code === 'request.not_json' ? 'fulfillment.webhook_not_json' : 'fulfillment.webhook_invalid',
      error,
    );
  }
  if (!isJsonObject(parsed)) return fault('fulfillment.webhook_not_json', 'The body must be a JSON object.');
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
  return refused('fulfillment.webhook_invalid', malformed(errors));
}

function fault(code: ErrorCode, detail: string): WebhookFault {
  return { code, detail, errors: [] };
}

function refused(code: ErrorCode, { facts }: DomainError): WebhookFault {
  return { code, detail: facts.detail ?? '', errors: [...(facts.errors ?? [])] };
}
