// What can stand behind a dot, between the braces of a literal, and before the `:` of an argument: members.
import { membersOf as membersOfScope } from '../semantics/imports';
import type { ModuleSymbol } from '../semantics/symbol';
import { taggedBy, type EnumType, type StructType, type Type, typeName } from '../semantics/types';
import type { Completion } from './completion-item';
import { completionOf } from './completion-names';
import { parametersOf } from './describe';
import { docComment } from './doc-comment';
import { innermost } from './locate';
import type { Site } from './site';

export function afterDot(site: Site): Completion[] {
  const { before } = site;
  const operand = before.operandBefore(before.tokens.length - 1);
  if (operand === '') return tagsOf(taggedBy(site.expectedBeforeDot()));
  const named = site.named(operand);
  if (named?.kind === 'module') return membersOfModule(named);
  if (named?.kind === 'type') return tagsOf(taggedBy(named.type));
  return membersOf(site.typeOf(operand));
}

function membersOfModule({ scope }: ModuleSymbol): Completion[] {
  const members = scope ? [...membersOfScope(scope)] : [];
  return members.map((symbol, i) => completionOf(symbol, i));
}

function membersOf(type: Type): Completion[] {
  const base = type.kind === 'pointer' ? type.pointee : type;
  switch (base.kind) {
    case 'struct':
      return fieldsOf(base, '');
    case 'enum':
      return [
        { label: 'tag', kind: 'field', detail: typeName(base.tagType), rank: 0 },
        ...tagsOf(base)
          .filter(({ detail }) => detail !== undefined)
          .map((tag) => ({ ...tag, snippet: undefined })),
      ];
    case 'array':
      return [{ label: 'count', kind: 'field', detail: 'i64', rank: 0 }];
    case 'slice':
      return [
        { label: 'count', kind: 'field', detail: 'i64', rank: 0 },
        { label: 'data', kind: 'field', detail: `*${typeName(base.element)}`, rank: 1 },
      ];
    default:
      return [];
  }
}

/** In the order of their declaration. */
function fieldsOf(type: StructType, suffix: string): Completion[] {
  return type.fields.map(({ name, type: of, span }, rank) => ({
    label: name,
    kind: 'field',
    detail: typeName(of),
    comment: docComment(span),
    snippet: suffix === '' ? undefined : name + suffix,
    rank,
  }));
}

export function tagsOf(type: EnumType | undefined): Completion[] {
  return (type?.tags ?? []).map(({ name, payload, span }, rank) => ({
    label: name,
    kind: 'tag',
    detail: payload && typeName(payload),
    comment: docComment(span),
    snippet: payload ? `${name}($1)` : undefined,
    rank,
  }));
}

/** At the beginning of a field in a literal, the names of the fields that it lacks. */
export function literalFields({ before, nodes, program }: Site): Completion[] | undefined {
  if (before.kind(1) !== '{' && before.kind(1) !== ',') return undefined;
  const literal = innermost(nodes, 'StructLiteral');
  const open = before.openBracket();
  if (!literal || before.tokens[open]?.kind !== '{') return undefined;
  if ((before.tokens[open]?.start ?? 0) < literal.span.start) return undefined;
  const type = program.typeOf.get(literal);
  if (type?.kind !== 'struct' || (literal.fields.length > 1 && literal.fields[0]?.name === undefined))
    return undefined;
  const given = new Set(literal.fields.map(({ name }) => name?.text));
  given.delete(before.prefix);
  const fields = fieldsOf(type, ': ').filter(({ label }) => !given.has(label));
  return fields.length > 0 ? fields : undefined;
}

/** At the beginning of an argument, the names of the parameters that have none yet. */
export function argumentNames(site: Site): Completion[] {
  const call = site.call();
  const symbol = call?.isAtStart ? site.named(call.callee) : undefined;
  if (!call || !symbol) return [];
  return parametersOf(symbol)
    .filter(({ name }, i) => i >= call.index && !call.names.includes(name))
    .map(({ name, type }) => ({
      label: `${name}:`,
      kind: 'argument',
      detail: type,
      snippet: `${name}: `,
      rank: 60,
    }));
}
