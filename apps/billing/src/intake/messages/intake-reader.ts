import {
  catalog,
  DomainError,
  INTAKE_MAX_AGE_DAYS,
  INTAKE_MAX_AHEAD_MINUTES,
  INTAKE_MAX_BYTES,
  IntakeEnvelope,
  intakeEvent,
  MOST_FAULTS,
  NO_EXTENSION,
  NO_SUCH_FIELD,
  read,
  UnknownFactReference,
  containsCardNumber,
  withoutCardNumbers,
  withoutExtensions,
  type ClassOf,
  type FieldFault,
  type IntakeRejectionCode,
  type IntakeSubject,
} from '@daybook/contracts';
import { fieldName, isJsonObject, readJson } from '@daybook/messaging';
import { allNamings, NAMING_FIELDS, namingOf, neededFields, sha256, type Naming } from './message-identity';

/** A message as it came in, its CloudEvent in structured mode. */
export interface IncomingMessage {
  subject: string;
  bytes: Uint8Array;
  receivedAt: Date;
}

/** Why a message is not taken. */
export class IntakeRefusal extends Error {
  constructor(
    readonly code: IntakeRejectionCode,
    readonly detail: string,
  ) {
    super(`${code}: ${detail}`);
    this.name = 'IntakeRefusal';
  }
}

/** Why is in our log: the engine can do nothing about it, and it is nobody's business outside. */
export const FAILED = new IntakeRefusal(
  'intake.failed',
  'Daybook could not apply it. It is kept and can be replayed.',
);

/** A message that is well formed. */
export interface ReadMessage {
  id: string;
  type: string;
  /** Nobody knows its type: it is kept for the legacy timeline and does nothing. */
  unread: boolean;
  about: IntakeSubject;
  /** What it names, where its type is known one thing. */
  namings: readonly [Naming, ...Naming[]];
  time: Date;
  /** As its class checked it; what facts may be known by has a name here. */
  data: Record<string, unknown> & {
    cycle?: number;
    attempt?: number;
    occurrence?: number;
    factReference?: string;
  };
  /** Of what it tells: under the same id another content is another message. A repetition may be built anew, with a time of its own. */
  contentHash: Buffer;
  traceparent?: string;
}

const DAY_MS = 24 * 60 * 60 * 1000;
/** Characters of an id that a receipt tells. */
const MOST_OF_AN_ID = 200;
const SUBJECT = /^intake\.billing\.([^.]+)\.?(.*)$/;

/** The engine that a subject belongs to, and the type it says. */
export function partsOf(subject: string): { engine: string; type: string } {
  const [, engine = '', type = ''] = SUBJECT.exec(subject) ?? [];
  return { engine, type };
}

/**
 * The id of a message that is refused, for its receipt, so that the engine can match it: as it came, at most 200
 * characters of it; one that is no text as JSON. Empty where there is none.
 */
export function idOf(bytes: Uint8Array): string {
  try {
    const { id } = JSON.parse(new TextDecoder().decode(bytes)) as { id?: unknown };
    const text = typeof id === 'string' ? id : (JSON.stringify(id) ?? '');
    return withoutCardNumbers(text).slice(0, MOST_OF_AN_ID);
  } catch {
    return '';
  }
}

/**
 * Reads a message.
 * @param now the present: nothing may have happened later
 * @throws IntakeRefusal saying what is wrong
 */
export function readMessage({ subject, bytes, receivedAt }: IncomingMessage, now: Date): ReadMessage {
  if (bytes.length > INTAKE_MAX_BYTES) {
    throw new IntakeRefusal(
      'intake.too_large',
      `It has ${bytes.length} bytes; ${INTAKE_MAX_BYTES} are allowed.`,
    );
  }
  if (containsCardNumber(subject)) throw cardRefusal('subject');
  const envelope = envelopeOf(parsed(bytes));
  const said = partsOf(subject).type;
  if (envelope.type !== said) {
    throw new IntakeRefusal('intake.type_mismatch', 'Subject and envelope say different types.');
  }
  return {
    id: envelope.id,
    type: said,
    ...whatItSays(said, envelope.data),
    time: timeOf(envelope.time, receivedAt, now),
    contentHash: sha256({ type: said, data: envelope.data }),
    ...(envelope.traceparent === undefined ? {} : { traceparent: envelope.traceparent }),
  };
}

