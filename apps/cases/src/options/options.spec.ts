import { AddOption, ChangeOption, ListOptions, OpenCase, RemoveOption } from '@daybook/contracts';
import { testActor } from '@daybook/testing';
import { ann, CasesFixture } from '../testing/cases-fixture';

describe('The option lists', () => {
  let service: CasesFixture;

  beforeAll(async () => {
    service = await CasesFixture.start();
  });

  afterAll(() => service?.stop());

  const keysOf = async (list: string): Promise<string[]> =>
    (await service.caller.call(ListOptions, { list }, ann)).items.map(({ key }) => key);

  it('have options to begin with, in their order', async () => {
    expect((await keysOf('channels')).slice(0, 3)).toEqual(['internal', 'email', 'phone']);
  });

  it('take new options at their end, under a key made from the label, and tell of them', async () => {
    const added = await service.caller.call(AddOption, { list: 'case-types', label: 'Défaut du produit!' });
    expect(added).toMatchObject({ key: 'defaut-du-produit', label: 'Défaut du produit!', retired: false });
    expect((await keysOf('case-types')).at(-1)).toBe('defaut-du-produit');
    expect((await service.journal()).at(-1)).toMatchObject({
      type: 'cases.option.changed',
      data: { attributes: { id: added.id, name: added.label, retired: false, list: 'case-types' } },
    });
    const again = { list: 'case-types', label: 'Defaut du produit' };
    expect(await service.caller.refusal(AddOption, again)).toBe('cases.option_exists');
    const alike = { list: 'case-types', key: 'other', label: 'DE\u0301FAUT\u200b DU  PRODUIT!' };
    expect(await service.caller.refusal(AddOption, alike)).toBe('cases.option_exists');
    const [first] = await keysOf('case-types');
    const renamed = { ...alike, key: first };
    expect(await service.caller.refusal(ChangeOption, renamed)).toBe('cases.option_exists');
    expect(await service.caller.refusal(AddOption, { list: 'case-types', label: '???' })).toBe(
      'cases.option_key_missing',
    );
  });

  it('keep the order they are given', async () => {
    const [first, second, third] = await keysOf('service-results');
    await service.caller.call(ChangeOption, { list: 'service-results', key: third, position: 0 });
    expect(await keysOf('service-results')).toEqual([third, first, second]);
    await service.caller.call(ChangeOption, { list: 'service-results', key: third, position: 99 });
    expect(await keysOf('service-results')).toEqual([first, second, third]);
  });

  it('are renamed without the records noticing, and refuse a stale version', async () => {
    const option = { list: 'service-reasons', key: 'question' };
    const renamed = await service.caller.call(ChangeOption, { ...option, label: 'General question' });
    expect(renamed).toMatchObject({ key: 'question', label: 'General question', version: 2 });
    const stale = service.caller.refusal(ChangeOption, { ...option, label: 'X' }, testActor(), {
      ifMatch: 1,
    });
    expect(await stale).toBe('request.stale');
    const reported = (await service.journal()).length;
    await service.caller.call(ChangeOption, { ...option, label: 'General question' });
    expect(await service.journal()).toHaveLength(reported);
  });

  it('retire a used option and delete an unused one', async () => {
    for (const label of ['Used type', 'Unused type']) {
      await service.caller.call(AddOption, { list: 'case-types', label });
    }
    const made = await service.open({ type: 'used-type' });
    const used = { list: 'case-types', key: 'used-type' };
    const listed = (await service.caller.call(ListOptions, { list: 'case-types' }, ann)).items;
    const usesOf = (key: string) => listed.find((option) => option.key === key)?.uses;
    expect([usesOf('used-type'), usesOf('unused-type')]).toEqual([1, 0]);
    expect(await service.caller.call(RemoveOption, used)).toMatchObject({ retired: true, uses: 1 });
    await service.caller.call(RemoveOption, { list: 'case-types', key: 'unused-type' });
    expect(await keysOf('case-types')).toContain('used-type');
    expect(await keysOf('case-types')).not.toContain('unused-type');
    const input = { customerId: service.customerId, subject: 'x', type: 'used-type' };
    expect(await service.caller.refusal(OpenCase, input, ann)).toBe('cases.option_unknown');
    expect(made.type).toBe('used-type');
    await service.caller.call(ChangeOption, { ...used, retired: false });
    await service.open({ type: 'used-type' });
  });

  it('let only administrators change them, and only lists that there are', async () => {
    expect(await service.caller.refusal(AddOption, { list: 'channels', label: 'Fax' }, ann)).toBe(
      'request.forbidden',
    );
    expect(await service.caller.refusal(ListOptions, { list: 'colours' }, ann)).toBe('request.malformed');
    const owned = { list: 'channels', label: 'Fax', ownerId: ann.id };
    expect(await service.caller.refusal(AddOption, owned)).toBe('cases.option_owner_misplaced');
  });
});
