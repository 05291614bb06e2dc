/** The plugins that the sandbox plays, with what each answers when all is well and when it says no. */
interface PlayedCall {
  /** The answer to a question. */
  answer: (question: Question, settings: AnswerSettings) => object;
  /** The answer that says no; a string is the code of a refusal (422). */
  decline: (question: Question) => object | string;
}

type Question = Record<string, unknown>;

/** What tests may choose about answers. */
export interface AnswerSettings {
  /** Part of the amount that the tax plugin asks for, such as "0.0825". */
  taxRate: string;
}

const PROVIDERS = {
  'address-check': 'Sandbox Streets',
  tax: 'Sandbox Tax',
  fraud: 'Sandbox Shield',
  'phone-switch': 'Sandbox Switch',
  sms: 'Sandbox Texts',
  'card-updater': 'Sandbox Cards',
  membership: 'Sandbox Club',
  'malware-scan': 'Sandbox Scanner',
} as const;

/** By which scanners know the file that is made to be found (EICAR). */
const TEST_VIRUS = 'EICAR-STANDARD-ANTIVIRUS-TEST-FILE';

/** A plugin that the sandbox plays. */
export type PlayedPlugin = keyof typeof PROVIDERS;

/** Their names. */
export const PLAYED_PLUGINS = Object.keys(PROVIDERS) as PlayedPlugin[];

const CALLS: Record<string, PlayedCall> = {
  'address-check/check': {
    answer: () => ({ verified: true }),
    decline: () => ({ verified: false, reasonCode: 'undeliverable' }),
  },
  'tax/calculate': {
    answer: ({ amount }, { taxRate }) => ({ tax: taxOf(amount, taxRate) }),
    decline: () => 'region_unknown',
  },
  'tax/collect': {
    answer: () => ({ collected: true }),
    decline: () => ({ collected: false, responseCode: 'not_reconciled' }),
  },
  'fraud/score': {
    answer: () => ({ verdict: 'accept', score: 5 }),
    decline: () => ({ verdict: 'reject', score: 95 }),
  },
  'phone-switch/calls': {
    answer: ({ callId }) => ({ reference: `sw-${String(callId)}` }),
    decline: () => 'agent_busy',
  },
  'sms/messages': {
    answer: ({ messageId }) => ({ reference: `tx-${String(messageId)}` }),
    decline: () => 'opted_out',
  },
  'card-updater/update': {
    answer: () => ({
      outcome: 'updated',
      token: 'tok_success',
      cardLastFour: '4242',
      expMonth: 12,
      expYear: 2040,
      responseCode: 'VAU-1',
    }),
    decline: () => ({ outcome: 'closed', responseCode: 'VAU-3' }),
  },
  'membership/memberships': {
    answer: ({ action }) => ({ state: action === 'cancel' ? 'cancelled' : 'active' }),
    decline: () => 'membership_unknown',
  },
  'malware-scan/scans': {
    answer: ({ content }) =>
      Buffer.from(String(content), 'base64').includes(TEST_VIRUS)
        ? { harmless: false, found: 'test_file' }
        : { harmless: true },
    decline: () => ({ harmless: false, found: 'declined' }),
  },
};

/** Whether a plugin is asked such things. */
export function isPlayed(plugin: string, call: string): plugin is PlayedPlugin {
  return `${plugin}/${call}` in CALLS;
}

/** What a plugin answers. */
export function answerOf(
  plugin: PlayedPlugin,
  call: string,
  question: Question,
  settings: AnswerSettings,
): { status: number; body: object } {
  const said = playedCall(plugin, call).answer(question, settings);
  return { status: 200, body: { provider: PROVIDERS[plugin], ...said } };
}

/** What a plugin answers that says no. */
export function declineOf(
  plugin: PlayedPlugin,
  call: string,
  question: Question,
): { status: number; body: object } {
  const said = playedCall(plugin, call).decline(question);
  return typeof said === 'string'
    ? { status: 422, body: { code: said, message: `${PROVIDERS[plugin]} says no.` } }
    : { status: 200, body: { provider: PROVIDERS[plugin], ...said } };
}

function playedCall(plugin: PlayedPlugin, call: string): PlayedCall {
  const played = CALLS[`${plugin}/${call}`];
  if (played === undefined) throw new Error(`${plugin} is not asked ${call}`);
  return played;
}

/** Rounded half up to as many digits as the amount was written with. */
function taxOf(amount: unknown, rate: string): { amount: string; currency: string } {
  const { amount: written, currency } = amount as { amount: string; currency: string };
  const digits = written.split('.')[1]?.length ?? 0;
  const rateDigits = rate.split('.')[1]?.length ?? 0;
  const scaled = BigInt(written.replace('.', '')) * BigInt(rate.replace('.', ''));
  const unit = 10n ** BigInt(rateDigits);
  const rounded = (scaled + unit / 2n) / unit;
  const text = rounded.toString().padStart(digits + 1, '0');
  return {
    amount: digits === 0 ? text : `${text.slice(0, -digits)}.${text.slice(-digits)}`,
    currency,
  };
}