function envelopeOf(plain: Record<string, unknown>): IntakeEnvelope {
  if (plain.data_base64 !== undefined) throw new IntakeRefusal('intake.not_json', 'Its data is not JSON.');
  const { attributes, wrong } = withoutExtensions(plain);
  const envelope = checked(IntakeEnvelope, attributes, 'intake.not_cloudevent');
  const faults = wrong.slice(0, MOST_FAULTS).map((field) => ({ field, message: NO_EXTENSION }));
  if (faults.length > 0) throw new IntakeRefusal('intake.not_cloudevent', sentence(faults, ''));
  return envelope;
}

type Said = Pick<ReadMessage, 'unread' | 'about' | 'namings' | 'data'>;

/** What a message of a type says, and about what. */
function whatItSays(type: string, said: object): Said {
  const entry = intakeEvent(type);
  if (entry === undefined) return unknownFact(type, said as Record<string, unknown>);
  const { about } = entry;
  const data = checked<object>(entry.data, said, 'intake.invalid', 'data') as Said['data'];
  const naming = namingOf(about, data);
  if (naming === undefined)
    throw new IntakeRefusal('intake.invalid', `data: ${neededFields(about)} is needed`);
  return { unread: false, about, namings: [naming], data };
}

/** Of a type that nobody knows only what it names is read. What we tell ourselves by such a name, nobody else does. */
function unknownFact(type: string, data: Record<string, unknown>): Said {
  if (catalog.find(`billing.${type}`) !== undefined)
    throw new IntakeRefusal('intake.unknown_type', 'Engines may not send this type.');
  if (catalog.find(type) !== undefined)
    throw new IntakeRefusal(
      'intake.unknown_type',
      'It is the name of a Daybook event; engines send their types without the service’s name.',
    );
  const names = [...NAMING_FIELDS, 'factReference'].filter((name) => Object.hasOwn(data, name));
  const naming = Object.fromEntries(names.map((name) => [name, data[name]]));
  const [first, ...others] = allNamings({
    ...checked(UnknownFactReference, naming, 'intake.invalid', 'data'),
  });
  if (first === undefined) throw notTheirs();
  return { unread: true, about: first.kind, namings: [first, ...others], data };
}

/** Nobody knows the type, and it is about nothing under which it could be kept. */
export function notTheirs(): IntakeRefusal {
  return new IntakeRefusal(
    'intake.unknown_type',
    'There is no such type, and the message names no customer, order or purchase of this engine.',
  );
}

function cardRefusal(where: string): IntakeRefusal {
  return new IntakeRefusal('intake.card_number', `${where}: a card number must not be sent; it is not kept`);
}

function parsed(bytes: Uint8Array): Record<string, unknown> {
  let value: unknown;
  try {
    value = readJson(bytes);
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    const { detail = '', errors } = error.facts;
    if (error.code === 'request.card_number')
      throw cardRefusal((errors ?? []).map(({ field }) => field).join(', '));
    if (error.code === 'request.not_json') throw new IntakeRefusal('intake.not_json', detail);
    throw new IntakeRefusal('intake.invalid', errors === undefined ? detail : sentence(errors, ''));
  }
  if (!isJsonObject(value)) {
    throw new IntakeRefusal('intake.not_cloudevent', 'It is not a JSON object.');
  }
  return value;
}

/** An instance of a class without fault; unknown fields come before wrong ones, since they often explain them. */
function checked<T extends object>(of: ClassOf<T>, plain: object, wrong: IntakeRejectionCode, path = ''): T {
  const { value, faults } = read(of, plain);
  if (faults.length === 0) return value;
  const unknown = faults.filter(({ message }) => message === NO_SUCH_FIELD);
  if (unknown.length > 0) {
    throw new IntakeRefusal(
      'intake.unknown_field',
      `Unknown: ${unknown.map(({ field }) => within(path, field)).join(', ')}.`,
    );
  }
  throw new IntakeRefusal(wrong, sentence(faults, path));
}

function sentence(faults: readonly FieldFault[], path: string): string {
  return faults
    .map(({ field, message }) => `${within(path, field)}: ${message}`)
    .join('; ')
    .slice(0, 2000);
}

function within(path: string, field: string): string {
  return fieldName(path === '' ? field : `${path}.${field}`);
}

/** A message that is replayed is as old as it was when it came. */
function timeOf(text: string, receivedAt: Date, now: Date): Date {
  const time = new Date(text);
  const oldest = receivedAt.getTime() - INTAKE_MAX_AGE_DAYS * DAY_MS;
  const latest = now.getTime() + INTAKE_MAX_AHEAD_MINUTES * 60_000;
  if (!(time.getTime() >= oldest && time.getTime() <= latest)) {
    throw new IntakeRefusal(
      'intake.time_out_of_range',
      `${text} is not between ${new Date(oldest).toISOString()} and ${new Date(latest).toISOString()}.`,
    );
  }
  return time;
}
