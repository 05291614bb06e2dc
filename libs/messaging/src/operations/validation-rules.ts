import { getMetadataStorage } from 'class-validator';

type Storage = ReturnType<typeof getMetadataStorage>;
type Rules = ReturnType<Storage['getTargetValidationMetadatas']>;

let remembered = false;

/**
 * Has class-validator remember what a class asks for. By itself it looks through the rules of all classes each time
 * that it validates an object, which took most of the time of a validation. A class has its rules from the moment it
 * is declared, so nothing that is remembered can become wrong.
 */
export function rememberRules(): void {
  if (remembered) return;
  remembered = true;
  const storage = getMetadataStorage();
  const rulesOf = storage.getTargetValidationMetadatas.bind(storage);
  const grouped = storage.groupByPropertyName.bind(storage);
  const known = new WeakMap<Parameters<Storage['getTargetValidationMetadatas']>[0], Rules>();
  const knownGroups = new WeakMap<Rules, ReturnType<Storage['groupByPropertyName']>>();
  storage.getTargetValidationMetadatas = (of, schema, always, strictGroups, groups) => {
    // We know neither schemas by name nor groups: whoever uses them asks as ever.
    if (schema || always || strictGroups || (groups?.length ?? 0) > 0)
      return rulesOf(of, schema, always, strictGroups, groups);
    let rules = known.get(of);
    if (rules === undefined) {
      rules = rulesOf(of, schema, always, strictGroups, groups);
      known.set(of, rules);
    }
    return rules;
  };
  storage.groupByPropertyName = (rules) => {
    let groups = knownGroups.get(rules);
    if (groups === undefined) {
      groups = grouped(rules);
      knownGroups.set(rules, groups);
    }
    return groups;
  };
}
