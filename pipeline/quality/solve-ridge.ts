/**
 * Solves (A + penalty · 1) X = B for symmetric positive A by Cholesky's method: the weights of a ridge regression from
 * its sums of products. Throws RangeError where A is not positive.
 * @param a rows of a symmetric matrix; left as they are
 * @param b rows, one for each row of A
 */
export function solveRidge(a: readonly Float64Array[], b: readonly Float64Array[], penalty: number): Float64Array[] {
  const lower = factor(a, penalty);
  const size = a.length;
  const solution = b.map((row) => Float64Array.from(row));
  const eliminate = (target: number, source: number, factorAt: number): void => {
    const [to, from] = [solution[target], solution[source]];
    if (to === undefined || from === undefined) return;
    for (let column = 0; column < to.length; column++) to[column] = (to[column] ?? 0) - factorAt * (from[column] ?? 0);
  };
  const scale = (row: number): void => {
    const [values, by] = [solution[row], lower[row]?.[row] ?? 1];
    values?.forEach((value, column) => {
      values[column] = value / by;
    });
  };
  for (let row = 0; row < size; row++) {
    for (let before = 0; before < row; before++) eliminate(row, before, lower[row]?.[before] ?? 0);
    scale(row);
  }
  for (let row = size - 1; row >= 0; row--) {
    for (let after = row + 1; after < size; after++) eliminate(row, after, lower[after]?.[row] ?? 0);
    scale(row);
  }
  return solution;
}

function factor(a: readonly Float64Array[], penalty: number): readonly Float64Array[] {
  const lower = a.map((row) => new Float64Array(row.length));
  for (const [row, values] of lower.entries()) {
    for (let column = 0; column <= row; column++) {
      const other = lower[column] ?? values;
      let sum = (a[row]?.[column] ?? 0) + (row === column ? penalty : 0);
      for (let k = 0; k < column; k++) sum -= (values[k] ?? 0) * (other[k] ?? 0);
      if (row === column && sum <= 0) throw new RangeError('The matrix is not positive.');
      values[column] = row === column ? Math.sqrt(sum) : sum / (other[column] ?? 1);
    }
  }
  return lower;
}
