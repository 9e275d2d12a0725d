// Enum types: tags, their payloads, and the layout of a tagged union.
import type * as ast from '../syntax/ast';
import type { Span } from '../syntax/source';
import type { Checking } from './checking';
import { reportContainment } from './containment';
import type { Instance } from './instances';
import { checkSize, completeType, resolveStored } from './stored-types';
import { roundUp } from './structs';
import {
  alignOf,
  type EnumType,
  INVALID,
  newEnum,
  sizeOf,
  type Tag,
  TAG_SIZE,
  type Type,
  typeName,
} from './types';
import { listed } from './wording';

/** An enum whose tags are found out when they are needed. */
export function declareEnum(
  c: Checking,
  name: string | undefined,
  span: Span,
  node: ast.EnumType,
  instance?: Instance,
): EnumType {
  const type = newEnum(name, span, instance);
  c.enums.push(type);
  c.tables.typeNamed.set(node, type);
  c.defer(
    type,
    () => completeEnum(c, type, node),
    (cycle) => reportContainment(c, type, cycle),
  );
  return type;
}

function completeEnum(c: Checking, type: EnumType, node: ast.EnumType): void {
  const before = c.mistakes;
  layOut(type, checkTags(c, node));
  if (checkSize(c, type, type.span ?? node.span) === INVALID) layOut(type, []);
  if (c.mistakes > before) c.hasWrongTypes = true;
}

function checkTags(c: Checking, node: ast.EnumType): Tag[] {
  const first = new Map<string, ast.TagDeclaration>();
  const tags: Tag[] = [];
  for (const declaration of node.tags) {
    const { name, payload } = declaration;
    const type = payload && resolveStored(c, payload);
    const earlier = first.get(name.text);
    if (earlier) {
      const labels = [{ span: earlier.name.span, message: 'first declared here' }];
      c.error('E0213', name.span, `the enum already has a tag \`${name.text}\``, undefined, labels);
    } else if (name.text === 'tag') {
      c.error('E0215', name.span, 'a tag cannot be called `tag`: that is the name of the tag itself');
    } else {
      first.set(name.text, declaration);
      tags.push({ name: name.text, payload: type, span: name.span });
    }
  }
  if (node.tags.length === 0) c.error('E0215', node.span, 'an enum has at least one tag');
  return tags;
}

/** The tag first, in four bytes, then the payloads, all in one place. */
function layOut(type: EnumType, tags: readonly Tag[]): void {
  let align = TAG_SIZE;
  let size = 0;
  for (const { payload } of tags) {
    if (!payload) continue;
    align = Math.max(align, alignOf(payload));
    size = Math.max(size, sizeOf(payload));
  }
  type.tags = tags;
  type.align = align;
  type.payloadOffset = roundUp(TAG_SIZE, align);
  type.size = roundUp(size === 0 ? TAG_SIZE : type.payloadOffset + size, align);
}

/** The index of the tag that `name` means, or undefined, and reported, if there is none. */
export function findTag(c: Checking, type: EnumType, name: ast.Name): number | undefined {
  if (!completeType(c, type, name.span)) return undefined;
  const index = type.tags.findIndex((tag) => tag.name === name.text);
  if (index >= 0) return index;
  const names = type.tags.map((tag) => tag.name);
  const labels = type.span
    ? [
        {
          span: type.span,
          message: names.length > 0 ? `declared here, with ${listed('the tag', names)}` : 'declared here',
        },
      ]
    : [];
  const message = `\`${typeName(type)}\` has no tag \`${name.text}\``;
  c.error('E0332', name.span, message, c.suggest(name.text, names), labels);
  return undefined;
}

/** True if `type` is an enum or the tag of one, of which values can be told apart by their tags. */
export function isTagged(type: Type): boolean {
  return type.kind === 'enum' || type.kind === 'tag';
}
