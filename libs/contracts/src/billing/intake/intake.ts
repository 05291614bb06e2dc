import { AnyObject, Code, Described, fieldsOf, Line, Moment, OneOf, Text, Whole } from '../../fields';

export * from './intake-account-data';
export * from './intake-data';
export * from './intake-events';
export * from './intake-purchase-data';
export * from './intake-references';

/** Largest message that the intake stream takes, in bytes. */
export const INTAKE_MAX_BYTES = 64 * 1024;
/** A fact may be told up to this many days after it happened. */
export const INTAKE_MAX_AGE_DAYS = 90;
/** A fact may lie at most this many minutes ahead of our clock. */
export const INTAKE_MAX_AHEAD_MINUTES = 5;
/** A fact about something that is not known yet is tried again for so many hours. */
export const INTAKE_PARKED_HOURS = 24;

const EXTENSION_NAME = /^[a-z0-9]{1,100}$/;
const INTEGER = { least: -(2 ** 31), most: 2 ** 31 - 1 } as const;

/** The CloudEvents 1.0 envelope around every message of an engine. */
@Described(
  'A CloudEvents 1.0 envelope. In binary mode each attribute is a header `ce-…`, and the payload is `data`. Extension attributes are taken and not looked at.',
  {
    propertyNames: { pattern: EXTENSION_NAME.source },
    additionalProperties: {
      description: 'An extension attribute.',
      type: ['string', 'integer', 'boolean', 'null'],
      minimum: INTEGER.least,
      maximum: INTEGER.most,
    },
  },
)
export class IntakeEnvelope {
  @OneOf(['1.0'], 'Always `1.0`.')
  specversion: string;

  @Line(
    'The message id, 1–200 characters, unique for the engine. The same message again under it changes nothing; another one is rejected.',
    { min: 1, max: 200 },
  )
  id: string;

  @Line('Where the message comes from, e.g. `/acme-billing`; 1–200 characters.', { min: 1, max: 200 })
  source: string;

  @Code(/^[a-z_]+(\.[a-z_]+)+$/, 'The last part of the subject, e.g. `rebill.succeeded`.', {
    min: 1,
    max: 100,
  })
  type: string;

  @Moment('When it happened (RFC 3339): from 90 days back to 5 minutes ahead.')
  time: string;

  @Code(/^application\/json( *; *charset="?[Uu][Tt][Ff]-8"?)?$/, 'Data is JSON in UTF-8.', {
    optional: true,
    examples: ['application/json'],
  })
  datacontenttype?: string;

  @Line({ optional: true, min: 1, max: 500 })
  dataschema?: string;

  @Line({ optional: true, min: 1, max: 500 })
  subject?: string;

  @Line('W3C trace context, carried on into what follows.', { optional: true, min: 1, max: 200 })
  traceparent?: string;

  @Line({ optional: true, min: 1, max: 500 })
  tracestate?: string;

  @AnyObject('What happened, as the type says.')
  data: object;
}

/** What is said of an extension attribute whose value is of no type of CloudEvents. */
export const NO_EXTENSION =
  'as an extension attribute is a text, a whole number of 32 bits, or true or false';

/** The attributes of an envelope that its class knows, or refuses for their names, and what of the extensions is wrong. */
export function withoutExtensions(envelope: Readonly<Record<string, unknown>>): {
  attributes: Record<string, unknown>;
  wrong: string[];
} {
  const known = fieldsOf(IntakeEnvelope);
  const names = Object.keys(envelope);
  const extensions = names.filter((name) => !known.has(name) && EXTENSION_NAME.test(name));
  const out = new Set(extensions);
  return {
    attributes: Object.fromEntries(
      names.filter((name) => !out.has(name)).map((name) => [name, envelope[name]]),
    ),
    wrong: extensions.filter((name) => !isExtensionValue(envelope[name])),
  };
}

