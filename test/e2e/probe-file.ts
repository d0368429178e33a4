import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { z } from 'zod';

const Report = z.object({
  format: z.object({ duration: z.coerce.number() }),
  streams: z.array(
    z.object({
      codec_type: z.string(),
      codec_name: z.string(),
      nb_read_packets: z.coerce.number().optional(),
      tags: z.object({ language: z.string().optional() }).optional(),
    }),
  ),
});

/** What ffprobe, on its own and without our code, finds in a finished file. Duration in seconds. */
export async function probeFile(path: string) {
  const { stdout } = await promisify(execFile)('ffprobe', [
    ...['-v', 'error', '-count_packets', '-of', 'json', '-show_entries'],
    'format=duration:stream=codec_type,codec_name,nb_read_packets:stream_tags=language',
    path,
  ]);
  return Report.parse(JSON.parse(stdout));
}
