import { z } from 'zod';

const Device = z.enum(['auto', 'cpu', 'cuda']);

/** `POLYDUB_DEVICE`: where neural engines compute; `auto` (the default) takes CUDA where it works. Throws for other words. */
export function readDevice(env: Readonly<Record<string, string | undefined>>): z.infer<typeof Device> {
  return Device.parse(env['POLYDUB_DEVICE'] || 'auto');
}
