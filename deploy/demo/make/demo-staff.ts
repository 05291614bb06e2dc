import type { CampaignKey } from './demo-offer';

/** Where people work, and by which clock. */
export const CALL_CENTERS = {
  Springfield: 'America/Chicago',
  Lisbon: 'Europe/Lisbon',
  Manila: 'Asia/Manila',
} as const;
export type CallCenter = keyof typeof CALL_CENTERS;

/** Somebody who signs in, and how they are: how much of the work they do, and how often they write a note. */
export interface StaffMember {
  readonly username: string;
  readonly accessLevel: 'cs_agent' | 'cs_admin' | 'sales_rep' | 'finance' | 'affiliate';
  readonly callCenter?: CallCenter;
  readonly campaigns?: readonly CampaignKey[];
  readonly pace: number;
  readonly notes: number;
}

const agent = (username: string, callCenter: CallCenter, pace: number, notes: number): StaffMember => ({
  ...{ username, callCenter, pace, notes },
  accessLevel: 'cs_agent',
});
const lead = (username: string, callCenter: CallCenter): StaffMember => ({
  ...{ username, callCenter },
  ...{ accessLevel: 'cs_admin', pace: 0.5, notes: 30 },
});

/** Twenty people in three call centers: some are quick, some write everything down, some never do. */
export const STAFF: readonly StaffMember[] = [
  lead('elena', 'Springfield'),
  agent('maya', 'Springfield', 3, 60),
  agent('jonas', 'Springfield', 2, 20),
  agent('priya', 'Springfield', 2.5, 45),
  agent('kwame', 'Springfield', 1.5, 80),
  agent('rosa', 'Springfield', 1, 5),
  lead('tomasz', 'Lisbon'),
  agent('marta', 'Lisbon', 3, 50),
  agent('sven', 'Lisbon', 2, 70),
  agent('hanna', 'Lisbon', 1.5, 30),
  agent('pedro', 'Lisbon', 1, 10),
  lead('aiko', 'Manila'),
  agent('lin', 'Manila', 2.5, 40),
  agent('diego', 'Manila', 2, 25),
  agent('olu', 'Manila', 1.5, 65),
  agent('yuki', 'Manila', 1, 90),
  { username: 'sam', accessLevel: 'sales_rep', campaigns: ['glow', 'vital'], pace: 0, notes: 0 },
  { username: 'lucia', accessLevel: 'sales_rep', campaigns: ['glowEurope'], pace: 0, notes: 0 },
  { username: 'nora', accessLevel: 'finance', pace: 0, notes: 0 },
  { username: 'partner', accessLevel: 'affiliate', campaigns: ['vital', 'slim'], pace: 0, notes: 0 },
];
