import type { CasePromisesView, CaseTargetsInput, CaseTargetView } from '@daybook/contracts';
import { BusinessCalendar, type BusinessHours } from './business-calendar';

const MINUTE = 60_000;
const DEFAULT_WARN_MINUTES = 60;

/** What can be promised for a case. */
export const targetKinds = ['firstReply', 'resolution'] as const;
/** A kind of target. */
export type TargetKind = (typeof targetKinds)[number];

/** A promise and its clock. Moments are RFC 3339: it is kept with the case as it was given. */
export interface PromisedTarget {
  minutes: number;
  /** Milliseconds of business time that were left when the clock last stood. */
  leftMs: number;
  /** While the clock runs. */
  dueAt: string | null;
  /** While the clock runs: from when it is warned of. */
  warnAt: string | null;
  missedAt: string | null;
  doneAt: string | null;
}

/** All that was promised for a case, with the business hours in which it was. */
export interface PromisedTargets {
  hours: BusinessHours;
  warnMinutes: number;
  firstReply: PromisedTarget | null;
  resolution: PromisedTarget | null;
}

/** What a scheme promises to a new case; its clocks stand still. */
export function promise(targets: CaseTargetsInput | undefined): PromisedTargets | null {
  if (targets === undefined) return null;
  const { firstReplyMinutes, resolutionMinutes, warnMinutes, businessHours } = targets;
  if (firstReplyMinutes === undefined && resolutionMinutes === undefined) return null;
  return {
    hours: businessHours,
    warnMinutes: warnMinutes ?? DEFAULT_WARN_MINUTES,
    firstReply: promised(firstReplyMinutes),
    resolution: promised(resolutionMinutes),
  };
}

/** The clocks of what is not done run from a moment on. */
export function started(targets: PromisedTargets, now: Date): PromisedTargets {
  const calendar = new BusinessCalendar(targets.hours);
  return each(targets, (target) => {
    if (target.doneAt !== null || target.missedAt !== null || target.dueAt !== null) return target;
    const after = (ms: number): string | null => calendar.add(now, Math.max(0, ms))?.toISOString() ?? null;
    return {
      ...target,
      dueAt: after(target.leftMs),
      warnAt: after(target.leftMs - targets.warnMinutes * MINUTE),
    };
  });
}

/** The clocks stand from a moment on; what is left is kept. */
export function stopped(targets: PromisedTargets, now: Date): PromisedTargets {
  return each(targets, (target) => stand(targets, target, now));
}

/** A target is done at a moment: its clock stands for good, unless it is undone. */
export function done(targets: PromisedTargets, kind: TargetKind, now: Date): PromisedTargets {
  const target = targets[kind];
  if (target === null || target.doneAt !== null) return targets;
  return { ...targets, [kind]: { ...stand(targets, target, now), doneAt: now.toISOString() } };
}

/** What was done is to be done again: the case was reopened. */
export function undone(targets: PromisedTargets, kind: TargetKind): PromisedTargets {
  const target = targets[kind];
  return target === null ? targets : { ...targets, [kind]: { ...target, doneAt: null } };
}

/** Targets whose time has come while their clock ran, each noted as missed. */
export function missed(
  targets: PromisedTargets,
  now: Date,
): { targets: PromisedTargets; missed: { kind: TargetKind; dueAt: string }[] } {
  const found: { kind: TargetKind; dueAt: string }[] = [];
  const after = each(targets, (target, kind) => {
    if (target.dueAt === null || target.missedAt !== null || new Date(target.dueAt) > now) return target;
    found.push({ kind, dueAt: target.dueAt });
    return { ...target, missedAt: target.dueAt, leftMs: 0 };
  });
  return { targets: after, missed: found };
}

/** The next moments at which something is to happen: the earliest due and warned of that was not missed. */
export function nextMoments(targets: PromisedTargets): { dueAt: Date | null; warnAt: Date | null } {
  const running = targetKinds.flatMap((kind) => {
    const target = targets[kind];
    return target === null || target.missedAt !== null ? [] : [target];
  });
  return {
    dueAt: earliest(running.map(({ dueAt }) => dueAt)),
    warnAt: earliest(running.map(({ warnAt }) => warnAt)),
  };
}

/** What callers see of it at a moment. */
export function toPromisesView({ firstReply, resolution }: PromisedTargets, now: Date): CasePromisesView {
  return {
    firstReply: firstReply === null ? undefined : toTargetView(firstReply, now),
    resolution: resolution === null ? undefined : toTargetView(resolution, now),
  };
}

function toTargetView(
  { minutes, leftMs, dueAt, warnAt, missedAt, doneAt }: PromisedTarget,
  now: Date,
): CaseTargetView {
  const standing = dueAt === null && doneAt === null && missedAt === null;
  return {
    minutes,
    dueAt: dueAt ?? undefined,
    leftMinutes: standing ? Math.ceil(leftMs / MINUTE) : undefined,
    warning: warnAt !== null && new Date(warnAt) <= now,
    missedAt: missedAt ?? undefined,
    doneAt: doneAt ?? undefined,
  };
}

function promised(minutes: number | undefined): PromisedTarget | null {
  if (minutes === undefined) return null;
  return { minutes, leftMs: minutes * MINUTE, dueAt: null, warnAt: null, missedAt: null, doneAt: null };
}

function stand(targets: PromisedTargets, target: PromisedTarget, now: Date): PromisedTarget {
  if (target.dueAt === null) return target;
  const leftMs = new BusinessCalendar(targets.hours).between(now, new Date(target.dueAt));
  return { ...target, leftMs, dueAt: null, warnAt: null };
}

function each(
  targets: PromisedTargets,
  change: (target: PromisedTarget, kind: TargetKind) => PromisedTarget,
): PromisedTargets {
  const of = (kind: TargetKind): PromisedTarget | null => {
    const target = targets[kind];
    return target === null ? null : change(target, kind);
  };
  return { ...targets, firstReply: of('firstReply'), resolution: of('resolution') };
}

function earliest(moments: readonly (string | null)[]): Date | null {
  const known = moments.flatMap((moment) => (moment === null ? [] : [new Date(moment).getTime()]));
  return known.length === 0 ? null : new Date(Math.min(...known));
}
