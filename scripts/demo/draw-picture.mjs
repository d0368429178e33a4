import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { SAMPLE_RATE_HZ } from './decode-prompt.mjs';

const FONT = '/usr/share/fonts/truetype/noto/NotoSans-Regular.ttf';
const SIZE = '1280x720';
const FRAMES_PER_SECOND = 25;

/** Night blue to teal, and a warm line: quiet colours that subtitles stay readable on. */
const COLOURS = { dark: '0x101a2e', deep: '0x16324f', line: '0xf4b860', text: '0xf3efe6', faint: '0x9fb3c8' };

/**
 * Draws a moving picture to a talk: a slow gradient, the voice as a line, the title. H.264 and AAC in MP4.
 * The title is left out where the font is not installed.
 * @param {Readonly<{ soundPath: string, videoPath: string, segments: readonly import('./spread-words.mjs').Segment[] }>} params
 */
export function drawPicture({ soundPath, videoPath, segments }) {
  const seconds = (segments.at(-1)?.endMs ?? 0) / 1000 + 2;
  const background = `gradients=s=${SIZE}:r=${FRAMES_PER_SECOND}:d=${seconds}:c0=${COLOURS.dark}:c1=${COLOURS.deep}:x0=0:y0=0:x1=1280:y1=720:speed=0.004:seed=7`;
  const bars = `[1:a]volume=2,showfreqs=s=54x220:rate=${FRAMES_PER_SECOND}:mode=bar:ascale=cbrt:fscale=log:win_size=1024:averaging=2:colors=${COLOURS.line}`;
  // few wide bars with clear gaps: each column of the small picture becomes one bar
  const wave = `${bars},format=rgba,scale=1080:220:flags=neighbor,drawgrid=w=20:h=400:t=6:c=black@0:replace=1[wave]`;
  const graph = [
    wave,
    `[0:v][wave]overlay=x=100:y=300:shortest=1${titles()},format=yuv420p[picture]`,
    // 48 kHz stereo, as cameras record: the same road as a person's own video
    '[1:a]aresample=48000,pan=stereo|c0=c0|c1=c0[sound]',
  ].join(';');
  const inputs = [
    '-f',
    'lavfi',
    '-i',
    background,
    '-f',
    's16le',
    '-ar',
    String(SAMPLE_RATE_HZ),
    '-ac',
    '1',
    '-i',
    soundPath,
  ];
  const picture = [
    '-map',
    '[picture]',
    '-c:v',
    'libx264',
    '-preset',
    'veryfast',
    '-crf',
    '23',
    '-g',
    '50',
    '-threads',
    '2',
  ];
  const sound = ['-map', '[sound]', '-c:a', 'aac', '-b:a', '128k'];
  const file = [
    '-shortest',
    '-fflags',
    '+bitexact',
    '-flags',
    '+bitexact',
    '-map_metadata',
    '-1',
    '-movflags',
    '+faststart',
    videoPath,
  ];
  const args = ['-v', 'error', '-y', ...inputs, '-filter_complex', graph, ...picture, ...sound, ...file];
  const done = spawnSync('ffmpeg', args, { encoding: 'utf8' });
  if (done.status !== 0) throw new Error(`ffmpeg could not draw the demo clip: ${done.stderr}`);
}

function titles() {
  if (!existsSync(FONT)) return '';
  const line = (
    /** @type {string} */ text,
    /** @type {string} */ colour,
    /** @type {number} */ size,
    /** @type {number} */ y,
  ) => `,drawtext=fontfile=${FONT}:text='${text}':fontcolor=${colour}:fontsize=${size}:x=100:y=${y}`;
  const title = line('A phone call that goes wrong', COLOURS.text, 56, 130);
  return `${title}${line('Polydub demo clip  ·  voice Allison Smith, CC BY-SA 3.0', COLOURS.faint, 24, 212)}`;
}
