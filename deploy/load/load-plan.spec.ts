import { agentSteps, countOf, outsideSteps, planDay, type Catalog } from './load-plan';

const CATALOG: Catalog = {
  campaigns: [
    { captureAt: 'shipment', countries: ['US', 'CA'] },
    { captureAt: 'sale', countries: [] },
  ],
  products: [
    { recurring: true, trial: false },
    { recurring: true, trial: true },
    { recurring: false, trial: false },
  ],
  settles: true,
};

describe('The plan of a load run', () => {
  it('is the same for the same seed and another for another', () => {
    expect(planDay(1, 500, CATALOG)).toEqual(planDay(1, 500, CATALOG));
    expect(planDay(1, 500, CATALOG)).not.toEqual(planDay(2, 500, CATALOG));
  });

  it('comes to as many actions as were asked for', () => {
    const actions = planDay(3, 2_000, CATALOG).reduce(
      (sum, story) => sum + countOf(agentSteps(story, CATALOG)) + outsideSteps(story, CATALOG),
      0,
    );
    expect(actions).toBeGreaterThanOrEqual(2_000);
    expect(actions).toBeLessThan(2_040);
  });

  it('voids only what is not captured, refunds only what is, and cancels only what recurs', () => {
    const stories = planDay(4, 20_000, CATALOG);
    const of = (after: string) => stories.filter((story) => story.after === after);
    expect(of('void').length).toBeGreaterThan(10);
    expect(of('void').every(({ campaign, parcel }) => campaign === 0 && parcel === 'waits')).toBe(true);
    expect(of('refund').length).toBeGreaterThan(10);
    expect(of('refund').every(({ campaign }) => campaign === 1)).toBe(true);
    expect(of('cancel-purchase').every(({ product }) => product < 2)).toBe(true);
  });

  it('refunds nothing where payments cannot be settled', () => {
    const stories = planDay(4, 5_000, { ...CATALOG, settles: false });
    expect(stories.filter(({ after }) => after === 'refund')).toEqual([]);
  });
});
