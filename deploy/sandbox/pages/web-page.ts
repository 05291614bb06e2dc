/** A whole page in our looks, without scripts. */
export function webPage(title: string, body: string): string {
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escaped(title)}</title><style>${STYLE}</style></head><body>${body}</body></html>`;
}

/** A table, or a sentence where there is nothing in it. Cells are HTML. */
export function tableOf(
  heads: readonly string[],
  rows: readonly (readonly string[])[],
  empty: string,
): string {
  if (rows.length === 0) return `<p class="quiet">${escaped(empty)}</p>`;
  const head = heads.map((text) => `<th scope="col">${escaped(text)}</th>`).join('');
  const body = rows.map((cells) => `<tr>${cells.map((cell) => `<td>${cell}</td>`).join('')}</tr>`).join('');
  return `<div class="wide"><table><thead><tr>${head}</tr></thead><tbody>${body}</tbody></table></div>`;
}

/** A text as it stands in HTML. */
export function escaped(text: string): string {
  const entities: Readonly<Record<string, string>> = {
    '&': '&amp;',
    '<': '&lt;',
    '>': '&gt;',
    '"': '&quot;',
  };
  return text.replace(/[&<>"]/g, (character) => entities[character] ?? character);
}

const STYLE = `:root{color-scheme:light dark;--line:light-dark(#ddd,#3a3f45);--soft:light-dark(#f4f5f6,#22262a);--quiet:light-dark(#5d6570,#9aa4ae)}
body{font:15px/1.5 system-ui,sans-serif;max-width:64rem;margin:2rem auto;padding:0 1rem;color:light-dark(#1c2024,#e6e8ea);background:light-dark(#fff,#16191c)}
a{color:light-dark(#0b5cad,#7db8f0)}h1{font-size:1.5rem}h2{font-size:1.15rem;margin-top:2.2rem;padding-top:.8rem;border-top:1px solid var(--line)}
.wide{overflow-x:auto}table{border-collapse:collapse}th{text-align:left;font-weight:600;color:var(--quiet)}td,th{padding:.25rem .9rem .25rem 0;vertical-align:top;white-space:nowrap}
.quiet{color:var(--quiet)}code,pre{font:13px/1.5 ui-monospace,monospace}pre{white-space:pre-wrap;background:var(--soft);padding:1rem;border-radius:6px}
form{display:inline-flex;gap:.4rem;align-items:center;flex-wrap:wrap;margin:0}button,select,input{font:inherit;padding:.15rem .6rem;border:1px solid var(--line);border-radius:6px;background:var(--soft);color:inherit}
button{cursor:pointer}input{max-width:8rem}.done{background:var(--soft);border-left:3px solid light-dark(#2c8a4b,#5fc183);padding:.4rem .8rem}
iframe{width:100%;height:30rem;border:1px solid var(--line);background:#fff}`;
