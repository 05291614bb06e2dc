import type { ConsentAnswer, ConsentLinkView, ErrorCode } from '@daybook/contracts';

interface Said {
  title: string;
  text: string;
}

/** What is shown where there is nothing to answer: by the code of the refusal. */
const REFUSALS: Partial<Record<ErrorCode, Said>> = {
  'billing.consent_link_invalid': {
    title: 'This link is not complete',
    text: 'Please open it once more from the message that you got, from its beginning to its end.',
  },
  'billing.consent_link_expired': {
    title: 'This link has expired',
    text: 'Please write to us or call us, and we will send you a new one.',
  },
  'billing.consent_link_used': {
    title: 'This link has been used',
    text: 'It was answered already, or we have sent you a newer one since. To change your answer, please write to us or call us.',
  },
  'billing.purchase_not_live': {
    title: 'There is nothing to agree to any more',
    text: 'The subscription has ended: nothing is billed.',
  },
  'gateway.too_many_requests': {
    title: 'That was too fast',
    text: 'Please wait a moment and try again.',
  },
};

const SORRY: Said = {
  title: 'This does not work just now',
  text: 'Please try again in a few minutes.',
};

/** Asks the customer; the form goes back to the page's own address. */
export function questionPage({ productName, orderNumber, price }: ConsentLinkView): string {
  return page(
    'Do you agree to be billed?',
    `<p><strong>${escaped(productName)}</strong>, order ${escaped(orderNumber)}: ${escaped(price.amount)} ${escaped(price.currency)} each time. Without your consent nothing is billed.</p>
<form method="post">
<button name="answer" value="received">I agree</button>
<button name="answer" value="denied">I do not agree</button>
</form>`,
  );
}

/** Says that the answer was entered. */
export function answeredPage(answer: ConsentAnswer, { productName }: ConsentLinkView): string {
  const done =
    answer === 'received' ? 'You have agreed to be billed for' : 'You have not agreed to be billed for';
  return page('Thank you', `<p>${done} <strong>${escaped(productName)}</strong>.</p>`);
}

/** Says why there is nothing to answer. */
export function refusedPage(code: ErrorCode): string {
  const { title, text } = REFUSALS[code] ?? SORRY;
  return page(title, `<p>${text}</p>`);
}

function page(title: string, body: string): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${title}</title>
<style>body{font:1.1rem/1.5 system-ui,sans-serif;max-width:34rem;margin:3rem auto;padding:0 1rem}button{font:inherit;padding:.5rem 1rem;margin-right:1rem}</style>
</head>
<body>
<h1>${title}</h1>
${body}
</body>
</html>
`;
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (letter) => ENTITIES[letter] ?? letter);
}
