import sanitizeHtml from 'sanitize-html';

/** Characters of HTML that are looked at; of more the text must do. */
const LONGEST_HTML = 1_000_000;
/** Characters that are kept. */
const LONGEST_CLEAN = 300_000;
const DEEPEST = 100;
/** Elements that stand open at a time: beyond them the cleaner takes ever longer for each. */
const MOST_OPEN = 500;
/** Those that are never open, or that the next of their kind closes. */
const CLOSES_ITSELF =
  /^(?:area|base|br|col|embed|hr|img|input|link|meta|source|track|wbr|p|li|dt|dd|tr|td|th|option)$/;

/** What stands in these is never text to be read. */
const NO_TEXT = [
  ...[
    'script',
    'style',
    'textarea',
    'option',
    'select',
    'noscript',
    'noembed',
    'noframes',
    'xmp',
    'plaintext',
  ],
  ...[
    'title',
    'iframe',
    'object',
    'embed',
    'applet',
    'svg',
    'math',
    'template',
    'form',
    'button',
    'audio',
    'video',
  ],
];

const OPTIONS: sanitizeHtml.IOptions = {
  allowedTags: [
    ...['p', 'br', 'div', 'span', 'hr', 'blockquote', 'pre', 'code', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6'],
    ...['b', 'strong', 'i', 'em', 'u', 's', 'del', 'ins', 'small', 'sub', 'sup', 'abbr', 'cite', 'q'],
    ...['ul', 'ol', 'li', 'dl', 'dt', 'dd'],
    ...['table', 'caption', 'thead', 'tbody', 'tfoot', 'tr', 'th', 'td'],
    ...['a', 'img'],
  ],
  allowedAttributes: {
    a: ['href', 'title', 'rel', 'target'],
    img: ['src', 'alt', 'width', 'height'],
    th: ['colspan', 'rowspan'],
    td: ['colspan', 'rowspan'],
    ol: ['start'],
  },
  allowedSchemes: ['http', 'https', 'mailto', 'tel'],
  // Pictures that are fetched tell their senders who reads when; those that came along are attachments.
  allowedSchemesByTag: { img: ['cid'] },
  allowProtocolRelative: false,
  allowedStyles: {},
  nonTextTags: NO_TEXT,
  disallowedTagsMode: 'discard',
  nestingLimit: DEEPEST,
  transformTags: {
    // What has no scheme would lead into our own pages.
    a: (tagName, { href, ...others }) => ({
      tagName,
      attribs: {
        ...(href !== undefined && /^\s*[a-z]+:/i.test(href) ? { href } : {}),
        ...others,
        rel: 'noopener noreferrer nofollow',
        target: '_blank',
      },
    }),
    img: (tagName, { src, ...others }) => ({
      tagName,
      attribs: { ...(src !== undefined && /^\s*cid:/i.test(src) ? { src } : {}), ...others },
    }),
  },
};

/**
 * The HTML of a mail as it may be shown: no scripts, styles, forms, frames, ids or classes, nothing that is fetched from
 * elsewhere, links of harmless kinds only. Null where there is none, or too much of it: then the text must do.
 */
export function cleanHtml(html: string | undefined): string | null {
  if (html === undefined || html === '' || html.length > LONGEST_HTML) return null;
  if (isTooDeep(html)) return null;
  const clean = sanitizeHtml(html.replace(/[\0\p{Cs}]/gu, ''), OPTIONS).trim();
  return clean === '' || clean.length > LONGEST_CLEAN ? null : clean;
}

function isTooDeep(html: string): boolean {
  let open = 0;
  for (const [, closing, name = ''] of html.matchAll(/<(\/?)([a-z][a-z0-9]*)/gi)) {
    if (CLOSES_ITSELF.test(name.toLowerCase())) continue;
    open = Math.max(0, open + (closing === '/' ? -1 : 1));
    if (open > MOST_OPEN) return true;
  }
  return false;
}

/** Elements that begin a line, or end one. */
const BLOCKS = /<\/?(?:p|div|br|hr|h[1-6]|ul|ol|li|dl|dt|dd|table|caption|tr|pre|blockquote)\b[^>]*>/g;
const ENTITIES: Readonly<Record<string, string>> = { '&lt;': '<', '&gt;': '>', '&quot;': '"', '&amp;': '&' };

/** The text of cleaned HTML, what is cited marked as mails do. */
export function textOfHtml(clean: string): string {
  let depth = 0;
  const lines: string[] = [];
  const parts = clean.replace(/[\r\n\t ]+/g, ' ').split(/(<\/?blockquote\b[^>]*>)/);
  for (const part of parts) {
    if (part.startsWith('<blockquote')) depth += 1;
    else if (part.startsWith('</blockquote')) depth = Math.max(0, depth - 1);
    else {
      const text = part
        .replace(/<\/t[dh]>/g, '\t')
        .replace(BLOCKS, '\n')
        .replace(/<[^>]*>/g, '')
        .replace(/&(?:lt|gt|quot|amp);/g, (entity) => ENTITIES[entity] ?? entity)
        .replaceAll('\u00a0', ' ');
      for (const one of text.split('\n'))
        if (one.trim() !== '') lines.push(`${'> '.repeat(Math.min(depth, 5))}${one.trim()}`);
    }
  }
  return lines.join('\n');
}
