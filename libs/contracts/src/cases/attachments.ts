import { Code, Id, Line, Moment, Name, OneOf, Text, Whole } from '../fields';
import { CaseIdInput } from './cases.inputs';

/** How far an attachment is: its bytes are coming; it is there; it was not taken. */
export const attachmentStates = ['uploading', 'kept', 'refused'] as const;
/** A state of an attachment. */
export type AttachmentState = (typeof attachmentStates)[number];

/** Why an attachment was not taken. */
export const attachmentRefusals = ['too_big', 'too_many', 'type', 'malware'] as const;
/** A reason. */
export type AttachmentRefusal = (typeof attachmentRefusals)[number];

/** Bytes of a part of an attachment, which come as base64 in JSON. */
export const ATTACHMENT_PART_BYTES = 512 * 1024;

/** An attachment of a message of a case, or one that is yet to be sent with a reply. */
export class AttachmentView {
  @Id()
  id!: string;

  @Text('As its sender called it; only a name, no path.')
  filename!: string;

  @Text('What its sender says that it is. Nobody has looked.')
  contentType!: string;

  @Whole('Bytes.')
  size!: number;

  @Text('SHA-256 of its bytes, in hex.')
  sha256!: string;

  @Text('What the HTML of its mail shows it by: `cid:` and this.', { optional: true })
  contentId?: string;

  @OneOf(attachmentStates)
  state!: AttachmentState;

  @OneOf(attachmentRefusals, 'Why it was not taken.', { optional: true })
  refused?: AttachmentRefusal;

  @Whole('Bytes that have come so far, of one that is coming.', { optional: true })
  received?: number;

  @Moment()
  createdAt!: string;
}

/** Input of StartAttachment. */
export class StartAttachmentInput extends CaseIdInput {
  @Name('Its name, without a path.', { min: 1, max: 200, examples: ['receipt.pdf'] })
  filename!: string;

  @Code(/^[A-Za-z0-9][A-Za-z0-9!#$&^_.+-]{0,126}\/[A-Za-z0-9][A-Za-z0-9!#$&^_.+-]{0,126}$/, {
    description: 'Its media type.',
    message: 'must be a media type such as application/pdf',
    examples: ['application/pdf'],
  })
  contentType!: string;

  @Whole('Bytes that it has.', { min: 1, max: 100_000_000 })
  size!: number;

  @Code(/^[0-9a-f]{64}$/, {
    description: 'SHA-256 of its bytes, in hex: what came is compared with it.',
    message: 'must be a SHA-256 in hex',
  })
  sha256!: string;
}

/** Names one attachment of a case. */
export class AttachmentInput extends CaseIdInput {
  @Id('The attachment.')
  attachmentId!: string;
}

/** Input of AddAttachmentPart. */
export class AttachmentPartInput extends AttachmentInput {
  @Whole('Where the part begins: as many bytes have come before.', { min: 0, max: 100_000_000 })
  offset!: number;

  @Line('Its bytes in base64, 524,288 of them at most.', { min: 4, max: 699_052 })
  content!: string;
}

/** Asks for a piece of an attachment that is to be sent. */
export class AttachmentPieceInput {
  @Id()
  attachmentId!: string;

  @Whole('Which piece, from 0.', { min: 0, max: 100_000 })
  nth!: number;
}

/** A piece of an attachment. */
export class AttachmentPieceView {
  @Text('Its bytes in base64; empty behind the last one.')
  content!: string;
}
