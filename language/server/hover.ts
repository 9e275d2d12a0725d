// What is under the cursor: a name's declaration, type, value, layout and comment, or an expression's type.
import type * as ast from '../syntax/ast';
import type { Offset, Span } from '../syntax/source';
import { INVALID, typeName, type Type } from '../semantics/types';
import { valueText } from './constant-text';
import { describeEntity, layoutText, textOf } from './describe';
import { docComment, trailingComment } from './doc-comment';
import { declarationOf, type Entity, type Occurrence } from './entity';
import { innermost, nodesAt } from './locate';
import type { Snapshot } from './snapshot';

export interface Hover {
  readonly span: Span;
  readonly code: string;
  /** Sentences beneath the code. */
  readonly facts: readonly string[];
  /** The writer's own words. */
  readonly comment?: string;
}

export function hoverAt(snapshot: Snapshot, path: string, offset: Offset): Hover | undefined {
  const occurrence = snapshot.occurrences.at(path, offset);
  return occurrence ? hoverName(snapshot, occurrence) : hoverExpression(snapshot, path, offset);
}

function hoverName(snapshot: Snapshot, { span, entity }: Occurrence): Hover {
  const declaration = declarationOf(entity);
  const comment =
    declaration && (docComment(declaration) ?? (isPart(entity) ? trailingComment(declaration) : undefined));
  const code = untyped(snapshot, entity) ?? describeEntity(entity);
  return { span, code, facts: factsOf(entity), comment };
}

/** Of what has no type yet, since its declaration is unfinished or generic: what is written of it. */
function untyped(snapshot: Snapshot, entity: Entity): string | undefined {
  if (entity.kind === 'tag') return undefined;
  const symbol = entity.kind === 'field' ? entity.field : entity.symbol;
  if (!('type' in symbol) || symbol.type !== INVALID || !symbol.span) return undefined;
  const unit = snapshot.unit(symbol.span.source.path);
  const around = unit ? nodesAt(unit, symbol.span.start) : [];
  const declaration = innermost(around, 'VariableDeclaration', 'Parameter', 'FieldDeclaration');
  const type = declaration?.name.span.start === symbol.span.start ? declaration.type : undefined;
  return type && type.kind !== 'ErrorType' ? `${symbol.name}: ${textOf(type)}` : symbol.name;
}

const isPart = ({ kind }: Entity): boolean => kind !== 'symbol';

function factsOf(entity: Entity): string[] {
  switch (entity.kind) {
    case 'field': {
      const { field, owner } = entity;
      const layout = layoutText(field.type);
      return [
        `Field of \`${typeName(owner)}\`, at byte ${field.offset}${layout === undefined ? '' : ` (${layout})`}.`,
      ];
    }
    case 'tag':
      return [`Tag ${entity.owner.tags.indexOf(entity.tag)} of \`${typeName(entity.owner)}\`.`];
    case 'symbol':
      return symbolFacts(entity.symbol);
  }
}

function symbolFacts(symbol: Extract<Entity, { kind: 'symbol' }>['symbol']): string[] {
  switch (symbol.kind) {
    case 'variable': {
      const what = symbol.isLoopVariable
        ? 'Loop variable'
        : { global: 'Global', local: 'Local', parameter: 'Parameter' }[symbol.storage];
      return [`${what}${sentenceOf(symbol.type)}.`];
    }
    case 'constant':
      return [constantFact(symbol.type)];
    case 'type': {
      const layout = layoutText(symbol.type);
      return layout === undefined ? [] : [`${layout}.`];
    }
    case 'function':
      return symbol.isExternal
        ? ['External: a C function in native code, a host function in the interpreter.']
        : [];
    case 'module':
      return symbol.scope ? [] : ['The file cannot be read.'];
    default:
      return [];
  }
}

function constantFact(type: Type): string {
  if (type === INVALID) return 'Constant, of which the value is not known.';
  if (type.kind === 'untyped integer') return 'An integer constant, typed where it is used.';
  if (type.kind === 'untyped float') return 'A float constant, typed where it is used.';
  return `Constant of type \`${typeName(type)}\`.`;
}

function sentenceOf(type: Type): string {
  const layout = layoutText(type);
  return layout === undefined ? '' : `, ${layout}`;
}

/** What the text says itself, or does not say. */
const SAYS_ALL: ReadonlySet<string> = new Set(['ErrorExpression', 'StringLiteral']);

/** The innermost expression that is no name: what it is, and its value if that is known. */
function hoverExpression(snapshot: Snapshot, path: string, offset: Offset): Hover | undefined {
  const unit = snapshot.unit(path);
  const node = unit && nodesAt(unit, offset).at(-1);
  const expression = node as (ast.Expression & { kind: string }) | undefined;
  const program = snapshot.programAt(path, offset);
  const type = expression && program.typeOf.get(expression);
  if (!expression || !type || type === INVALID || SAYS_ALL.has(expression.kind)) return undefined;
  const value = program.constantOf.get(expression);
  const converted = program.conversionOf.get(expression);
  return {
    span: expression.span,
    code: value ? `${valueText(value, type)}: ${typeName(type)}` : typeName(type),
    facts: converted ? [`Converted to \`${typeName(converted)}\` here.`] : [],
  };
}
