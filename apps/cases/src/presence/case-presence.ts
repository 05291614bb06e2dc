import { Inject, Injectable } from '@nestjs/common';
import { DomainError, type Call, type CasePresenceView } from '@daybook/contracts';
import { Followers, STILL_HERE, type ByteStream, type StreamPace } from '@daybook/messaging';
import { Bound, Clock, firstRow, UnitOfWork, type Statement } from '@daybook/persistence';
import { visibleTo } from '../cases/case-scope';
import { taker } from '../people/people.service';
import type { Responsible } from '../people/known-people';

/** How presence keeps time; each heartbeat says for its follower that they are there. */
export const PACE: StreamPace = { interval: 1_000, heartbeat: 10_000, life: 600_000 };
export const PRESENCE_PACE = Symbol('pace of presence');

const SEEN_MS = 30_000;
const TYPING_MS = 10_000;
/** Followers of one replica at most. */
const FOLLOWERS = 1_000;

type Present = CasePresenceView & { caseId: string };

/** Who looks at a case and who types in it. It lives for seconds, in a table that nothing is written down for. */
@Injectable()
export class CasePresence {
  private readonly followers: Followers<Present[]>;
  /** How many streams somebody has at a case: who loads a page anew opens one before the one before has ended. */
  private readonly streams = new Map<string, number>();

  constructor(
    private readonly work: UnitOfWork,
    private readonly clock: Clock,
    @Inject(PRESENCE_PACE) pace: StreamPace,
  ) {
    this.followers = new Followers(FOLLOWERS, pace, () => this.everybody());
  }

  /** @throws DomainError `cases.not_found` unless the caller may see the case; `cases.taker_not_a_user` */
  async keep(caseId: string, typing: boolean, call: Call): Promise<{ items: CasePresenceView[] }> {
    const somebody = await this.admit(caseId, call);
    await this.say(caseId, somebody, typing);
    return { items: of(caseId, await this.everybody()) };
  }

  /** What can be refused is refused before the first byte. @throws DomainError those of `keep`, `cases.too_many_followers` */
  async follow(caseId: string, call: Call): Promise<ByteStream> {
    if (this.followers.full) throw new DomainError('cases.too_many_followers', { retryAfter: 30 });
    const somebody = await this.admit(caseId, call);
    return this.followers.stream((gone) => this.news(caseId, somebody, gone));
  }

  private async *news(
    caseId: string,
    somebody: Responsible,
    gone: AbortSignal,
  ): AsyncGenerator<Uint8Array, void> {
    const { interval, heartbeat, life } = this.followers.pace;
    const end = Date.now() + life;
    const place = `${caseId} ${somebody.id}`;
    this.streams.set(place, (this.streams.get(place) ?? 0) + 1);
    try {
      for (let known = '', saidAt = 0; Date.now() < end && !gone.aborted;) {
        const isDue = Date.now() - saidAt >= heartbeat;
        if (isDue) {
          await this.say(caseId, somebody, null);
          saidAt = Date.now();
        }
        const present = JSON.stringify({ present: of(caseId, await this.followers.newest()) });
        if (present !== known) yield Buffer.from(`event: presence\ndata: ${present}\n\n`);
        else if (isDue) yield STILL_HERE;
        known = present;
        await new Promise((resolve) => setTimeout(resolve, interval));
      }
    } finally {
      const others = (this.streams.get(place) ?? 1) - 1;
      if (others > 0) this.streams.set(place, others);
      else {
        this.streams.delete(place);
        await this.work.alone(GONE, [caseId, somebody.id]);
      }
    }
  }

  private async admit(caseId: string, call: Call): Promise<Responsible> {
    const somebody = taker(call);
    const bound = new Bound(caseId);
    const scope = visibleTo(call.actor, 'cases.view', bound);
    const found = await this.work.read((em) =>
      firstRow(em, `select 1 as found from customer_case c where c.id = $1 and ${scope}`, bound.values),
    );
    if (found === undefined) throw new DomainError('cases.not_found');
    return somebody;
  }

  /** @param typing null where nothing is said of that */
  private async say(caseId: string, { id, username }: Responsible, typing: boolean | null): Promise<void> {
    const now = this.clock.now().getTime();
    const until = [new Date(now + SEEN_MS), new Date(typing === true ? now + TYPING_MS : now)];
    await this.work.alone(SAY, [caseId, id, username, ...until, typing !== null, new Date(now)]);
  }

  private everybody(): Promise<Present[]> {
    return this.work.alone<Present>(EVERYBODY, [this.clock.now()]);
  }
}

function of(caseId: string, present: readonly Present[]): CasePresenceView[] {
  return present.flatMap(({ caseId: at, ...somebody }) => (at === caseId.toLowerCase() ? [somebody] : []));
}

const SAY: Statement = {
  name: 'case_presence_say',
  text: `with gone as (delete from case_presence where seen_until < $7 and (case_id, user_id) <> ($1, $2))
         insert into case_presence as p (case_id, user_id, username, seen_until, typing_until)
         values ($1, $2, $3, $4, $5)
         on conflict (case_id, user_id) do update
            set seen_until = excluded.seen_until,
                typing_until = case when $6 then excluded.typing_until else p.typing_until end`,
};

const GONE: Statement = {
  name: 'case_presence_gone',
  text: 'delete from case_presence where case_id = $1 and user_id = $2',
};

const EVERYBODY: Statement = {
  name: 'case_presence_everybody',
  text: `select case_id as "caseId", user_id as id, username, typing_until > $1 as typing
           from case_presence where seen_until > $1 order by username, user_id`,
};
