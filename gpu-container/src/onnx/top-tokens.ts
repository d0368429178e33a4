/** The tokens with the greatest logits, greatest first; of equals the lower token. */
export function topTokens(logits: Float32Array, count: number): readonly number[] {
  const top: number[] = [];
  let least = Number.NEGATIVE_INFINITY;
  for (let token = 0; token < logits.length; token++) {
    const logit = logits[token] ?? least;
    if (top.length === count && logit <= least) continue;
    let place = top.length;
    while (place > 0 && (logits[top[place - 1] ?? 0] ?? 0) < logit) place -= 1;
    top.splice(place, 0, token);
    if (top.length > count) top.pop();
    least = logits[top.at(-1) ?? 0] ?? least;
  }
  return top;
}