function isExtensionValue(value: unknown): boolean {
  if (typeof value !== 'number')
    return value === null || typeof value === 'string' || typeof value === 'boolean';
  return Number.isInteger(value) && value >= INTEGER.least && value <= INTEGER.most;
}

/** Why a message was not taken; each is a `code` of a receipt and of an entry in the account of rejections. */
export const INTAKE_REJECTION_CODES = {
  'intake.not_json': 'The message, or its data, is not valid JSON.',
  'intake.not_cloudevent': 'The message is not a CloudEvents 1.0 envelope.',
  'intake.too_large': 'The message is larger than 64 KiB.',
  'intake.unknown_type':
    "The type is not one that engines may send; or nobody knows it, and the message names no customer, order or purchase of the engine's own under which it could be kept.",
  'intake.type_mismatch': 'The type in the envelope is not the one in the subject.',
  'intake.unknown_engine': 'The engine in the subject is not registered.',
  'intake.engine_retired': 'The engine is retired.',
  'intake.unknown_field': 'The message has a field that its type does not know.',
  'intake.invalid': 'A field is missing or wrong.',
  'intake.card_number': "A card's number must not be sent. It is kept nowhere, and erased from the stream.",
  'intake.id_reused': 'The id stood on another message before: every message needs an id of its own.',
  'intake.time_out_of_range': 'The time lies more than 90 days back or more than 5 minutes ahead.',
  'intake.currency_mismatch': "The currency is not the order's.",
  'intake.not_your_purchase': 'The purchase is billed by somebody else.',
  'intake.not_yours': 'The order, transaction or customer is none of the engine.',
  'intake.reference_conflict': "Our id and the engine's own reference belong to different things.",
  'intake.failed': 'It is right, but could not be applied here; it is kept and can be replayed.',
  'intake.unknown_purchase': 'No such purchase became known within a day.',
  'intake.unknown_subject': 'No such order, transaction or customer became known within a day.',
} as const;
export type IntakeRejectionCode = keyof typeof INTAKE_REJECTION_CODES;

/** Code of a receipt for a message that is kept until what it is about becomes known. */
export const INTAKE_PARKED = 'intake.parked';

/** Code of a receipt for a message whose type is not known, and which is kept for the legacy timeline. */
export const INTAKE_LEGACY = 'intake.legacy';

export const INTAKE_OUTCOMES = ['accepted', 'duplicate', 'rejected'] as const;
export type IntakeOutcome = (typeof INTAKE_OUTCOMES)[number];

/**
 * Published on `intake.receipts.<engine>` after the commit. A message without a receipt after 30 s is to be
 * published again: the same id changes nothing the second time.
 */
export class IntakeReceipt {
  @Text(
    'Id of the message answered, as it came: of one that is too long the first 200 characters, of one that is no text its JSON. Empty when none could be read; then `sequence` tells which message it was.',
    { min: 0, max: 200 },
  )
  id: string;

  @Whole(
    'Number under which the stream took the message, as its acknowledgement (`seq`) said. Absent where a parked message was decided, or a rejected one was replayed.',
    { min: 1, optional: true },
  )
  sequence?: number;

  @OneOf(INTAKE_OUTCOMES)
  outcome: IntakeOutcome;

  @OneOf(
    [...Object.keys(INTAKE_REJECTION_CODES), INTAKE_PARKED, INTAKE_LEGACY],
    "Why it was rejected. With `accepted` or `duplicate` only `intake.parked`: the message is kept, what it is about is not known yet, and a second receipt follows within a day. With `accepted` also `intake.legacy`: nobody knows its type, so it changes nothing; it is kept and shown in the customer's legacy timeline.",
    { optional: true },
  )
  code?: IntakeRejectionCode | typeof INTAKE_PARKED | typeof INTAKE_LEGACY;

  @Text('What exactly was wrong, for people; only with `rejected`.', { optional: true, min: 1, max: 2000 })
  detail?: string;
}
