import * as ts from 'typescript';

/** A call of the API in a source of the console: `*` stands where one segment of the path is not known. */
export interface ApiCall {
  method: string;
  path: string;
}

const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'];

/** The calls of a source: through the typed client, through what describes a part of the catalog, and by links. */
export function callsOf(name: string, text: string): ApiCall[] {
  const source = ts.createSourceFile(name, text, ts.ScriptTarget.ES2023, true, ts.ScriptKind.TSX);
  const known = declarationsOf(source);
  const calls: ApiCall[] = [];
  const look = (node: ts.Node): void => {
    if (ts.isCallExpression(node) && ts.isPropertyAccessExpression(node.expression)) {
      const { expression, name: method } = node.expression;
      const [first] = node.arguments;
      if (first !== undefined && expression.getText() === 'api' && METHODS.includes(method.text))
        for (const path of textsOf(first, known)) calls.push({ method: method.text, path });
    }
    // Streams and files are asked for by their address.
    if (ts.isStringLiteralLike(node) || ts.isTemplateExpression(node))
      for (const path of textsOf(node, known))
        if (path.startsWith('/api/v1/')) calls.push({ method: 'GET', path: path.slice('/api/v1'.length) });
    ts.forEachChild(node, look);
  };
  look(source);
  return calls.filter(({ path }) => path.startsWith('/'));
}

/** What a name in a file can stand for: a constant's value, or a parameter whose type (or its bound) lists its texts. */
function declarationsOf(source: ts.SourceFile): Map<string, ts.Node[]> {
  const known = new Map<string, ts.Node[]>();
  const note = (name: string, node: ts.Node | undefined): void => {
    if (node !== undefined) known.set(name, [...(known.get(name) ?? []), node]);
  };
  const look = (node: ts.Node): void => {
    if (ts.isTypeAliasDeclaration(node)) note(node.name.text, node.type);
    if (ts.isTypeParameterDeclaration(node)) note(node.name.text, node.constraint);
    if ((ts.isVariableDeclaration(node) || ts.isParameter(node)) && ts.isIdentifier(node.name)) {
      note(node.name.text, node.initializer);
      note(node.name.text, node.type);
    }
    ts.forEachChild(node, look);
  };
  look(source);
  return known;
}

/** The texts that an expression can be; `*` for what is not known. */
function textsOf(node: ts.Node, known: ReadonlyMap<string, ts.Node[]>, depth = 0): string[] {
  const within = (inner: ts.Node) => textsOf(inner, known, depth + 1);
  if (depth > 8) return ['*'];
  if (ts.isStringLiteralLike(node)) return [node.text];
  if (ts.isAsExpression(node) || ts.isParenthesizedExpression(node) || ts.isSatisfiesExpression(node))
    return within(node.expression);
  if (ts.isConditionalExpression(node)) return [...within(node.whenTrue), ...within(node.whenFalse)];
  if (ts.isTemplateExpression(node))
    return node.templateSpans.reduce(
      (texts, { expression, literal }) =>
        texts.flatMap((text) => within(expression).map((inner) => text + inner + literal.text)),
      [node.head.text],
    );
  if (ts.isElementAccessExpression(node)) return within(node.expression);
  if (ts.isObjectLiteralExpression(node))
    return node.properties.flatMap((one) => (ts.isPropertyAssignment(one) ? within(one.initializer) : []));
  if (ts.isUnionTypeNode(node)) return node.types.flatMap(within);
  if (ts.isLiteralTypeNode(node)) return within(node.literal);
  const name = ts.isIdentifier(node)
    ? node.text
    : ts.isTypeReferenceNode(node) && ts.isIdentifier(node.typeName)
      ? node.typeName.text
      : undefined;
  const declared = name === undefined ? undefined : known.get(name);
  if (declared === undefined) return ['*'];
  const texts = declared.flatMap(within);
  return texts.length === 0 ? ['*'] : texts;
}

/** Whether a call can be of an operation's path. */
export function isCallOf(call: ApiCall, method: string, path: string): boolean {
  if (call.method !== method) return false;
  const [said, meant] = [call.path.split('?')[0]?.split('/') ?? [], path.split('/')];
  if (said.length !== meant.length) return false;
  return said.every((one, at) => {
    const other = meant[at] ?? '';
    return one === other || (one === '*' && at > 1) || (other.startsWith('{') && one.includes('*'));
  });
}
