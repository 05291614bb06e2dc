import type { Engine } from '../engine/engine';
import { BEHAVIOURS, type HouseSettings, type HouseState } from '../house/house-records';
import { PLAYED_PLUGINS } from '../plugins/plugin-answers';
import { PLUGIN_BEHAVIOURS, type SandboxPlugins } from '../plugins/plugins';
import type { Charge } from '../processor/processor-ledger';
import { escaped, tableOf, webPage } from './web-page';

/** So many of the newest things are shown. */
const NEWEST = 12;

/** What the page shows of the parties. */
export interface PlayedParties {
  charges: Iterable<Charge>;
  cards: readonly { token: string; number: string; does: string }[];
  houses: readonly (HouseState & { settings: HouseSettings })[];
  engines: readonly Engine[];
  plugins: SandboxPlugins;
  /** Where caught mails are shown. */
  mailsUrl?: string | undefined;
  /** What was done by the last button. */
  done?: string | undefined;
}

/** What a house may be made to tell of a fulfillment, by the button's word. */
export const HOUSE_EVENTS = {
  ship: { type: 'fulfillment.shipped', data: { carrier: 'Sandbox Parcel' } },
  deliver: { type: 'fulfillment.delivered', data: {} },
  return: { type: 'fulfillment.returned', data: {} },
  'hold for its address': { type: 'fulfillment.address_hold', data: { reason: 'The address is not known' } },
  fail: { type: 'fulfillment.failed', data: { reason: 'out of stock' } },
  cancel: { type: 'fulfillment.cancelled', data: {} },
} as const;

const WHAT_HOUSES_DO: Record<(typeof BEHAVIOURS)[number], string> = {
  ship: 'accepts and ships',
  hold: 'only accepts',
  fail: 'fails what it gets',
  silent: 'says nothing',
  refuse: 'is down (500)',
};

/** Everything that the sandbox plays, with the buttons that make it happen. */
export function sandboxPage(parties: PlayedParties): string {
  const { done, mailsUrl } = parties;
  const mails =
    mailsUrl === undefined
      ? ''
      : ` Mails that were sent are caught: <a href="${escaped(mailsUrl)}">see them</a>.`;
  return webPage(
    'Sandbox',
    [
      '<h1>Sandbox</h1>',
      `<p>The parties outside, played over their real protocols: nothing here costs money or ships goods.${mails} What each of them can be asked over HTTP stands in <code>deploy/sandbox/README.md</code>.</p>`,
      done === undefined ? '' : `<p class="done" role="status">${escaped(done)}</p>`,
      processor(parties),
      houses(parties),
      engines(parties),
      plugins(parties),
    ].join(''),
  );
}

function processor({ cards, charges }: PlayedParties): string {
  const all = [...charges];
  const waiting = all.filter(({ status, captured, settled, voided }) => {
    return status === 'succeeded' && captured && !settled && !voided;
  });
  const settle = button('/page/settle', 'Settle now', {});
  return [
    '<h2>Payment processor</h2>',
    `<p>${waiting.length} captured ${waiting.length === 1 ? 'charge waits' : 'charges wait'} for the settlement; until then a charge is voided, afterwards refunded. ${settle}</p>`,
    tableOf(
      ['Token', 'Number', 'What the card does'],
      cards.map(({ token, number, does }) => [code(token), code(number), escaped(does)]),
      '',
    ),
    '<h3>Newest charges</h3>',
    tableOf(
      ['When', 'Order', 'Amount', 'Card', 'State'],
      newest(all).map((charge) => [
        when(charge.createdAt),
        escaped(charge.reference),
        escaped(`${charge.amount} ${charge.currency}`),
        escaped(`•••• ${charge.last4}`),
        escaped(stateOf(charge)),
      ]),
      'Nothing was charged yet.',
    ),
  ].join('');
}

function stateOf(charge: Charge): string {
  if (charge.status === 'declined') return `declined (${charge.declineKind ?? ''}, ${charge.responseCode})`;
  if (charge.voided) return 'voided';
  if (Number(charge.refunded) > 0) return `refunded ${charge.refunded}`;
  if (charge.settled) return 'settled';
  return charge.captured ? 'captured' : 'authorised';
}

