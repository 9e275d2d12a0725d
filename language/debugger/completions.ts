// What could be written next in an expression: names in scope, or the members of what stands before a dot.
import { membersOf as membersOfModule } from '../semantics/imports';
import { type ModuleSymbol, type Scope, type Symbol, visibleOffset } from '../semantics/symbol';
import { INVALID, taggedBy, typeName, type Type } from '../semantics/types';
import type { Debuggee } from './debuggee';
import { checkText, type Site } from './expressions';

export interface Completion {
  readonly label: string;
  readonly type: string;
  readonly kind: string;
}

/** @param column 1-based, of the cursor */
export function completionsAt(debuggee: Debuggee, text: string, column: number, site: Site): Completion[] {
  const before = text.slice(0, Math.max(column - 1, 0));
  const prefix = /[A-Za-z_]\w*$/.exec(before)?.[0] ?? '';
  const rest = before.slice(0, before.length - prefix.length);
  return candidatesFor(debuggee, rest, site).filter(({ label }) => label.startsWith(prefix));
}

/** @param before the text in front of the word that is being typed */
function candidatesFor(debuggee: Debuggee, before: string, site: Site): Completion[] {
  const asked = /^(.*)\bis\s+$/s.exec(before)?.[1];
  if (asked !== undefined) return tagsOf(typeOf(debuggee, operandBefore(asked.trimEnd()), site));
  if (!before.endsWith('.')) return namesIn(site);
  const operand = operandBefore(before.slice(0, -1));
  if (operand !== '') return membersOf(debuggee, operand, site);
  const compared = /^(.*)[=!]=\s*\.$/s.exec(before)?.[1];
  return compared === undefined ? [] : tagsOf(typeOf(debuggee, operandBefore(compared.trimEnd()), site));
}

function typeOf(debuggee: Debuggee, text: string, site: Site): Type {
  const found = checkText(debuggee, text, site);
  return found.ok ? found.checked.type : INVALID;
}

/** The tags that a value of the type may have. */
function tagsOf(type: Type): Completion[] {
  const tags = taggedBy(type)?.tags ?? [];
  return tags.map(({ name, payload }) => ({
    label: name,
    type: payload ? typeName(payload) : '',
    kind: 'field',
  }));
}

/** The expression that ends here: names, suffixes and what they put in brackets. */
function operandBefore(text: string): string {
  let at = text.length;
  for (let depth = 0; at > 0; at--) {
    const character = text[at - 1] as string;
    if (')]'.includes(character)) depth++;
    else if ('(['.includes(character) && depth-- === 0) break;
    else if (depth === 0 && !/[\w.^([]/.test(character)) break;
  }
  return text.slice(at);
}

function membersOf(debuggee: Debuggee, operand: string, site: Site): Completion[] {
  const named = symbolNamed(operand, site);
  if (named?.kind === 'module') return namesOfModule(named);
  if (named?.kind === 'type') return tagsOf(named.type);
  const value = typeOf(debuggee, operand, site);
  const base = value.kind === 'pointer' ? value.pointee : value;
  if (base.kind === 'struct') {
    return base.fields.map(({ name, type: of }) => ({ label: name, type: typeName(of), kind: 'field' }));
  }
  if (base.kind === 'enum') {
    const payloads = tagsOf(base).filter(({ type: payload }) => payload !== '');
    return [{ label: 'tag', type: typeName(base.tagType), kind: 'field' }, ...payloads];
  }
  if (base.kind === 'array') return [{ label: 'count', type: 'i64', kind: 'field' }];
  if (base.kind !== 'slice') return [];
  return [
    { label: 'count', type: 'i64', kind: 'field' },
    { label: 'data', type: `*${typeName(base.element)}`, kind: 'field' },
  ];
}

/** What `name` or `module.name` stands for. */
function symbolNamed(text: string, site: Site): Symbol | undefined {
  const [first = '', member, ...rest] = text.split('.');
  const symbol = site.scope.lookup(first, site.at);
  if (member === undefined || rest.length > 0) return member === undefined ? symbol : undefined;
  return symbol?.kind === 'module' ? symbol.scope?.member(member) : undefined;
}

function namesOfModule({ scope }: ModuleSymbol): Completion[] {
  return [...(scope ? membersOfModule(scope) : [])].map((member) => {
    return { label: member.name, type: typeOfSymbol(member), kind: member.kind };
  });
}

function namesIn({ scope, at }: Site): Completion[] {
  const found = new Map<string, Completion>();
  for (let level: Scope | undefined = scope; level; level = level.parent) {
    for (const symbol of level.own()) {
      const isHidden =
        symbol.kind === 'variable' &&
        symbol.storage !== 'global' &&
        at !== undefined &&
        visibleOffset(symbol) > at;
      const isInternal = /^(rt_|__)/.test(symbol.name);
      if (isHidden || isInternal || found.has(symbol.name)) continue;
      found.set(symbol.name, { label: symbol.name, type: typeOfSymbol(symbol), kind: symbol.kind });
    }
  }
  return [...found.values()];
}

function typeOfSymbol(symbol: Symbol): string {
  if (symbol.kind === 'builtin' || symbol.kind === 'generic' || symbol.kind === 'module') return '';
  const type: Type = symbol.type;
  return typeName(type);
}
