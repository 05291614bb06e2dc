import { escaped } from './web-page';

/** The languages in which the field is labelled. */
const WORDS = {
  en: {
    number: 'Card number',
    expiry: 'Expires (MM/YY)',
    invalid: 'Needs a test card’s number and its last month, as in 12/40.',
    unreachable: 'The payment processor does not answer. Try again.',
  },
  es: {
    number: 'Número de tarjeta',
    expiry: 'Vence (MM/AA)',
    invalid: 'Faltan el número de una tarjeta de prueba y el mes, como 12/40.',
    unreachable: 'El procesador de pagos no responde. Inténtalo de nuevo.',
  },
} as const;

/** How a page frames the field. */
export interface CardFieldLook {
  /** The page that may frame it, and the only one that hears of tokens. */
  origin: string;
  dark: boolean;
  language: string;
}

/**
 * The processor's own field for a card, for a frame in somebody else's page: the number stays here, the page gets a
 * token. What both say to each other stands in docs/guides/card-field.md.
 */
export function cardFieldPage({ origin, dark, language }: CardFieldLook): string {
  const known = language === 'es' ? 'es' : 'en';
  const words = WORDS[known];
  const data = Object.entries({ origin, invalid: words.invalid, unreachable: words.unreachable })
    .map(([name, value]) => ` data-${name}="${escaped(value)}"`)
    .join('');
  return `<!doctype html><html lang="${known}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escaped(words.number)}</title><style>${styleOf(dark)}</style></head><body${data}><main><form novalidate><label>${escaped(words.number)}<input id="number" inputmode="numeric" autocomplete="cc-number" maxlength="23" placeholder="4242 4242 4242 4242"></label><label>${escaped(words.expiry)}<input id="expiry" inputmode="numeric" autocomplete="cc-exp" maxlength="5" placeholder="12/40"></label></form><p role="alert"></p></main><script src="/card-field.js"></script></body></html>`;
}

const styleOf = (dark: boolean): string =>
  `:root{color-scheme:${dark ? 'dark' : 'light'};--text:${dark ? '#dcdee2' : '#232320'};--line:${dark ? '#3a404a' : '#c6c6c1'};--field:${dark ? '#1d2025' : '#fff'};--quiet:${dark ? '#9ea4ad' : '#5d5d57'};--bad:${dark ? '#ff8a80' : '#b3261e'};--focus:${dark ? '#4fadb3' : '#0d6a72'}}
body{margin:0;padding:2px;background:transparent;color:var(--text);font:13px/1.4 Inter,ui-sans-serif,system-ui,"Noto Sans","Liberation Sans",sans-serif}
form{display:grid;grid-template-columns:2fr 1fr;gap:10px}label{display:grid;gap:3px;font-weight:500}
input{box-sizing:border-box;width:100%;height:44px;padding:0 10px;border:1px solid var(--line);border-radius:5px;background:var(--field);color:inherit;font:inherit;font-variant-numeric:tabular-nums}
@media (min-width:420px) and (pointer:fine){input{height:30px}}
input::placeholder{color:var(--quiet)}input:focus-visible{outline:2px solid var(--focus);outline-offset:-1px}input[aria-invalid=true]{border-color:var(--bad)}
p{margin:4px 0 0;min-height:1.4em;color:var(--bad)}`;

/** What the field does: it speaks with the page that frames it, and with nobody else. */
export const CARD_FIELD_SCRIPT = `'use strict';
const { origin, invalid, unreachable } = document.body.dataset;
const number = document.getElementById('number');
const expiry = document.getElementById('expiry');
const alert = document.querySelector('[role=alert]');
const say = (message) => parent.postMessage(message, origin);
number.addEventListener('input', () => {
  number.value = number.value.replace(/\\D/g, '').slice(0, 19).replace(/(.{4})(?=.)/g, '$1 ');
});
expiry.addEventListener('input', () => {
  const digits = expiry.value.replace(/\\D/g, '').slice(0, 4);
  expiry.value = digits.length > 2 ? digits.slice(0, 2) + '/' + digits.slice(2) : digits;
});
document.querySelector('form').addEventListener('submit', (event) => event.preventDefault());
const refuse = (id, message) => {
  alert.textContent = message;
  number.setAttribute('aria-invalid', 'true');
  number.focus();
  say({ type: 'card-field.refused', id, message });
};
addEventListener('message', async (event) => {
  if (event.origin !== origin || event.source !== parent || event.data?.type !== 'card-field.tokenize') return;
  const { id } = event.data;
  alert.textContent = '';
  number.removeAttribute('aria-invalid');
  const [, month, year] = /^(\\d\\d)\\/(\\d\\d)$/.exec(expiry.value) ?? [];
  if (month === undefined) return refuse(id, invalid);
  try {
    const response = await fetch('/card-field/tokens', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ number: number.value, expMonth: Number(month), expYear: 2000 + Number(year) }),
    });
    if (!response.ok) return refuse(id, response.status < 500 ? invalid : unreachable);
    const { token, brand, last4 } = await response.json();
    say({ type: 'card-field.token', id, token, brand, last4 });
  } catch {
    refuse(id, unreachable);
  }
});
say({ type: 'card-field.ready' });
`;