function houses({ houses }: PlayedParties): string {
  const rows = houses.map((house) => {
    const { behaviour, shipDelayMs } = house.settings;
    const webhooks = [...house.webhooks.values()];
    const settings = form(
      '/page/house',
      { house: house.name },
      `${choice('behaviour', BEHAVIOURS, behaviour, (name) => WHAT_HOUSES_DO[name as keyof typeof WHAT_HOUSES_DO])} after <input name="delay" type="number" min="0" max="86400" aria-label="Seconds until it ships" value="${shipDelayMs / 1000}"> s`,
      'Save',
    );
    const undelivered = webhooks.filter((webhook) => !webhook.done).length;
    return [
      escaped(house.name),
      settings,
      String(house.orders.size),
      `${webhooks.length} (${undelivered} to come)`,
    ];
  });
  const orders = houses
    .flatMap((house) => [...house.orders.values()].map((order) => ({ ...order, house })))
    .sort((a, b) => b.receivedAt.localeCompare(a.receivedAt))
    .slice(0, NEWEST)
    .map(({ house, ref, receivedAt }) => {
      const sent = [...house.webhooks.values()].filter((webhook) => webhook.ref === ref && webhook.done);
      const last = sent.at(-1)?.type.replace('fulfillment.', '') ?? 'nothing yet';
      const event = form(
        '/page/tell',
        { house: house.name, fulfillment: ref },
        choice('event', Object.keys(HOUSE_EVENTS), 'ship', (name) => name),
        'Tell Daybook',
      );
      return [when(receivedAt), escaped(house.name), code(ref), escaped(last), event];
    });
  return [
    '<h2>Fulfillment houses</h2>',
    tableOf(
      ['House', 'What it does with orders', 'Orders', 'Webhooks'],
      rows,
      'No house was registered yet.',
    ),
    orders.length === 0 ? '' : '<h3>Newest orders</h3>',
    orders.length === 0 ? '' : tableOf(['When', 'House', 'Fulfillment', 'Told', 'Tell of it'], orders, ''),
  ].join('');
}

function engines({ engines }: PlayedParties): string {
  const rows = engines.map(({ state, connected }) => {
    const last = state.receipts.at(-1);
    return [
      escaped(state.name),
      connected ? 'connected' : 'not connected',
      String(state.events.size),
      String(state.receipts.length),
      last === undefined ? '' : escaped([last.outcome, last.code].filter(Boolean).join(' ')),
      String(state.instructions.length),
    ];
  });
  return `<h2>Billing engines</h2>${tableOf(
    ['Engine', 'NATS', 'Events', 'Receipts', 'Last receipt', 'Instructions'],
    rows,
    'No engine was registered yet.',
  )}<p class="quiet">An engine's message is sent with <code>POST /engine/{name}/events</code>.</p>`;
}

function plugins({ plugins }: PlayedParties): string {
  const rows = PLAYED_PLUGINS.map((name) => {
    const { behaviour, taxRate, questions } = plugins.state(name);
    const tax =
      name === 'tax'
        ? ` rate <input name="taxRate" aria-label="Part of the amount that is tax" value="${escaped(taxRate)}">`
        : '';
    const settings = choice('behaviour', PLUGIN_BEHAVIOURS, behaviour, (word) => word.replace('_', ' '));
    return [
      escaped(name),
      form('/page/plugin', { plugin: name }, settings + tax, 'Save'),
      String(questions.size),
    ];
  });
  return `<h2>Plugins</h2>${tableOf(['Plugin', 'How it answers', 'Questions'], rows, '')}`;
}

function newest(charges: readonly Charge[]): Charge[] {
  return charges.slice(-NEWEST).reverse();
}

function when(time: string): string {
  return `<time datetime="${escaped(time)}">${escaped(time.slice(0, 16).replace('T', ' '))}</time>`;
}

function code(text: string): string {
  return `<code>${escaped(text)}</code>`;
}

function choice(
  name: string,
  values: readonly string[],
  chosen: string,
  label: (value: string) => string,
): string {
  const options = values.map(
    (value) =>
      `<option value="${escaped(value)}"${value === chosen ? ' selected' : ''}>${escaped(label(value))}</option>`,
  );
  return `<select name="${name}" aria-label="${name}">${options.join('')}</select>`;
}

function button(action: string, label: string, hidden: Readonly<Record<string, string>>): string {
  return form(action, hidden, '', label);
}

function form(
  action: string,
  hidden: Readonly<Record<string, string>>,
  fields: string,
  label: string,
): string {
  const kept = Object.entries(hidden).map(
    ([name, value]) => `<input type="hidden" name="${name}" value="${escaped(value)}">`,
  );
  return `<form method="post" action="${action}">${kept.join('')}${fields}<button>${escaped(label)}</button></form>`;
}
