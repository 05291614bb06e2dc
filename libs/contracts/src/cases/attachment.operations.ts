import { defineOperation } from '../operation';
import {
  AttachmentInput,
  AttachmentPartInput,
  AttachmentPieceInput,
  AttachmentPieceView,
  AttachmentView,
  StartAttachmentInput,
} from './attachments';

/** Begins an attachment that is to be sent with a reply. */
export const StartAttachment = defineOperation({
  name: 'cases.attachments.start',
  http: 'POST /cases/{id}/attachments',
  status: 201,
  summary: 'Begin an attachment for a reply',
  description:
    'Its bytes follow in parts; then a reply names it. Size, number and types are bounded by the settings of the installation.',
  input: StartAttachmentInput,
  output: AttachmentView,
  access: 'cases.work',
  errors: ['cases.not_found', 'cases.attachment_refused'],
});

/** Adds the next bytes of an attachment. */
export const AddAttachmentPart = defineOperation({
  name: 'cases.attachments.add_part',
  http: 'POST /cases/{id}/attachments/{attachmentId}/parts',
  summary: 'Add the next part of an attachment',
  description:
    'A part that has come already is not taken twice. With the last one it is compared with its SHA-256 and is there.',
  input: AttachmentPartInput,
  output: AttachmentView,
  access: 'cases.work',
  idempotency: 'none',
  errors: [
    'cases.not_found',
    'cases.attachment_not_found',
    'cases.attachment_part_misplaced',
    'cases.attachment_damaged',
  ],
});

/** Takes away an attachment that was not sent. */
export const RemoveAttachment = defineOperation({
  name: 'cases.attachments.remove',
  http: 'DELETE /cases/{id}/attachments/{attachmentId}',
  summary: 'Take away an attachment that was not sent',
  input: AttachmentInput,
  output: null,
  access: 'cases.work',
  errors: ['cases.not_found', 'cases.attachment_not_found'],
});

/** Reads the bytes of an attachment. */
export const ReadAttachment = defineOperation({
  name: 'cases.attachments.read',
  http: 'GET /cases/{id}/attachments/{attachmentId}',
  summary: 'Take the bytes of an attachment',
  description:
    'Always as a file to be saved, never as something to be shown. Where there is a plugin that looks for malware it is asked first.',
  input: AttachmentInput,
  output: null,
  access: 'cases.view',
  transport: 'stream',
  streams: ['application/octet-stream'],
  errors: [
    'cases.not_found',
    'cases.attachment_not_found',
    'cases.attachment_refused',
    'cases.attachment_unscanned',
  ],
});

/** Reads a piece of an attachment that goes out with a reply; asked by customers, which sends it. */
export const ReadAttachmentPiece = defineOperation({
  name: 'cases.attachments.piece',
  kind: 'query',
  summary: 'Read a piece of an attachment that goes out',
  tag: 'cases',
  input: AttachmentPieceInput,
  output: AttachmentPieceView,
  access: 'public',
  errors: ['cases.attachment_not_found', 'cases.attachment_refused', 'cases.attachment_unscanned'],
});
