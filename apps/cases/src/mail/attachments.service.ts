import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { LockMode } from '@mikro-orm/core';
import type { EntityManager } from '@mikro-orm/postgresql';
import {
  ATTACHMENT_PART_BYTES,
  DomainError,
  type AttachmentInput,
  type AttachmentPartInput,
  type AttachmentPieceInput,
  type AttachmentPieceView,
  type AttachmentView,
  type Call,
  type StartAttachmentInput,
} from '@daybook/contracts';
import type { ByteStream } from '@daybook/messaging';
import { Bound, Clock, firstRow, UnitOfWork } from '@daybook/persistence';
import { Attachment } from '../attachments/attachment.entity';
import { refusalOf, safeFilename } from '../attachments/attachment-limits';
import { dropPieces, keepPieces, readPiece } from '../attachments/attachment-pieces';
import { toAttachmentView } from '../attachments/attachment.views';
import { CasesConfig } from '../cases.config';
import { caseForChange, visibleTo } from '../cases/case-scope';
import { MalwareScan } from './malware-scan';

/** Attachments that an agent puts on a reply, and the bytes of all of them. */
@Injectable()
export class AttachmentsService {
  constructor(
    private readonly work: UnitOfWork,
    private readonly scan: MalwareScan,
    private readonly clock: Clock,
    private readonly config: CasesConfig,
  ) {}

  start(input: StartAttachmentInput, call: Call): Promise<AttachmentView> {
    return this.work.command(call, async (em) => {
      const subject = await caseForChange(em, input.id, call.actor);
      const filename = safeFilename(input.filename);
      const unsent = await em.count(Attachment, { caseId: subject.id, messageId: null });
      const refused = refusalOf({ filename, size: input.size }, unsent, this.config);
      if (refused !== null) throw new DomainError('cases.attachment_refused', { detail: SAID[refused] });
      const { contentType, size, sha256 } = input;
      const attachment = Attachment.of(
        {
          caseId: subject.id,
          messageId: null,
          filename,
          contentType,
          size,
          sha256,
          contentId: null,
          createdBy: call.actor.id,
        },
        this.clock.now(),
      );
      em.persist(attachment);
      return toAttachmentView(attachment);
    });
  }

  /** A part that has come already changes nothing, so that it can be sent again. */
  addPart(input: AttachmentPartInput, call: Call): Promise<AttachmentView> {
    return this.work.command(call, async (em) => {
      await caseForChange(em, input.id, call.actor);
      const attachment = await unsent(em, input);
      const bytes = Buffer.from(input.content, 'base64');
      const { received, size } = attachment;
      const whole = bytes.length === ATTACHMENT_PART_BYTES || input.offset + bytes.length === size;
      const isCode = bytes.toString('base64') === input.content;
      if (!isCode || !whole || input.offset + bytes.length > size)
        throw new DomainError('cases.attachment_part_misplaced', {
          detail: `A part has ${ATTACHMENT_PART_BYTES} bytes in base64, the last one what is left.`,
        });
      if (attachment.state === 'kept' || input.offset + bytes.length <= received)
        return toAttachmentView(attachment);
      if (input.offset !== received)
        throw new DomainError('cases.attachment_part_misplaced', {
          detail: `The next part begins at ${received}.`,
        });
      await keepPieces(em, attachment.id, bytes, received / ATTACHMENT_PART_BYTES);
      attachment.received += bytes.length;
      if (attachment.received === size) {
        if ((await hashOf(em, attachment.id)) !== attachment.sha256)
          throw new DomainError('cases.attachment_damaged');
        attachment.complete();
      }
      return toAttachmentView(attachment);
    });
  }

  remove(input: AttachmentInput, call: Call): Promise<void> {
    return this.work.command(call, async (em) => {
      await caseForChange(em, input.id, call.actor);
      const attachment = await unsent(em, input);
      await dropPieces(em, attachment.id);
      em.remove(attachment);
    });
  }

  /** The bytes, piece by piece as the receiver takes them. */
  async read({ id, attachmentId }: AttachmentInput, call: Call): Promise<ByteStream> {
    const bound = new Bound(attachmentId, id);
    const scope = visibleTo(call.actor, 'cases.view', bound);
    const found = await this.work.read((em) =>
      firstRow<{ attachment: string | null }>(
        em,
        `select a.id as attachment from customer_case c
         left join attachment a on a.id = $1
           and a.case_id in (select of.id from customer_case of where of.id = c.id or of.merged_into = c.id)
         where c.id = $2 and ${scope}`,
        bound.values,
      ),
    );
    if (found === undefined) throw new DomainError('cases.not_found');
    if (found.attachment === null) throw new DomainError('cases.attachment_not_found');
    const { filename } = await this.scan.harmless(attachmentId);
    return { contentType: 'application/octet-stream', filename, chunks: this.pieces(attachmentId) };
  }

  /** A piece of one that goes out. */
  async piece({ attachmentId, nth }: AttachmentPieceInput): Promise<AttachmentPieceView> {
    if (nth === 0) await this.scan.harmless(attachmentId);
    const bytes = await this.work.read((em) => readPiece(em, attachmentId, nth));
    return { content: bytes?.toString('base64') ?? '' };
  }

  private async *pieces(id: string): AsyncGenerator<Uint8Array, void> {
    for (let nth = 0; ; nth += 1) {
      const piece = await this.work.read((em) => readPiece(em, id, nth));
      if (piece === undefined) return;
      yield piece;
    }
  }
}

const SAID = {
  too_big: 'The attachment is bigger than one may be.',
  too_many: 'There are as many attachments as a message may have.',
  type: 'Files of this type are not taken.',
  malware: 'Malware was found in it.',
} as const;

/** @throws DomainError `cases.attachment_not_found` where there is none, or it was sent */
async function unsent(em: EntityManager, { id, attachmentId }: AttachmentInput): Promise<Attachment> {
  const where = { id: attachmentId, caseId: id, messageId: null };
  const found = await em.findOne(Attachment, where, { lockMode: LockMode.PESSIMISTIC_WRITE });
  if (found === null) throw new DomainError('cases.attachment_not_found');
  return found;
}

async function hashOf(em: EntityManager, id: string): Promise<string> {
  const hash = createHash('sha256');
  for (let nth = 0; ; nth += 1) {
    const piece = await readPiece(em, id, nth);
    if (piece === undefined) return hash.digest('hex');
    hash.update(piece);
  }
}
