/** Dimension of the catalog's keys. */
export const TYPE_DIMENSION = 'type';
/** Dimension of the people and keys that act. */
export const ACTOR_DIMENSION = 'user';
/** Dimension an affiliate's sight is bound by. */
export const CAMPAIGN_DIMENSION = 'campaign';
/** Dimension of custom fields by name and value. */
export const FIELD_DIMENSION = 'custom_field';

/** Custom fields as members of FIELD_DIMENSION. */
export function fieldMembers(fields: Readonly<Record<string, string>>): string[] {
  return Object.entries(fields).map(([name, value]) => fieldMember(name, value));
}

/** A custom field's name and value as one member. */
export function fieldMember(name: string, value: string): string {
  return JSON.stringify([name, value]);
}

/** The name and value of a member that `fieldMember` made. */
export function readFieldMember(member: string): { fieldName: string; fieldValue: string } {
  const [fieldName, fieldValue] = JSON.parse(member) as [string, string];
  return { fieldName, fieldValue };
}
