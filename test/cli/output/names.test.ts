import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { safeName } from '../../../cli/output/safe-name.js';
import { videoFolderName } from '../../../cli/output/video-folder-name.js';

describe('safeName', () => {
  it.each([
    ["it's a talk", "it's a talk"],
    ['../../etc/passwd', '___.._etc_passwd'],
    ['-rf', '_rf'],
    ['.hidden', '_hidden'],
    ['trailing. . ', 'trailing'],
    ['con.txt', '_con.txt'],
    ['', '_'],
    ['..', '__'],
    ['a\u0000b', 'a_b'],
    ['re\u0301pe\u0301tition', 'répétition'],
  ])('makes %j into %j', (given, name) => {
    expect(safeName(given)).toBe(name);
  });

  it('is one step of a path, short enough and stable, whatever comes in', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => {
        const name = safeName(text);
        return (
          name !== '' &&
          name !== '.' &&
          name !== '..' &&
          !/[/\\]/.test(name) &&
          Buffer.byteLength(name) <= 180 &&
          safeName(name) === name
        );
      }),
    );
  });

  it('does not end in a space where it was cut', () => {
    expect(safeName(`${'x'.repeat(179)} ${'y'.repeat(30)}`)).toBe('x'.repeat(179));
  });

  it('keeps the ending of a long name', () => {
    expect(safeName(`${'講'.repeat(100)}.mp4`).endsWith('.mp4')).toBe(true);
  });
});

describe('videoFolderName', () => {
  it.each([
    ['talk.mp4', 'talk'],
    ['talk.final.mov', 'talk.final'],
    ['.mp4', '_mp4'],
    ['Dr. Who', 'Dr. Who'],
    ['talk', 'talk'],
  ])('of %s is %s', (video, folder) => {
    expect(videoFolderName(video)).toBe(folder);
  });
});
