import type { MsgHdrs } from 'nats';

const ATTRIBUTE = /^ce-/i;
const STRUCTURED = /^application\/cloudevents/i;
const QUOTED = /^"(.*)"$/s;

const decoder = new TextDecoder('utf-8', { fatal: true });

/** Media type of a CloudEvent in structured mode, said in the header `Content-Type`. */
export const CLOUD_EVENT = 'application/cloudevents+json';

/**
 * A CloudEvent in structured mode, whichever mode it came in. In binary mode its attributes stand in headers `ce-…`, and
 * the payload is its data (NATS protocol binding 1.0.3). What cannot be read becomes what a reader of JSON refuses:
 * header values that are not UTF-8 bytes that are not, data that is not JSON `data_base64`.
 */
export function structured(data: Uint8Array, headers: MsgHdrs | undefined): Uint8Array {
  const given = [...(headers ?? [])].flatMap(([name, values]) =>
    values.map((value) => [name, value] as const),
  );
  const type = given.find(([name]) => name.toLowerCase() === 'content-type')?.[1];
  const attributes = given.filter(([name]) => ATTRIBUTE.test(name));
  if (attributes.length === 0 || (type !== undefined && STRUCTURED.test(type))) return data;
  const said = attributes.map(([name, value]) => [name.toLowerCase().slice('ce-'.length), value] as const);
  if (type !== undefined && !said.some(([name]) => name === 'datacontenttype'))
    said.push(['datacontenttype', type]);
  const members = said.map(([name, value]) =>
    Buffer.from(`${JSON.stringify(name)}:${textOf(value)},`, 'latin1'),
  );
  return Buffer.concat([Buffer.from('{'), ...members, dataMember(data), Buffer.from('}')]);
}

/** A header's value as the bytes of a JSON string, each byte a character. */
function textOf(value: string): string {
  const unquoted = QUOTED.exec(value)?.[1]?.replace(/\\(.)/gs, '$1') ?? value;
  const bytes = Buffer.from(unquoted).toString('latin1');
  return JSON.stringify(
    bytes.replace(/%([0-9a-f]{2})/gi, (_all, hex: string) => String.fromCharCode(parseInt(hex, 16))),
  );
}

function dataMember(data: Uint8Array): Uint8Array {
  if (data.length === 0) return Buffer.from('"data":null');
  if (isJson(data)) return Buffer.concat([Buffer.from('"data":'), data]);
  return Buffer.from(`"data_base64":"${Buffer.from(data).toString('base64')}"`);
}

function isJson(data: Uint8Array): boolean {
  try {
    JSON.parse(decoder.decode(data));
    return true;
  } catch {
    return false;
  }
}
