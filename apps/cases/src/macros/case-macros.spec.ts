import {
  AddCaseMacro,
  ChangeCaseMacro,
  CloseCase,
  FillCaseMacro,
  GetCase,
  ListCaseMacros,
  newId,
  RemoveCaseMacro,
  UseCaseMacro,
  type CaseMacroView,
} from '@daybook/contracts';
import { ann, CasesFixture } from '../testing/cases-fixture';

describe('Macros', () => {
  let service: CasesFixture;

  beforeAll(async () => {
    service = await CasesFixture.start();
  });

  afterAll(() => service?.stop());

  const add = (input: object): Promise<CaseMacroView> =>
    service.caller.call(AddCaseMacro, { name: `Macro ${newId()}`, ...input });

  it('write, tag, sort, take and set the state in one act, each recorded as when done by hand', async () => {
    const macro = await add({
      reply: 'Dear {{customerName}}, your case {{caseNumber}} is seen to. {{ agentName }}',
      note: 'Told about {{caseSubject}}',
      addTags: ['told'],
      removeTags: ['new'],
      type: 'shipment',
      priority: 'high',
      take: true,
      status: 'pending',
    });
    const { id, number } = await service.open({ tags: ['new', 'vip'] });
    const input = { id, macroId: macro.id };
    const reply = `Dear Grace Hopper, your case ${number} is seen to. ann`;
    expect(await service.caller.call(FillCaseMacro, input, ann)).toEqual({
      reply,
      note: 'Told about Parcel is late',
    });
    const used = await service.caller.call(UseCaseMacro, input, ann);
    expect(used).toMatchObject({
      status: 'pending',
      type: 'shipment',
      priority: 'high',
      tags: ['vip', 'told'],
      responsible: { username: 'ann' },
    });
    expect(used.messages.map(({ kind, text }) => [kind, text])).toEqual([
      ['reply', reply],
      ['note', 'Told about Parcel is late'],
    ]);
    expect(await service.typesOf(id)).toEqual([
      'opened',
      'replied',
      'noted',
      'updated',
      'assigned',
      'updated',
    ]);
    const again = await service.caller.call(UseCaseMacro, { ...input, reply: 'Other words' }, ann);
    expect(again.messages.at(-2)?.text).toBe('Other words');
  });

  it('do all or nothing', async () => {
    const macro = await add({ note: 'Reopening', reply: 'Hello', status: 'open' });
    const { id } = await service.open();
    await service.caller.call(CloseCase, { id }, ann);
    expect(await service.caller.refusal(UseCaseMacro, { id, macroId: macro.id }, ann)).toBe(
      'cases.not_in_state',
    );
    expect((await service.caller.call(GetCase, { id }, ann)).messages).toEqual([]);
    const quiet = await add({ status: 'open', addTags: ['again'] });
    const open = await service.caller.call(UseCaseMacro, { id, macroId: quiet.id }, ann);
    expect(open).toMatchObject({ status: 'open', tags: ['again'] });
    expect(await service.typesOf(id)).toEqual(['opened', 'closed', 'updated', 'reopened']);
  });

  it('are kept by administrators, under names of their own', async () => {
    const canned = await add({ name: 'Canned réply', reply: 'Thank you.' });
    const alike = { name: 'canned REPLY', reply: 'x' };
    expect(await service.caller.refusal(AddCaseMacro, alike)).toBe('cases.macro_exists');
    expect(await service.caller.refusal(AddCaseMacro, { name: 'Nothing' })).toBe('cases.macro_empty');
    const unknown = { name: 'Unknown', reply: 'Dear {{shoeSize}}' };
    expect(await service.caller.refusal(AddCaseMacro, unknown)).toBe('cases.placeholder_unknown');
    expect(await service.caller.refusal(AddCaseMacro, { name: 'T', type: 'none-such' })).toBe(
      'cases.option_unknown',
    );
    const cleared = { id: canned.id, reply: null };
    expect(await service.caller.refusal(ChangeCaseMacro, cleared)).toBe('cases.macro_empty');
    const renamed = await service.caller.call(ChangeCaseMacro, { id: canned.id, name: 'Thanks' });
    expect(renamed).toMatchObject({ name: 'Thanks', reply: 'Thank you.', version: 2 });
    const names = async () =>
      (await service.caller.call(ListCaseMacros, {}, ann)).items.map(({ name }) => name);
    expect(await names()).toContain('Thanks');
    await service.caller.call(RemoveCaseMacro, { id: canned.id }, undefined, { ifMatch: 2 });
    expect(await names()).not.toContain('Thanks');
    expect(await service.caller.refusal(AddCaseMacro, alike, ann)).toBe('request.forbidden');
  });
});
