/** Numbers of packets in the order in which their pictures are shown. */
export function orderSamples(presentationTimes: Float64Array): Float64Array {
  const order = Float64Array.from(presentationTimes.keys());
  return order.sort((a, b) => (presentationTimes[a] ?? 0) - (presentationTimes[b] ?? 0));
}
