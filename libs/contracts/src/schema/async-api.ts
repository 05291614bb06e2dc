import { type Catalog, catalog } from '../activity/catalog';
import type { CatalogEntry } from '../activity/define';
import {
  ENGINE_INSTRUCTIONS,
  type EngineInstruction,
  InstructionEnvelope,
} from '../billing/engines/instructions';
import {
  INTAKE_EVENTS,
  INTAKE_REJECTION_CODES,
  IntakeEnvelope,
  IntakeReceipt,
  UnknownFactReference,
} from '../billing/intake/intake';
import { CONTRACT_VERSION } from './contract-version';
import { EventEnvelope } from './event-envelope';
import { type JsonSchema, schemaOf, SchemaSet, typedMessage } from './json-schema';

/** An AsyncAPI 3 document; stands as plain JSON. */
export interface AsyncApiDocument {
  asyncapi: '3.0.0';
  info: object;
  servers: object;
  defaultContentType: string;
  channels: Record<string, object>;
  operations: Record<string, object>;
  components: {
    messages: Record<string, object>;
    schemas: Record<string, JsonSchema>;
    securitySchemes: object;
  };
}

/** One kind of message on one address. */
interface Conversation {
  /** Name in the document. */
  name: string;
  address: string;
  /** Who publishes: `send` is Daybook, `receive` the other side. */
  action: 'send' | 'receive';
  title: string;
  summary: string;
  payload: JsonSchema;
}

const ENGINE = {
  engine: {
    description: 'Name under which the billing engine is registered; its credentials allow no other.',
  },
};

const TYPE = {
  type: { description: 'Two or more words with dots between, of a–z and `_`, as `loyalty.points_given`.' },
};

/** The AsyncAPI document: every event of the catalog, the intake of billing engines, their receipts and what they are told. */
export function asyncApi(known: Catalog = catalog): AsyncApiDocument {
  const schemas = new SchemaSet();
  const conversations = [
    ...known.entries.map((entry) => event(entry, schemas)),
    ...INTAKE_EVENTS.map((taken) => intake(taken, schemas)),
    unknownFact(schemas),
    receipts(schemas),
    ...ENGINE_INSTRUCTIONS.map((reported) => instruction(reported, schemas)),
  ];
  return {
    asyncapi: '3.0.0',
    info: {
      title: 'Daybook',
      version: CONTRACT_VERSION,
      description: [
        'What goes over NATS: the events that Daybook publishes (JetStream stream `EVENTS`), the messages of billing engines (stream `INTAKE`), and what they are told (stream `OUT`; each engine has a durable consumer of its name there).',
        'All that Daybook publishes are CloudEvents 1.0 in structured JSON (`Content-Type: application/cloudevents+json`), receipts aside; engines may also publish in binary mode, with headers `ce-…`. An acknowledgement of the broker means that a message is buffered; its receipt means that it is committed. A message without a receipt after 30 s is to be published again: the same id changes nothing the second time.',
      ].join('\n\n'),
      license: { name: 'Apache-2.0', url: 'https://www.apache.org/licenses/LICENSE-2.0' },
    },
    servers: {
      nats: {
        host: 'localhost:4222',
        protocol: 'nats',
        description:
          'NATS with JetStream. Every service and engine has credentials of its own and an inbox prefix of its own.',
        security: [{ $ref: '#/components/securitySchemes/credentials' }],
      },
    },
    defaultContentType: 'application/cloudevents+json',
    channels: Object.fromEntries(conversations.map((one) => [one.name, channel(one)])),
    operations: Object.fromEntries(conversations.map((one) => [one.name, operation(one)])),
    components: {
      messages: Object.fromEntries(conversations.map((one) => [one.name, message(one)])),
      schemas: schemas.all(),
      securitySchemes: {
        credentials: { type: 'X509', description: 'A NATS credentials file: user JWT and nkey seed.' },
      },
    },
  };
}

function event(entry: CatalogEntry, schemas: SchemaSet): Conversation {
  const attributes = schemas.ref(entry.attributes);
  const data: JsonSchema = { type: 'object', properties: { attributes } };
  const counted =
    entry.kind === 'activity'
      ? `Counted by the report as \`${entry.reportAction}\`.`
      : 'Not counted: tells names.';
  return {
    name: `events.${entry.key}`,
    address: `events.${entry.key}`,
    action: 'send',
    title: entry.title,
    summary: counted,
    payload: typedMessage(schemas.ref(EventEnvelope), entry.key, data, entry.title),
  };
}

function intake(taken: (typeof INTAKE_EVENTS)[number], schemas: SchemaSet): Conversation {
  return {
    name: `intake.billing.${taken.type}`,
    address: `intake.billing.{engine}.${taken.type}`,
    action: 'receive',
    title: taken.type,
    summary: taken.summary,
    payload: typedMessage(schemas.ref(IntakeEnvelope), taken.type, schemas.ref(taken.data), taken.summary),
  };
}

function unknownFact(schemas: SchemaSet): Conversation {
  const description = "Any type that is not listed here and is none of Daybook's own events.";
  const data: JsonSchema = {
    ...schemaOf(UnknownFactReference),
    additionalProperties: true,
    description: 'It names something of the engine by one of these; all else is kept as it came.',
  };
  return {
    name: 'intake.unknown',
    address: 'intake.billing.{engine}.{type}',
    action: 'receive',
    title: 'A type that Daybook does not know',
    summary:
      "Changes nothing and is counted nowhere: it stands in the customer's legacy timeline, and in the ordinary one once Daybook learns its type.",
    payload: {
      description,
      allOf: [schemas.ref(IntakeEnvelope), { type: 'object', properties: { data } }],
    },
  };
}

function receipts(schemas: SchemaSet): Conversation {
  const codes = Object.entries(INTAKE_REJECTION_CODES).map(([code, meaning]) => `- \`${code}\`: ${meaning}`);
  return {
    name: 'intake.receipts',
    address: 'intake.receipts.{engine}',
    action: 'send',
    title: 'Receipt',
    summary: 'Published after the commit of a message of the intake.',
    payload: {
      description: ['Codes of a rejection:', ...codes].join('\n'),
      allOf: [schemas.ref(IntakeReceipt)],
    },
  };
}

function instruction(reported: EngineInstruction, schemas: SchemaSet): Conversation {
  return {
    name: `out.billing.${reported.type}`,
    address: `out.billing.{engine}.${reported.type}`,
    action: 'send',
    title: reported.type,
    summary: reported.summary,
    payload: typedMessage(
      schemas.ref(InstructionEnvelope),
      reported.type,
      schemas.ref(reported.data),
      reported.summary,
    ),
  };
}

function channel({ address, title, name }: Conversation): object {
  return {
    address,
    title,
    ...(address.includes('{engine}')
      ? { parameters: address.includes('{type}') ? { ...ENGINE, ...TYPE } : ENGINE }
      : {}),
    messages: { message: { $ref: `#/components/messages/${name}` } },
  };
}

function operation({ name, action, summary }: Conversation): object {
  return {
    action,
    summary,
    channel: { $ref: `#/channels/${name}` },
    messages: [{ $ref: `#/channels/${name}/messages/message` }],
  };
}

function message({ name, title, summary, payload }: Conversation): object {
  return { name, title, summary, payload };
}
