/**
 * Solves A·X = B for a symmetric positive A (row-major n×n) and m right-hand sides (row-major n×m). Both are overwritten;
 * X lies in B. Gaussian elimination without pivoting: what is added to the diagonal of a ridge regression makes it safe.
 */
export function solveRidge(a: Float64Array, b: Float64Array, n: number): Float64Array {
  const m = b.length / n;
  for (let i = 0; i < n; i++) {
    const pivot = a[i * n + i] || 1;
    for (let row = i + 1; row < n; row++) {
      const factor = (a[row * n + i] ?? 0) / pivot;
      if (factor === 0) continue;
      for (let c = i; c < n; c++) a[row * n + c] = (a[row * n + c] ?? 0) - factor * (a[i * n + c] ?? 0);
      for (let c = 0; c < m; c++) b[row * m + c] = (b[row * m + c] ?? 0) - factor * (b[i * m + c] ?? 0);
    }
  }
  for (let i = n - 1; i >= 0; i--) {
    for (let c = 0; c < m; c++) {
      let sum = b[i * m + c] ?? 0;
      for (let k = i + 1; k < n; k++) sum -= (a[i * n + k] ?? 0) * (b[k * m + c] ?? 0);
      b[i * m + c] = sum / (a[i * n + i] || 1);
    }
  }
  return b;
}
