/** Mean wait of M/M/c in closed form (Erlang C), in seconds: arrivals a second, mean service in seconds, servers. */
export function erlangCWait(arrivals: number, serviceS: number, servers: number): number {
  const offered = arrivals * serviceS;
  let blocking = 1;
  for (let one = 1; one <= servers; one += 1) blocking = (offered * blocking) / (one + offered * blocking);
  const waitShare = blocking / (1 - (offered / servers) * (1 - blocking));
  return (waitShare * serviceS) / (servers - offered);
}
