/**
 * The standard normal distribution: P(Z ≤ z). Rational approximations of Cody (1969, Mathematics of
 * Computation 23, 631–637), relative error about 1e-16 over the whole line, tails included.
 */
export function normalCdf(z: number): number {
  if (Number.isNaN(z)) return Number.NaN;
  const size = Math.abs(z);
  if (size <= 0.67448975) {
    const square = z * z;
    const centre = ratio(square, centreTop, centreBottom);
    return 0.5 + z * centre;
  }
  const upper = size <= Math.sqrt(32) ? upperTail(size) : farTail(size);
  return z > 0 ? 1 - upper : upper;
}

/**
 * The quantile function of the standard normal distribution: the z with P(Z ≤ z) = probability.
 * Algorithm AS 241, PPND16 (Wichura 1988, Applied Statistics 37, 477–484), relative error about 1e-16.
 * @returns −Infinity at 0 and Infinity at 1
 * @throws RangeError when the probability is not in 0 … 1
 */
export function normalQuantile(probability: number): number {
  if (!(probability >= 0 && probability <= 1)) throw new RangeError(`${probability} is not a probability.`);
  const offset = probability - 0.5;
  if (Math.abs(offset) <= 0.425) {
    return offset * ratio(0.180625 - offset * offset, middleTop, middleBottom);
  }
  const tail = offset < 0 ? probability : 1 - probability;
  if (tail === 0) return offset < 0 ? -Infinity : Infinity;
  const depth = Math.sqrt(-Math.log(tail));
  const size = depth <= 5 ? ratio(depth - 1.6, nearTop, nearBottom) : ratio(depth - 5, farTop, farBottom);
  return offset < 0 ? -size : size;
}

function upperTail(size: number): number {
  return expOfHalfSquare(size) * ratio(size, tailTop, tailBottom);
}

function farTail(size: number): number {
  const inverse = 1 / (size * size);
  const correction = inverse * ratio(inverse, farTailTop, farTailBottom);
  return (expOfHalfSquare(size) * (1 / Math.sqrt(2 * Math.PI) - correction)) / size;
}

/** exp(−z² / 2) without the rounding of z²: the square is split at 1/16. */
function expOfHalfSquare(size: number): number {
  const coarse = Math.trunc(size * 16) / 16;
  return Math.exp(-coarse * coarse * 0.5) * Math.exp(-(size - coarse) * (size + coarse) * 0.5);
}

/** One polynomial over another; coefficients from the constant term up. */
function ratio(at: number, top: readonly number[], bottom: readonly number[]): number {
  return polynomial(at, top) / polynomial(at, bottom);
}

function polynomial(at: number, coefficients: readonly number[]): number {
  let sum = 0;
  // A loop, for simulations draw millions of normal numbers through it.
  for (let power = coefficients.length - 1; power >= 0; power -= 1) sum = sum * at + (coefficients[power] as number);
  return sum;
}

const centreTop = [
  18154.98125334356, 1067.6894854603709, 161.02823106855587, 2.2352520354606837, 0.06568233791820745,
];
const centreBottom = [45507.789335026726, 10260.932208618979, 976.0985517377767, 47.202581904688245, 1];
const tailTop = [
  9842.714838383978, 11602.65143764735, 6848.190450536283, 2494.5375852903726, 597.2702763948002,
  93.50665613217785, 8.883149794388377, 0.39894151208813466, 1.0765576773720192e-8,
];
const tailBottom = [
  19685.429676859992, 38912.00328609327, 34900.95272114598, 18615.571640885097, 6485.558298266761,
  1519.3775994075547, 235.387901782625, 22.266688044328117, 1,
];
const farTailTop = [
  0.000029112874951168793, 0.0014216191932278934, 0.022235277870649807, 0.12740116116024736, 0.215898534057957,
  0.023073441764940174,
];
const farTailBottom = [
  0.00007297515550839662, 0.0037823963320275824, 0.06598813786892856, 0.4682382124808651, 1.284260096144911, 1,
];
const middleTop = [
  3.3871328727963665, 133.14166789178438, 1971.5909503065513, 13731.69376550946, 45921.95393154987,
  67265.7709270087, 33430.57558358813, 2509.0809287301227,
];
const middleBottom = [
  1, 42.31333070160091, 687.1870074920579, 5394.196021424751, 21213.794301586597, 39307.89580009271,
  28729.085735721943, 5226.495278852854,
];
const nearTop = [
  1.4234371107496835, 4.630337846156546, 5.769497221460691, 3.6478483247632045, 1.2704582524523684,
  0.2417807251774506, 0.022723844989269184, 0.0007745450142783414,
];
const nearBottom = [
  1, 2.053191626637759, 1.6763848301838038, 0.6897673349851, 0.14810397642748008, 0.015198666563616457,
  0.0005475938084995344, 1.0507500716444169e-9,
];
const farTop = [
  6.657904643501103, 5.463784911164114, 1.7848265399172913, 0.29656057182850487, 0.026532189526576124,
  0.0012426609473880784, 0.000027115555687434876, 2.0103343992922881e-7,
];
const farBottom = [
  1, 0.599832206555888, 0.1369298809227358, 0.014875361290850615, 0.0007868691311456133, 0.000018463183175100548,
  1.421511758316446e-7, 2.0442631033899397e-15,
];
