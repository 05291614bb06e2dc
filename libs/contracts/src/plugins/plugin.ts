import type { ClassOf } from '../fields';

/** What plugins do for us. Each is somebody's HTTP server, or there is none and the feature is off. */
export const plugins = {
  'address-check': 'Postal addresses, checked before something is sent there.',
  tax: 'The tax of an order.',
  fraud: 'How likely an order is a fraud.',
  'phone-switch': 'Calls between agents and customers.',
  sms: 'Text messages to customers.',
  'card-updater': 'Cards that took the place of others.',
  membership: 'Access that follows a purchase.',
  'malware-scan': 'Malware in attachments of e-mails.',
} as const;
/** One of the plugins. */
export type PluginName = keyof typeof plugins;
/** All plugins, in the order in which they are shown. */
export const pluginNames = Object.keys(plugins) as PluginName[];

/** Headers of every question to a plugin; the first three are Standard Webhooks and stand on its answer as well. */
export const pluginHeaders = {
  id: 'webhook-id',
  timestamp: 'webhook-timestamp',
  signature: 'webhook-signature',
  /** The same for every repeat of a question; equal to `webhook-id`. */
  idempotencyKey: 'idempotency-key',
  /** Milliseconds that we wait. */
  timeout: 'daybook-timeout-ms',
} as const;

/** Bytes of an answer that are read at most. */
export const PLUGIN_ANSWER_LIMIT = 65_536;

/** What is asked of a plugin: `POST <its URL><path>`. */
export interface PluginCall<I extends object = object, O extends object = object> {
  plugin: PluginName;
  path: `/${string}`;
  /** One sentence, imperative. */
  summary: string;
  /** What who writes the plugin must know beyond the summary. */
  description?: string;
  request: ClassOf<I>;
  answer: ClassOf<O>;
}

/** Why there is no answer that can be used; what follows it is the status or the plugin's own code. */
export const pluginFailures = [
  'timed_out',
  'unreachable',
  'error',
  'unreadable',
  'signature_invalid',
  'refused',
] as const;
/** One of the reasons. */
export type PluginFailure = (typeof pluginFailures)[number];

/** Writes down what is asked of a plugin. */
export function definePluginCall<I extends object, O extends object>(
  call: PluginCall<I, O>,
): Readonly<PluginCall<I, O>> {
  return Object.freeze(call);
}
