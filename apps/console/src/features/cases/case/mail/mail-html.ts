import type { View } from '../../../../api/client';

/** What text alone cannot say. */
const RICH = /<(?:img|table|ul|ol|dl|a|h[1-6]|b|strong|i|em|u|s|del|ins|pre)\b/i;

/** Whether the HTML of a mail shows more than its text. */
export const isRich = (html: string): boolean => RICH.test(html);

interface Shown {
  html: string;
  caseId: string;
  attachments: readonly View<'AttachmentView'>[];
  /** What a click on stands in the place of what is cited. */
  quoted: string;
  scheme: 'light' | 'dark';
  nonce: string;
}

/**
 * The document of a frame that shows a mail: the API has cleaned it already, and nothing may run or be fetched here
 * but the pictures that came along. What it cites of earlier mails is folded.
 */
export function mailDocument({ html, caseId, attachments, quoted, scheme, nonce }: Shown): string {
  const mail = new DOMParser().parseFromString(html, 'text/html');
  for (const picture of mail.querySelectorAll('img')) {
    const named = picture.getAttribute('src')?.replace(/^\s*cid:/i, '');
    const attachment = attachments.find(
      ({ contentId, state }) => state === 'kept' && contentId !== null && contentId === named,
    );
    if (attachment === undefined) picture.remove();
    else picture.setAttribute('src', `/api/v1/cases/${caseId}/attachments/${attachment.id}`);
  }
  for (const cited of mail.querySelectorAll('blockquote')) {
    if (cited.parentElement?.closest('blockquote, details') !== null) continue;
    const fold = mail.createElement('details');
    const summary = mail.createElement('summary');
    summary.textContent = quoted;
    cited.replaceWith(fold);
    fold.append(summary, cited);
  }
  const policy = `default-src 'none'; img-src ${location.origin}; style-src 'nonce-${nonce}'`;
  return `<!doctype html><html><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<style nonce="${nonce}">${STYLE.replace('SCHEME', scheme)}</style></head><body>${mail.body.innerHTML}</body></html>`;
}

const STYLE = `
:root { color-scheme: SCHEME; }
body { margin: 0; overflow-wrap: anywhere; overflow-y: hidden; font: 14px/1.5 Inter, system-ui, sans-serif; }
p { margin: 0 0 8px; }
img { max-width: 100%; height: auto; }
table { border-collapse: collapse; }
td, th { padding: 2px 8px 2px 0; text-align: left; vertical-align: top; }
pre { white-space: pre-wrap; }
blockquote { margin: 4px 0 0; padding-left: 10px; border-left: 2px solid GrayText; }
summary { width: fit-content; font-size: 12px; opacity: 0.75; cursor: pointer; }
`;
