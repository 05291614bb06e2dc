/** What no text may hold: NUL, other control characters, and half of a surrogate pair. */
const CONTROL = /[\p{Cc}\p{Cs}]/u;
/** The same, but for the line breaks and tabs of a text of several lines. */
const CONTROL_IN_LINES = /[\0-\x08\v-\x1f\x7f-\x9f\p{Cs}]/u;
/** What no database keeps. */
const UNSTORABLE = /[\0\p{Cs}]/u;

/** Characters that nobody sees and that join nothing: zero-width blanks, marks of direction, soft hyphens, fillers. */
const INVISIBLE =
  /[\u00ad\u034f\u061c\u115f\u1160\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\u3164\ufeff\uffa0]/gu;
/** Joiners where they join nothing: after a blank, at the end, in scripts without any, or after each other. */
const IDLE_JOINER =
  /(?<=^|[\s\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\p{Nd}\p{P}\u200c\u200d])[\u200c\u200d]|(?<!\p{M})[\u200c\u200d](?=\s|$)/gu;
/** What can be seen; the empty Braille pattern cannot. */
const VISIBLE = /[\p{L}\p{N}\p{P}\p{S}]/u;

/** Whether a text is one line: without control characters, line breaks and tabs among them. */
export function isLine(text: string): boolean {
  return !CONTROL.test(text);
}

/** Whether a text is made of lines: line breaks and tabs, but no other control character. */
export function isLines(text: string): boolean {
  return !CONTROL_IN_LINES.test(text);
}

/** Whether a database can keep a text. */
export function isStorable(text: string): boolean {
  return !UNSTORABLE.test(text);
}

/**
 * A name as it is kept, so that what looks the same is the same: composed (NFC), trimmed, inner blanks as one, without
 * characters that nobody sees. Joiners that shape letters or emoji stay.
 */
export function normalName(text: string): string {
  // What most names are made of needs none of it.
  if (/^[!-~]+(?: [!-~]+)*$/.test(text)) return text;
  const composed = text.normalize('NFC').replace(INVISIBLE, '').replace(/\s+/gu, ' ').trim();
  return composed.replace(IDLE_JOINER, '').trim();
}

/** A text of several lines as it is kept: lines end with a line feed. */
export function normalLines(text: string): string {
  return text.includes('\r') ? text.replace(/\r\n/g, '\n') : text;
}

/** Whether anybody could see a text. */
export function isVisible(text: string): boolean {
  return VISIBLE.test(text.replace(INVISIBLE, '').replace(/\u2800/g, ''));
}

/** The length of a text in characters, as schemas and databases count them: a pair of surrogates is one. */
export function lengthOf(text: string): number {
  return /[\ud800-\udbff]/.test(text) ? [...text].length : text.length;
}
