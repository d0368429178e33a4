// One pass over the clip named on the command line; prints its frames and the largest memory of this process in MB.
import { openClip } from './open-clip.js';
import { passThrough } from './pass-through.js';

const [path = ''] = process.argv.slice(2);
const clip = await openClip(path);
const endFrame = clip.frames.timesMs.length;
await passThrough({ ...clip, firstFrame: 0, endFrame, outputPath: `${path}.out.mp4` });
process.stdout.write(`${endFrame} ${Math.round(process.resourceUsage().maxRSS / 1024)}\n`);
