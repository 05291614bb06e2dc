import type { DaybookEvent } from '../envelope';
import { type ClassOf, read } from '../fields';
import { reportActions } from '../activity';
import { schemaOf } from '../schema/json-schema';
import { filter } from './define';
import { filterQueryClass, ReportFilterQuery } from './filter-query';
import { dimensionFilters, reportFilters, rowsKept } from './filters';

const id = '0190a000-0000-7000-8000-000000000001';
const other = '0190a000-0000-7000-8000-000000000002';

const event = {
  type: 'billing.rebill.succeeded',
  actortype: 'user',
  actorid: id,
  actorlevel: 'cs_agent',
  data: {
    attributes: {},
    about: {},
    personal: {},
    context: {
      campaignId: id,
      productIds: [id, other],
      callCenterId: other,
      currency: 'USD',
      country: 'SE',
      customFields: { Gift: 'yes' },
    },
  },
} as unknown as DaybookEvent;

function faultsOf(of: ClassOf, asked: object): string[] {
  return read(of, asked).faults.map(({ field }) => field);
}

describe('the report filters', () => {
  it('are those of the Customer Service Report', () => {
    const listed = [
      ['from', 'Start Date'],
      ['to', 'End Date'],
      ['preset', 'Period'],
      ['timeZone', 'Time Zone'],
      ['campaignId', 'Campaign'],
      ['campaignCategoryId', 'Campaign Category'],
      ['productId', 'Product'],
      ['callCenterId', 'Call Center'],
      ['userId', 'User'],
      ['accessLevel', 'Access Level'],
      ['currency', 'Base Currency'],
      ['country', 'Country'],
      ['action', 'Actions'],
      ['includeAgentNotes', 'Include Agent Notes'],
      ['hideSystemActions', 'Hide System Actions'],
      ['agentNotesOnly', 'Agent Notes Only'],
      ['customField', 'More Filters'],
    ];
    const parameters = new Set(listed.map(([parameter]) => parameter));
    const known = reportFilters.filter((one) => parameters.has(one.parameter));
    expect(known.map((one) => [one.parameter, one.label])).toEqual(listed);
  });

  it('read what an event had at its moment', () => {
    const read = Object.fromEntries(
      dimensionFilters().map((one) => [one.dimension.name, one.dimension.values(event)]),
    );
    expect(read).toMatchObject({
      campaign: [id],
      campaign_category: [],
      product: [id, other],
      call_center: [other],
      user: [id],
      access_level: ['cs_agent'],
      currency: ['USD'],
      country: ['SE'],
      type: ['billing.rebill.succeeded'],
    });
  });

  it('take no customer for a user', () => {
    const user = dimensionFilters().find((one) => one.parameter === 'userId');
    expect(user?.dimension.values({ ...event, actortype: 'customer' })).toEqual([]);
  });

  it('ask for an action by all keys that it counts', () => {
    const action = dimensionFilters().find((one) => one.parameter === 'action');
    expect(action?.dimension.membersOf?.('trial_skipped')).toEqual([
      'billing.trial.skipped',
      'billing.trial.stopped',
    ]);
    expect(action?.choices).toHaveLength(reportActions.length);
  });

  it('accept several values, one value, switches and custom fields', () => {
    const asked = {
      from: '2026-11-01T00:00:00+01:00',
      preset: 'last_7_days',
      timeZone: 'Europe/Berlin',
      campaignId: [id, other],
      productId: id,
      accessLevel: ['finance'],
      action: ['rebill_success', 'agent_note'],
      hideSystemActions: true,
      customField: { Gift: 'yes', Size: ['S', 'M'] },
    };
    expect(faultsOf(ReportFilterQuery, asked)).toEqual([]);
    const { value: query } = read(ReportFilterQuery, asked);
    expect(query.productId).toEqual([id]);
    expect(query.customField).toEqual({ Gift: ['yes'], Size: ['S', 'M'] });
  });

  it('take countries and currencies in any case, as every call does', () => {
    const { value: query } = read(ReportFilterQuery, { country: ['se', 'none'], currency: 'usd' });
    expect(query).toMatchObject({ country: ['SE', 'none'], currency: ['USD'] });
  });

  it.each([
    ['from', '2026-11-01'],
    ['to', 'yesterday'],
    ['preset', 'some_day'],
    ['timeZone', 'Atlantis'],
    ['campaignId', ['7']],
    ['accessLevel', ['king']],
    ['currency', ['dollars']],
    ['country', ['Sweden']],
    ['action', ['rebill_succes']],
    ['agentNotesOnly', 'perhaps'],
    ['customField', 'Gift'],
    ['mood', 'good'],
  ])('refuse %s=%j by name', (parameter, value) => {
    expect(faultsOf(ReportFilterQuery, { [parameter]: value })).toEqual([parameter]);
  });

  it('document themselves', () => {
    const { properties = {} } = schemaOf(ReportFilterQuery);
    expect(Object.keys(properties).sort()).toEqual(reportFilters.map((one) => one.parameter).sort());
    expect(properties['includeAgentNotes']).toMatchObject({ default: true, title: 'Include Agent Notes' });
    expect(properties['customField']).toMatchObject({ additionalProperties: { type: 'array' } });
  });

  it('become one more by one entry', () => {
    const actorsCallCenter = filter({
      parameter: 'actorCallCenterId',
      label: "Actor's Call Center",
      kind: 'ids',
      control: 'multi-select',
      description: 'The call center that the user works in.',
      dimension: {
        name: 'actor_call_center',
        several: false,
        values: (one: DaybookEvent) => (one.actorcallcenter === undefined ? [] : [one.actorcallcenter]),
      },
    });
    const filters = [...reportFilters, actorsCallCenter] as const;
    const Query = filterQueryClass(filters, 'LongerQuery');
    expect(faultsOf(Query, { actorCallCenterId: [id], currency: ['USD'] })).toEqual([]);
    expect(faultsOf(Query, { actorCallCenterId: ['7'] })).toEqual(['actorCallCenterId']);
    expect(
      dimensionFilters(filters)
        .at(-1)
        ?.dimension.values({ ...event, actorcallcenter: other }),
    ).toEqual([other]);
  });
});

describe('the three switches', () => {
  it('keep everything where nothing is asked', () => {
    expect(rowsKept({})).toEqual({ notes: 'with', usersOnly: false });
  });

  it('hide notes, and what no user did', () => {
    expect(rowsKept({ includeAgentNotes: false, hideSystemActions: true })).toEqual({
      notes: 'without',
      usersOnly: true,
    });
  });

  it('keep only typed notes whatever the other two say', () => {
    expect(rowsKept({ agentNotesOnly: true, includeAgentNotes: false, hideSystemActions: true })).toEqual({
      notes: 'only',
      usersOnly: false,
    });
  });
});
