import { Controller } from '@nestjs/common';
import {
  CaseIdInput,
  FollowPresence,
  KeepPresence,
  KeepPresenceInput,
  type Call,
  type CasePresenceView,
} from '@daybook/contracts';
import { Handles, type ByteStream } from '@daybook/messaging';
import { CasePresence } from './case-presence';

/** Calls about who is at a case. */
@Controller()
export class CasePresenceController {
  constructor(private readonly presence: CasePresence) {}

  @Handles(KeepPresence)
  keep({ id, typing }: KeepPresenceInput, call: Call): Promise<{ items: CasePresenceView[] }> {
    return this.presence.keep(id, typing === true, call);
  }

  @Handles(FollowPresence)
  follow({ id }: CaseIdInput, call: Call): Promise<ByteStream> {
    return this.presence.follow(id, call);
  }
}
