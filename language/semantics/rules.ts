// The rules that the checker's parts have for each other (`Checking`).
import type { Rules } from './checking';
import { typeOfExpression } from './expressions';
import { checkNeeded } from './functions';
import { checkAnyStatement } from './statements';
import { typeDenoted } from './type-expressions';

export const RULES: Rules = {
  expression: typeOfExpression,
  type: typeDenoted,
  statement: checkAnyStatement,
  body: checkNeeded,
};
