import type { AttachmentRefusal } from '@daybook/contracts';
import type { CasesConfig } from '../cases.config';

/** What an attachment may be, by the settings. */
type Limits = Pick<CasesConfig, 'attachmentMaxBytes' | 'attachmentsPerMessage' | 'attachmentTypesRefused'>;

/** Why a file is not taken; null where it is. @param before how many its message has already */
export function refusalOf(
  { filename, size }: { filename: string; size: number },
  before: number,
  limits: Limits,
): AttachmentRefusal | null {
  if (before >= limits.attachmentsPerMessage) return 'too_many';
  if (size > limits.attachmentMaxBytes) return 'too_big';
  // Names are what systems go by when they open a file; an ending may hide behind blanks and dots.
  const [, ending = ''] = /\.([^.]*)$/.exec(filename.replace(/[\s.]+$/, '').toLowerCase()) ?? [];
  const refused = limits.attachmentTypesRefused.toLowerCase().split(',');
  return ending !== '' && refused.some((one) => one.trim() === ending) ? 'type' : null;
}

/** A name without a path and without what systems do not take in names. */
export function safeFilename(name: string | undefined): string {
  const last = (name ?? '').split(/[\\/]/).at(-1) ?? '';
  const safe = last
    .normalize('NFC')
    .replace(/[\p{Cc}\p{Cf}\p{Cs}<>:"|?*]/gu, '')
    .replace(/\s+/g, ' ')
    .replace(/^[.\s]+|[.\s]+$/g, '');
  const [, stem = safe, ending = ''] = /^(.*)(\.[^.]{1,20})$/.exec(safe) ?? [];
  return safe === '' ? 'attachment' : [...stem].slice(0, 150).join('') + ending;
}
