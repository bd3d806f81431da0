/** Something the operator can mend, told in one sentence and without a stack. */
export class Unusable extends Error {
  override name = 'Unusable';
}
