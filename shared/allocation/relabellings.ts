/** A permutation of the labels 0 … order − 1: the label at index x takes the place of x. */
export type Relabelling = readonly number[];

/**
 * Relabellings that are sharply transitive on the labels: each label goes to each other exactly once.
 * A session, relabelled by all of one set, puts every arm in every slot of every conversation equally often.
 */
export type RelabellingSet = readonly Relabelling[];

/** GF(4) without zero: multiplication by its three units; addition is exclusive or. */
const UNITS_OF_FOUR = ['0123', '0231', '0312'];

/**
 * PGL(2, 5), in coordinates in which a Singer cycle is x → x + 1 modulo 6: the twenty elements that
 * leave 0 where it is. With the cycle they make the whole group, sharply transitive on triples. No
 * smaller set is known to do for six labels what the affine groups do for two to five; thirty
 * relabellings would be a projective plane of order six, which does not exist.
 */
const STABILISER_OF_SIX = [
  ...['012345', '013254', '014532', '015423', '021435', '023541', '024153', '025314', '031524', '032451'],
  ...['034215', '035142', '041352', '042513', '043125', '045231', '051243', '052134', '053412', '054321'],
];

/**
 * A group of relabellings that carries every ordered pair of labels to every other equally often
 * (doubly transitive), cut into sharply transitive sets: the affine group x → ax + b over the field
 * of the given order, or for six labels PGL(2, 5).
 *
 * Whatever session is relabelled by the whole group, all counts of arms (in a slot, at a position)
 * and of ordered pairs of arms (beside each other, after each other, in one conversation) come out
 * equal. The group has 1, 2, 6, 12, 20 and 120 elements for one to six labels.
 */
export function relabellingSets(order: number): readonly RelabellingSet[] {
  const labels = Array.from({ length: order }, (_, label) => label);
  const add = (label: number, shift: number): number => (order === 4 ? label ^ shift : (label + shift) % order);
  return stabiliser(order, labels).map((held) => labels.map((shift) => held.map((label) => add(label, shift))));
}

/** The elements of the group that leave label 0 where it is. */
function stabiliser(order: number, labels: readonly number[]): readonly Relabelling[] {
  if (order === 1) return [labels];
  if (order === 4) return UNITS_OF_FOUR.map(digits);
  if (order === 6) return STABILISER_OF_SIX.map(digits);
  return labels.slice(1).map((unit) => labels.map((label) => (label * unit) % order));
}

function digits(text: string): Relabelling {
  return Array.from(text, Number);
}
