import { Injectable } from '@nestjs/common';
import { DomainError, ReadAttachmentPiece } from '@daybook/contracts';
import { isTransient, RpcClient, RpcFailure } from '@daybook/messaging';
import type { SendingOutcome } from './mail-client';
import type { Message } from './message.entity';

/** A file as it goes with an e-mail. */
export interface MailFile {
  filename: string;
  contentType: string;
  content: Buffer;
}

/** Fetches the files that go with replies from cases, piece by piece. */
@Injectable()
export class ReplyAttachments {
  constructor(private readonly rpc: RpcClient) {}

  /** The files of a message; how its sending ended where they are not to be had. */
  async of({ id, reply }: Message): Promise<MailFile[] | Extract<SendingOutcome, { sent: false }>> {
    const files: MailFile[] = [];
    try {
      for (const { id: attachmentId, filename, contentType } of reply?.attachments ?? [])
        files.push({ filename, contentType, content: await this.bytesOf(attachmentId, id) });
      return files;
    } catch (error) {
      if (!(error instanceof DomainError) && !(error instanceof RpcFailure)) throw error;
      const final = error instanceof DomainError && !isTransient(error);
      return { sent: false, why: `an attachment: ${error.message}`, final };
    }
  }

  private async bytesOf(attachmentId: string, messageId: string): Promise<Buffer> {
    const pieces: Buffer[] = [];
    const call = { requestId: messageId, correlationId: messageId };
    for (let nth = 0; ; nth += 1) {
      const { content } = await this.rpc.ask(ReadAttachmentPiece, { attachmentId, nth }, call);
      if (content === '') return Buffer.concat(pieces);
      pieces.push(Buffer.from(content, 'base64'));
    }
  }
}
