/** A text in two: what is new, and what it cites of earlier mails. */
export interface FoldedText {
  text: string;
  quoted: string | null;
}

/** Lines with which mail programs begin what they cite, in the languages of many of them. */
const BEGINNINGS: readonly RegExp[] = [
  /^(on|am|le|el|il|op|em|den|dne|w dniu|в|数)\b.{3,300}\b(wrote|schrieb|a écrit|escribió|ha scritto|schreef|escreveu|skrev|napsal\(a\)|napisał\(a\)|пишет|написал\(а\))\b.{0,100}:$/iu,
  /^-{2,}\s*(original message|ursprüngliche nachricht|message d'origine|message original|mensaje original|messaggio originale|oorspronkelijk bericht|mensagem original|reply message|forwarded message)\s*-{2,}$/iu,
  /^-{2,}\s*(原始邮件|元のメッセージ)\s*-{2,}$/u,
];
/** An introduction in one line that names an address. */
const ADDRESSED =
  /^[^<]{2,200}<[^<>\s]+@[^<>\s]+>.{0,60}(wrote|schrieb|a écrit|escribió|ha scritto|schreef|escreveu|skrev|пишет)\s?:$/iu;
/** A block of headers, as another mail program puts it above what it cites. */
const FROM_LINE = /^\*?(from|von|de|da|van|från|od|от|发件人|差出人)\s?:\*?\s.*\S/iu;
const SENT_LINE =
  /^\*?(sent|date|gesendet|datum|envoyé|enviado|fecha|data|inviato|verzonden|skickat|дата|发送时间|送信日時)\s?:/iu;
/** Lines of an introduction that may be broken into. */
const WRAPPED = 3;

/**
 * Parts what somebody wrote from what the mail cites at its end. Where answers stand between cited lines, or nothing is
 * left, all of it is the text.
 */
export function foldQuoted(whole: string): FoldedText {
  const lines = whole.split('\n');
  const at = beginningOf(lines);
  if (at === null) return { text: whole.trim(), quoted: null };
  const text = lines
    .slice(0, at)
    .join('\n')
    .replace(/\n_{5,}\s*$/u, '')
    .trim();
  const quoted = lines.slice(at).join('\n').trim();
  if (text === '' || answersBetween(lines.slice(at))) return { text: whole.trim(), quoted: null };
  return { text, quoted };
}

function beginningOf(lines: readonly string[]): number | null {
  for (const [at, line] of lines.entries()) {
    if (line.startsWith('>')) return at;
    // The fewest lines that make an introduction: the sentence before may begin with the same word.
    for (let before = 0; before < WRAPPED && before <= at; before += 1) {
      if (introduces(lines.slice(at - before, at + 1))) return at - before;
    }
    const next = lines.slice(at + 1, at + 5);
    if (FROM_LINE.test(line.trim()) && next.some((one) => SENT_LINE.test(one.trim()))) return at;
  }
  return null;
}

function introduces(lines: readonly string[]): boolean {
  if (lines.some((line) => line.trim() === '')) return false;
  const joined = lines.map((line) => line.trim()).join(' ');
  if (joined.length > 500) return false;
  return BEGINNINGS.some((pattern) => pattern.test(joined)) || (lines.length === 1 && ADDRESSED.test(joined));
}

/** Whether somebody wrote below or between cited lines. */
function answersBetween(lines: readonly string[]): boolean {
  const first = lines.findIndex((line) => line.startsWith('>'));
  if (first === -1) return false;
  return lines.slice(first).some((line) => line.trim() !== '' && !line.startsWith('>'));
}
